"use strict";
// What a page does by script: facets of the catalogue, the way to the search, the menu, answers on paper.
// Without this file every card is shown and every answer can be opened.

// ---- Catalogue: "or" within a facet, "and" between facets; the address presets them: ?kind=manual&language=ar

const menu = document.querySelector(".menu");
const facets = document.querySelector("[data-facets]");

function chosen(form) {
  const choices = new Map();
  for (const box of form.querySelectorAll("input:checked")) {
    choices.set(box.name, [...(choices.get(box.name) ?? []), box.value]);
  }
  return choices;
}

function fits(card, choices) {
  return [...choices].every(([name, values]) => {
    const has = card.getAttribute(`data-${name}`).split(" ");
    return values.some((value) => has.includes(value));
  });
}

// The same plural rules as in the build: CLDR's.
function counted(status, n) {
  if (n === 0) return status.dataset.none;
  const forms = JSON.parse(status.dataset.forms);
  const form = forms[new Intl.PluralRules(document.documentElement.lang).select(n)] ?? forms.other;
  return form.replace("{n}", n);
}

function narrow() {
  const choices = chosen(facets);
  const cards = [...document.querySelectorAll(".catalogue .card")];
  for (const card of cards) card.hidden = !fits(card, choices);
  const status = document.querySelector(".count");
  status.textContent = counted(status, cards.filter((card) => !card.hidden).length);
  markTab(choices);
}

// The tabs of manuals and briefs lead here; the one whose shelf is shown is current.
function markTab(choices) {
  const kinds = choices.get("kind") ?? [];
  for (const tab of document.querySelectorAll(".tabs__link")) {
    const kind = new URL(tab.href).searchParams.get("kind");
    if (kind) tab.toggleAttribute("aria-current", kinds.length === 1 && kinds[0] === kind);
    if (tab.hasAttribute("aria-current")) tab.setAttribute("aria-current", "true");
  }
}

function preset(form) {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const box = form.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
    if (box) box.checked = true;
  }
}

function keepInAddress() {
  const query = new URLSearchParams(new FormData(facets)).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
}

if (facets) {
  const wide = matchMedia("(min-width: 60em)");
  const fold = facets.querySelector("details");
  facets.hidden = false;
  fold.open = wide.matches;
  wide.addEventListener("change", () => (fold.open = wide.matches));
  preset(facets);
  narrow();
  facets.addEventListener("change", () => {
    narrow();
    keepInAddress();
  });
  facets.addEventListener("reset", () =>
    setTimeout(() => {
      narrow();
      keepInAddress();
    }),
  );
}

// ---- Search: its script comes when it is first asked for

const dialog = document.querySelector(".search");
const siteRoot = new URL(document.documentElement.dataset.root, document.baseURI).href;

function find() {
  if (dialog.open) return;
  menu.open = false;
  dialog.showModal();
  dialog.querySelector(".search__words").select();
  if (document.querySelector("[data-search-script]")) return;
  const script = document.createElement("script");
  script.src = `${siteRoot}assets/javascripts/search.js`;
  script.dataset.searchScript = "";
  document.head.append(script);
}

for (const button of document.querySelectorAll("[data-find]")) button.addEventListener("click", find);

document.addEventListener("keydown", (event) => {
  const writes = event.target.closest("input, textarea, select, [contenteditable]");
  if (writes || event.ctrlKey || event.metaKey || event.altKey || !["/", "s", "f"].includes(event.key)) return;
  event.preventDefault();
  find();
});

dialog.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest("[data-close]")) dialog.close(); // beside the box too
});

// ---- Versions: a printed copy leads here with "?v=0.1"

if (document.querySelector(".held") && new URLSearchParams(location.search).get("v")) {
  const script = document.createElement("script");
  script.src = `${siteRoot}assets/javascripts/versions.js`;
  document.head.append(script);
}

// ---- Colours

document.querySelector("[data-scheme-switch]").addEventListener("click", () => {
  const root = document.documentElement;
  root.dataset.scheme = root.dataset.scheme === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("scheme", root.dataset.scheme);
  } catch {
    // storage may be refused; the choice then holds for this page
  }
});

// ---- The heading that is read is marked in the contents beside the text

const entries = new Map([...document.querySelectorAll(".contents a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
const headings = [...entries.keys()].map((id) => document.getElementById(id)).filter(Boolean);

function markRead() {
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
  for (const link of entries.values()) link.removeAttribute("aria-current");
  if (passed.length) entries.get(passed.at(-1).id).setAttribute("aria-current", "location");
}

if (headings.length) {
  let asked = 0;
  const later = () => (asked ||= requestAnimationFrame(() => ((asked = 0), markRead())));
  addEventListener("scroll", later, { passive: true });
  markRead();
}

// ---- The menu of small screens closes as a menu does

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  if (!menu.contains(event.target)) menu.open = false;
});

// ---- Answers are open on paper, and folded again afterwards

const folded = new Set();

addEventListener("beforeprint", () => {
  for (const answer of document.querySelectorAll(".answer:not([open])")) {
    answer.open = true;
    folded.add(answer);
  }
});

addEventListener("afterprint", () => {
  for (const answer of folded) answer.open = false;
  folded.clear();
});
