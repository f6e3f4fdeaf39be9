// The reader's choice of colours, before anything is drawn. It stays on this computer; nothing else is kept.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const kept = () => {
    try {
      return localStorage.getItem("scheme");
    } catch {
      return null; // storage may be refused
    }
  };
  const show = () => (root.dataset.scheme = kept() ?? (dark.matches ? "dark" : "light"));
  root.classList.replace("no-js", "js");
  dark.addEventListener("change", show);
  show();
})();
