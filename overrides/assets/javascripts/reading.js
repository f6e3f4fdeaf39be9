"use strict";
// What a text does by script: notes and definitions open where they stand, addresses are copied with their citation.
// Without this file notes and terms are links, and all that is for facilitators is shown.
{
  const root = document.documentElement;
  const tools = document.querySelector(".tools");
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  document.body.append(said);

  function say(text, seen) {
    said.className = seen ? "said" : "visually-hidden";
    said.textContent = text;
    if (seen) setTimeout(() => (said.textContent = said.textContent === text ? "" : said.textContent), 4000);
  }

  function copies(nodes) {
    return [...nodes].map((node) => {
      const copy = node.cloneNode(true);
      for (const one of copy.querySelectorAll?.("[id]") ?? []) one.removeAttribute("id");
      return copy;
    });
  }

  // ---- Notes

  const opened = new Map(); // mark → its note, in the order of opening

  function openNote(mark) {
    const note = document.createElement("div");
    note.className = "opened";
    note.setAttribute("role", "note");
    note.setAttribute("aria-label", mark.getAttribute("aria-label"));
    note.append(...copies(document.getElementById(mark.hash.slice(1)).childNodes));
    for (const back of note.querySelectorAll(".back")) back.remove();
    const words = note.textContent;
    const shut = document.createElement("button");
    shut.type = "button";
    shut.className = "opened__shut";
    shut.setAttribute("aria-label", tools.dataset.shut);
    shut.append(document.querySelector(".search .icon--close").cloneNode(true));
    shut.addEventListener("click", () => closeNote(mark));
    note.append(shut);
    const block = mark.closest(".scroll") ?? mark.closest("p, li, dd, h2, h3, h4, blockquote, figcaption");
    if (block.matches("li, dd")) block.append(note);
    else block.after(note);
    mark.setAttribute("aria-expanded", "true");
    opened.set(mark, note);
    say(words, false);
  }

  function closeNote(mark) {
    opened.get(mark).remove();
    opened.delete(mark);
    mark.setAttribute("aria-expanded", "false");
    mark.focus({ preventScroll: true });
    say("", false);
  }

  function closeLastNote() {
    const marks = [...opened.keys()];
    const here = marks.find((mark) => mark === document.activeElement || opened.get(mark).contains(document.activeElement));
    if (marks.length) closeNote(here ?? marks.at(-1));
    return marks.length > 0;
  }

  for (const mark of document.querySelectorAll(".mark-note")) {
    mark.setAttribute("aria-expanded", "false");
    mark.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (opened.has(mark)) closeNote(mark);
      else openNote(mark);
    });
  }

  // ---- Terms: at the pointer, at the focus, at a tap (then it stays)

  let term = null; // whose definition is shown
  let stays = false;
  let leaving = 0;
  const box = document.createElement("span");
  box.className = "definition";

  function define(link, keep) {
    clearTimeout(leaving);
    if (term !== link) {
      undefine();
      term = link;
      const meaning = document.getElementById(link.getAttribute("aria-describedby"));
      const more = document.createElement("a");
      more.href = link.href;
      more.textContent = meaning.parentElement.dataset.glossary;
      box.replaceChildren(...copies(meaning.childNodes), " ", more);
      link.after(box);
      link.setAttribute("aria-expanded", "true");
      place(link);
    }
    stays ||= keep;
  }

  // Under the last line of the term, within the window.
  function place(link) {
    const line = [...link.getClientRects()].at(-1);
    const frame = box.offsetParent.getBoundingClientRect();
    const start = getComputedStyle(link).direction === "rtl" ? line.right - box.offsetWidth : line.left;
    const left = Math.max(16, Math.min(start, root.clientWidth - box.offsetWidth - 16));
    box.style.top = `${line.bottom - frame.top - box.offsetParent.clientTop + 4}px`;
    box.style.left = `${left - frame.left - box.offsetParent.clientLeft}px`;
  }

  function undefine() {
    clearTimeout(leaving);
    if (!term) return false;
    if (box.contains(document.activeElement)) term.focus({ preventScroll: true });
    box.remove();
    term.setAttribute("aria-expanded", "false");
    term = null;
    stays = false;
    return true;
  }

  const leave = () => (leaving = setTimeout(() => stays || undefine(), 250));
  const left = (event) => {
    if (event.relatedTarget !== term && !box.contains(event.relatedTarget)) leave();
  };
  box.addEventListener("pointerenter", () => clearTimeout(leaving));
  box.addEventListener("pointerleave", leave);
  box.addEventListener("focusout", left);

  for (const link of document.querySelectorAll(".term")) {
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && define(link, false));
    link.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
    link.addEventListener("focus", () => link.matches(":focus-visible") && term !== link && define(link, false));
    link.addEventListener("blur", left);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (term === link && (stays || event.detail === 0)) undefine();
      else define(link, true);
    });
  }

  document.addEventListener("click", (event) => {
    if (term && !term.contains(event.target) && !box.contains(event.target)) undefine();
  });

  document.addEventListener("keydown", (event) => {
    const others = document.querySelector(".search[open], .menu[open]");
    if (event.key === "Escape" && !others && !undefine()) closeLastNote();
  });

  // ---- Addresses of sections and paragraphs, copied with their citation

  function cited(part, hash) {
    return `${tools.dataset.cite.replace("{part}", part)}\n${tools.dataset.url}${hash}`;
  }

  async function copy(part, hash) {
    try {
      await navigator.clipboard.writeText(cited(part, hash));
      say(tools.dataset.copied, true);
    } catch {
      // the link has led to its address, which the reader can copy from the browser
    }
  }

  function title(heading) {
    return [...heading.childNodes].filter((node) => !node.classList?.contains("anchor")).map((node) => node.textContent).join("").trim();
  }

  for (const link of document.querySelectorAll(":is(h2, h3, h4) > .anchor")) {
    link.addEventListener("click", () => copy(tools.dataset.section.replace("{title}", title(link.parentElement)), link.hash));
  }

  const paragraphs = [...document.querySelectorAll('.text p[id^="p-"]')];
  const number = document.createElement("a");
  number.className = "anchor anchor--paragraph";

  function offer(paragraph) {
    if (document.activeElement === number || number.parentElement === paragraph) return;
    const n = paragraph.id.slice(2);
    number.href = `#${paragraph.id}`;
    number.textContent = `#${n}`;
    number.setAttribute("aria-label", tools.dataset.paragraphLink.replace("{n}", n));
    paragraph.append(number);
  }

  function pointedAt(event) {
    const paragraph = event.target.closest?.('.text p[id^="p-"]');
    const busy = event.type === "click" && (event.pointerType === "mouse" || event.target.closest("a, button"));
    if (paragraph && !busy && (event.type === "click" || event.pointerType === "mouse")) offer(paragraph);
  }

  document.addEventListener("pointerover", pointedAt);
  document.addEventListener("click", pointedAt);
  number.addEventListener("click", () => copy(tools.dataset.paragraph.replace("{n}", number.hash.slice(3)), number.hash));

  // From any of these addresses the arrow keys lead to the paragraphs around it.
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const from = document.activeElement;
    if (!step || !from.matches(".anchor")) return;
    const after = paragraphs.filter((one) => from.parentElement !== one && from.compareDocumentPosition(one) & (step > 0 ? 4 : 2));
    const next = step > 0 ? after[0] : after.at(-1);
    if (!next) return;
    event.preventDefault();
    from.blur();
    offer(next);
    number.focus();
  });

  // ---- Share

  const share = tools.querySelector("[data-share]");
  if (navigator.share) share.textContent = share.dataset.share;
  share.hidden = !navigator.share && !navigator.clipboard;
  share.addEventListener("click", () => {
    const text = tools.dataset.cite.replace("{part}", "");
    if (navigator.share) navigator.share({ title: document.title, text, url: tools.dataset.url }).catch(() => {});
    else copy("", "");
  });

  // ---- What is for facilitators, as the reader last wanted it (scheme.js hides it before anything is drawn)

  const choice = tools.querySelector("[role=switch]");
  if (choice) {
    choice.parentElement.hidden = false;
    choice.checked = root.dataset.facilitator !== "hidden";
    choice.addEventListener("change", () => {
      show(choice.checked);
      try {
        if (choice.checked) localStorage.removeItem("facilitator");
        else localStorage.setItem("facilitator", "hidden");
      } catch {
        // storage may be refused; the choice then holds for this page
      }
    });
  }

  function show(all) {
    if (all) delete root.dataset.facilitator;
    else root.dataset.facilitator = "hidden";
  }

  // An address within them shows them, on this page.
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!choice || !target?.closest(".part--session, .part--facilitator, .answer")) return;
    show(true);
    choice.checked = true;
    const answer = target.closest(".answer");
    if (answer) answer.open = true;
    target.scrollIntoView();
  }

  addEventListener("hashchange", reveal);
  reveal();

  // ---- A report names the place and the words that were last selected, or else the place of the address

  const report = document.querySelector("[data-report]");
  const given = report?.href;
  let selected = null;

  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const node = selection.anchorNode?.parentElement;
    if (!selection.isCollapsed && node?.closest(".text")) selected = { node, words: selection.toString().trim().slice(0, 160) };
  });

  report?.addEventListener("click", () => {
    const at = selected?.node ?? document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!at) return;
    const { section, page } = report.dataset;
    const heading = [...document.querySelectorAll(".text :is(h2, h3, h4)[id]")]
      .filter((one) => one.contains(at) || one.compareDocumentPosition(at) & 4)
      .at(-1);
    const id = at.closest('p[id^="p-"]')?.id ?? heading?.id;
    const words = selected ? encodeURIComponent(`\r\n> ${selected.words}\r\n`) : "";
    report.href =
      given
        .replace(section, () => section + (heading ? encodeURIComponent(` – ${title(heading)}`) : ""))
        .replace(page, () => page + (id ? encodeURIComponent(`#${id}`) : "")) + words;
  });
}
