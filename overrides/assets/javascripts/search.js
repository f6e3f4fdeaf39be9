"use strict";
// The search dialog: asks Pagefind in the reader's language first, in the others on request. Loaded when it first opens.
(() => {
  const SHOWN = 5; // pages at a time: each costs a weak line some ten kilobytes
  const SECTIONS = 3; // of a page
  const PAUSE_MS = 150; // after a key
  const FEW = 5; // results: then pages that hold only some of the words are shown too
  const LEAST_LETTERS = 3; // of a word that is asked for alone
  const WEIGHTS = { title: 5, forms: 4, publication: 0.5 };
  const language = document.documentElement.lang;
  const root = new URL(document.documentElement.dataset.root, document.baseURI).href;
  const folder = `${root}pagefind/`;
  const dialog = document.querySelector(".search");
  const [words, count, results, others, more, askOthers, filters] = [
    ".search__words", ".search__count", ".search__results", ".search__results--other", "[data-more]", "[data-others]", ".search__filters",
  ].map((selector) => dialog.querySelector(selector));
  const languages = JSON.parse(others.dataset.languages);

  // ---- What is asked

  // Pagefind stems each word; what it leaves on a word is taken off in a second question: French elisions, Arabic
  // clitics, digits of either kind. Scores of two questions do not compare: each counts as a share of its best.
  const ELISION = /(?<!\p{L})(?:l|d|n|s|c|j|m|t|qu|lorsqu|puisqu|jusqu)['’](?=\p{L})/giu;
  const DIGITS = "٠١٢٣٤٥٦٧٨٩";
  const MARKS = /[\u0640\u064b-\u0652]/g;
  const SEATS = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ة: "ه", ؤ: "و", ئ: "ي" };
  const PREFIX = /^(?:[وف]?(?:[بك]?ال|لل)|[وف](?=.{4})|[بلك](?=[^ا].{3}))(?=.{2})/;
  const SUFFIX = /(?<=.{2})(?:ات|ون|ين|ان|ها|هم|يه|ه|ي)$/;
  const ARABIC = /^[ا-ي]+$/;

  const folded = (word) => word.replace(MARKS, "").replace(/[أإآٱىةؤئ]/g, (letter) => SEATS[letter]);

  function bare(word) {
    const plain = folded(word);
    if (!ARABIC.test(plain)) return word;
    return shielded(plain.replace(PREFIX, "").replace(SUFFIX, ""));
  }

  // The stemmer takes the ف of فساد for a clitic: an article shields such a stem. Others go without: the words with an
  // article are the largest piece of the index, and Pagefind would fetch it.
  const CLITIC = /^[وفبكل]/;
  const shielded = (stem) => (CLITIC.test(stem) ? `ال${stem}` : stem);

  function withoutArticle(word) {
    const plain = folded(word);
    return ARABIC.test(plain) && /^ال.{3}/.test(plain) ? shielded(plain.slice(2)) : word;
  }

  // What no rule joins (شاهد, شهود; travail, travaux): a question of its own for each other form.
  function otherForms(parts, groups) {
    const key = (word) => folded(word.toLowerCase()).replace(PREFIX, "");
    return parts.flatMap((part, at) => {
      const group = groups.find((forms) => forms.some((form) => key(form) === key(part)));
      return (group ?? []).filter((form) => key(form) !== key(part)).map((form) => parts.with(at, form).join(" "));
    });
  }

  function questions(text, groups) {
    const parts = text.replace(ELISION, " ").replace(/[٠-٩]/g, (digit) => DIGITS.indexOf(digit)).split(/\s+/).filter(Boolean);
    const plain = parts.map(withoutArticle).join(" ");
    return [...new Set([plain, parts.map(bare).join(" "), ...otherForms(parts, groups)])];
  }

  async function ask(engine, question, filter) {
    const { results: found } = await engine.pagefind.search(question, { filters: filter });
    return found.map((one) => ({ ...one, score: one.score / found[0].score }));
  }

  async function search(engine, text, filter) {
    const found = new Map();
    for (const [nth, question] of questions(text, engine.groups).entries()) {
      for (const one of await ask(engine, question, filter)) {
        const score = one.score * (nth === 0 ? 1 : 0.8);
        if (!(found.get(one.id)?.score >= score)) found.set(one.id, { ...one, score });
      }
    }
    if (found.size < FEW) await searchAnyWord(engine, text, filter, found);
    return [...found.values()].sort((a, b) => b.score - a.score);
  }

  // Pagefind wants every word. Where that leaves little, pages with most of the words follow, the rarer words first.
  async function searchAnyWord(engine, text, filter, found) {
    const [plain] = questions(text, []);
    const parts = plain.split(" ").filter((part) => part.length >= LEAST_LETTERS);
    if (parts.length < 2) return;
    const partly = new Map();
    for (const part of parts) {
      const best = new Map();
      for (const question of questions(part, engine.groups)) {
        for (const one of await ask(engine, question, filter)) if (!(best.get(one.id)?.score >= one.score)) best.set(one.id, one);
      }
      for (const one of best.values()) {
        const share = (1 + one.score) / (1 + Math.log(best.size));
        partly.set(one.id, { ...one, score: (partly.get(one.id)?.score ?? 0) + share });
      }
    }
    const top = Math.max(...[...partly.values()].map((one) => one.score));
    for (const one of partly.values()) if (!found.has(one.id)) found.set(one.id, { ...one, score: (0.5 * one.score) / top });
  }

  // ---- Pagefind, one a language, on the web and from file://

  const engines = new Map();

  function loadScript(url) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      Object.assign(script, { src: url, onload: resolve, onerror: () => reject(new Error(url)) });
      document.head.append(script);
    });
  }

  async function module() {
    if (location.protocol !== "file:") return import(`${folder}pagefind.js`);
    // Files opened from a disk cannot be fetched: the offline library holds each as a script.
    await loadScript(`${folder}files.js`);
    await loadScript(`${folder}pagefind-classic.js`);
    return window.pagefindWith(window.fetchFromScripts(folder));
  }

  async function open(code) {
    const pagefind = await (engines.module ??= module());
    // Pagefind takes the language from the page, while it starts.
    document.documentElement.lang = code;
    // A page holds one stemmer: the other languages' work in workers of their own, which a first search need not load.
    const noWorker = code === language;
    const instance = pagefind.createInstance({ basePath: folder, noWorker, excerptLength: 24, ranking: { metaWeights: WEIGHTS } });
    document.documentElement.lang = language;
    await instance.init();
    await loadScript(`${folder}words-${code}.js`);
    return { pagefind: instance, groups: window.daleelWords[code] };
  }

  function engine(code) {
    if (!engines.has(code)) engines.set(code, open(code));
    return engines.get(code);
  }

  // ---- What is shown

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  // Pagefind's excerpt: text in which only <mark> is markup.
  function excerpt(html) {
    const read = new DOMParser().parseFromString(html, "text/html").body;
    return [...read.childNodes].map((node) => (node.nodeName === "MARK" ? element("mark", "", node.textContent) : node.textContent));
  }

  function address(page, anchor) {
    const path = page.raw_url.replace(/^\//, "");
    const there = location.protocol === "file:" && path.endsWith("/") ? `${path}index.html` : path;
    return `${root}${there}${anchor ? `#${anchor}` : ""}`;
  }

  function link(className, href, text) {
    const made = element("a", className, text);
    made.href = href;
    return made;
  }

  function shown(page, code) {
    const item = element("li", "search__page");
    if (code !== language) Object.assign(item, { lang: code, dir: languages.find((one) => one.code === code).direction });
    item.append(link("search__title", address(page), page.meta.title));
    if (page.meta.publication && page.meta.publication !== page.meta.title) item.append(element("p", "search__from", page.meta.publication));
    item.append(element("p", "search__excerpt", ...excerpt(page.excerpt)));
    const sections = page.sub_results.filter(({ anchor }) => anchor && anchor.element !== "h1").slice(0, SECTIONS);
    if (sections.length) {
      item.append(element("ul", "search__sections", ...sections.map((one) => element("li", "", link("", address(page, one.anchor.id), one.title)))));
    }
    return item;
  }

  function counted(n) {
    if (n === 0) return count.dataset.none;
    const forms = JSON.parse(count.dataset.forms);
    return (forms[new Intl.PluralRules(language).select(n)] ?? forms.other).replace("{n}", n);
  }

  async function show(list, found, code) {
    const pages = await Promise.all(found.map((one) => one.data()));
    list.append(...pages.map((page) => shown(page, code)));
  }

  // ---- The dialog

  let turn = 0; // of the latest question: answers to older ones come too late
  let left = []; // results not shown yet

  function chosen() {
    const choices = {};
    for (const box of filters.querySelectorAll("input:checked")) (choices[box.name] ??= { any: [] }).any.push(box.value);
    return choices;
  }

  let asked = "";

  function clear() {
    results.replaceChildren();
    others.replaceChildren();
    more.hidden = askOthers.hidden = true;
    count.textContent = "";
  }

  let answering = Promise.resolve();

  // To what stands in the box; a question that was asked already is not asked again.
  function answer() {
    const text = words.value.trim();
    const question = JSON.stringify([text, chosen()]);
    if (question !== asked) {
      asked = question;
      answering = respond(text);
    }
    return answering;
  }

  async function respond(text) {
    const mine = ++turn;
    filters.hidden = !text;
    if (!text) return clear();
    try {
      const found = await search(await engine(language), text, chosen());
      const list = document.createDocumentFragment();
      await show(list, found.slice(0, SHOWN), language);
      if (mine !== turn) return;
      clear();
      results.append(list);
      left = found.slice(SHOWN);
      more.hidden = left.length === 0;
      count.textContent = counted(found.length);
      askOthers.hidden = languages.length === 0 || location.protocol === "file:";
    } catch (error) {
      asked = "";
      count.textContent = count.dataset.failed;
      throw error;
    }
  }

  async function showMore(mine) {
    const [now, later] = [left.slice(0, SHOWN), left.slice(SHOWN)];
    left = later;
    const list = document.createDocumentFragment();
    await show(list, now, language);
    if (mine !== turn) return;
    results.append(list);
    more.hidden = left.length === 0;
  }

  // A term is asked for by its name in the other language: the termbase knows it.
  function translated(text, code) {
    const key = (words) => folded(words.toLowerCase());
    const term = window.daleelTerms.find((one) => one[language]?.some((wording) => key(wording) === key(text)));
    return term?.[code]?.[0] ?? text;
  }

  async function answerInOthers() {
    const mine = turn;
    const text = words.value.trim();
    askOthers.hidden = true;
    if (!window.daleelTerms) await loadScript(`${folder}terms.js`);
    for (const other of languages) {
      const found = await search(await engine(other.code), translated(text, other.code), chosen());
      const list = document.createDocumentFragment();
      const name = element("li", "search__language", other.name);
      Object.assign(name, { lang: other.code, dir: other.direction });
      list.append(name);
      await show(list, found.slice(0, SHOWN), other.code);
      if (mine !== turn) return;
      if (found.length) others.append(list);
    }
    if (!others.children.length) others.append(element("li", "search__language", count.dataset.none));
    others.querySelector("a")?.focus();
  }

  let waiting = 0;
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(answer, PAUSE_MS);
  });
  filters.addEventListener("change", answer);
  askOthers.addEventListener("click", answerInOthers);
  more.addEventListener("click", async () => {
    const last = results.lastElementChild;
    await showMore(turn);
    last.nextElementSibling?.querySelector("a").focus();
  });

  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault(); // Enter in the box goes to the first result
    clearTimeout(waiting);
    await answer();
    results.querySelector("a")?.click();
  });

  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault(); // it would only empty the box
      dialog.close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target.type === "checkbox") return;
    const stops = [words, ...dialog.querySelectorAll(".search__results a")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  if (words.value) answer();
})();
