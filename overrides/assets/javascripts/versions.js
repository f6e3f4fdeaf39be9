"use strict";
// A page to which a printed copy or a citation leads ("?v=0.1") tells its reader how that version stands to this one.
// The notices are written at build time (partials/held.html); daleel.js loads this file where there is something to say.
{
  const box = document.querySelector(".held");
  const held = new URLSearchParams(location.search).get("v");
  const notices = [...box.children];
  const notice = notices.find((one) => one.dataset.held === held) ?? notices.at(-1);
  const list = notice.querySelector("[data-since]");
  const entries = [...document.querySelectorAll("[data-version]")];
  const newer = entries.slice(0, entries.findIndex((entry) => entry.dataset.version === held));
  for (const entry of list ? newer : []) {
    const item = document.createElement("li");
    for (const part of entry.querySelectorAll(".versions__name, .versions__say")) item.append(part.cloneNode(true));
    list.append(item);
  }
  notice.hidden = false;
  box.hidden = false;
  // The copy stays in the reader's hand when another language is chosen.
  for (const link of document.querySelectorAll(".languages a")) link.search = location.search;
}
