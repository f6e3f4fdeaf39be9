// What the reader has chosen, before anything is drawn: colours, and whether to see what is for facilitators. It stays on this computer; nothing else is kept.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // storage may be refused
    }
  };
  const show = () => (root.dataset.scheme = kept("scheme") ?? (dark.matches ? "dark" : "light"));
  root.classList.replace("no-js", "js");
  dark.addEventListener("change", show);
  show();
  if (kept("facilitator")) root.dataset.facilitator = "hidden";
})();
