// Codes by selection, with the mouse, a finger or the keyboard. The page works without this file, by its plain forms.
"use strict";

(() => {
  const texts = document.querySelector(".coding-texts");
  const aside = document.querySelector(".coding-codes");
  if (!texts || !aside || !window.fetch) return;

  const status = aside.querySelector(".coding-status");
  const filter = aside.querySelector("input");
  const WORD = /[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu;
  // A mark between two figures (1,5) cuts nothing.
  const SENTENCE = /(?:[^.!?…\n]|(?<=\d)\.(?=\d))+[.!?…]*/gu;
  const CLAUSE = /(?:[^.!?…\n,;:()]|(?<=\d)[.,](?=\d))+/gu;
  let chosen = null; // { article, start, end, byKeys }
  let cursor = null; // where the arrows are: { article, from, to } in words
  let sending = Promise.resolve(); // one act after the other, however fast the keys

  const wordsOf = (article) => article.querySelector(".codable-words");

  // Each code becomes a button, pale until words are chosen.
  const buttons = [...aside.querySelectorAll(".code-name")].map((name) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.code = name.dataset.code;
    button.dataset.color = name.dataset.color;
    if (name.dataset.shortcut) button.dataset.shortcut = name.dataset.shortcut;
    button.append(...name.childNodes);
    button.setAttribute("aria-disabled", "true");
    button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    button.addEventListener("click", () => applyCode(button.dataset.code));
    name.replaceWith(button);
    return button;
  });
  filter.closest(".coding-filter").hidden = false;

  function colour(root) {
    root.querySelectorAll("[data-number]").forEach((item) => {
      const article = item.closest(".codable");
      article.querySelectorAll("mark").forEach((mark) => {
        if (item.dataset.color && mark.dataset.numbers.split(" ")[0] === item.dataset.number) {
          mark.style.setProperty("--mark", item.dataset.color);
        }
      });
    });
  }

  // Places of a selection in the text, counted as the browser counts.
  function placesOf(range, holder) {
    const before = document.createRange();
    before.selectNodeContents(holder);
    before.setEnd(range.startContainer, range.startOffset);
    const start = before.toString().length;
    return [start, start + range.toString().length];
  }

  function readSelection() {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const first = (range.startContainer.parentElement || range.startContainer).closest?.(".codable-words");
    const last = (range.endContainer.parentElement || range.endContainer).closest?.(".codable-words");
    if (!first || first !== last) return;
    const [start, end] = placesOf(range, first);
    choose(first.closest(".codable"), start, end);
  }

  function choose(article, start, end, byKeys = false) {
    const words = wordsOf(article).textContent.slice(start, end);
    if (!words.trim()) return;
    if (chosen && chosen.article === article && chosen.start === start && chosen.end === end) return;
    chosen = { article, start, end, byKeys };
    const shown = words.trim().replace(/\s+/g, " ");
    status.textContent = `${texts.dataset.asking} « ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown} »`;
    buttons.forEach((button) => button.removeAttribute("aria-disabled"));
    const quote = article.querySelector(".plain-coding input[name=quote]");
    if (quote) quote.value = words;
  }

  function forget(words) {
    chosen = null;
    status.textContent = words || "";
    buttons.forEach((button) => button.setAttribute("aria-disabled", "true"));
  }

  document.addEventListener("selectionchange", () => {
    clearTimeout(readSelection.timer);
    readSelection.timer = setTimeout(readSelection, 120);
  });

  const articleOf = (key) => [...texts.querySelectorAll(".codable")].find((one) => one.dataset.key === key);

  function send(article, data) {
    const tellLost = () => { status.textContent = texts.dataset.lost; }; // and what follows is sent all the same
    sending = sending.then(() => sendOne(article.dataset.key, data)).catch(tellLost);
    return sending;
  }

  async function sendOne(key, data) {
    const article = articleOf(key);
    data.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    data.set("text", key);
    for (const name of ["suggests", "territory"]) if (texts.dataset[name]) data.set(name, texts.dataset[name]);
    const headers = { "X-Part": "text" };
    const answer = await fetch(article.dataset.url, { method: "POST", body: data, headers, credentials: "same-origin" });
    const isPart = (answer.ok || answer.status === 422) && !answer.redirected; // a session that ended leads to sign in
    if (!isPart) throw new Error(`${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = document.adoptNode(page.querySelector(".codable"));
    const counts = document.querySelector(".coding-counts");
    const newCounts = page.querySelector(".coding-counts");
    if (counts && newCounts) counts.replaceWith(document.adoptNode(newCounts));
    const had = article.contains(document.activeElement) || (chosen && chosen.article === article);
    const kept = chosen && chosen.article === article && chosen.byKeys ? chosen : null;
    const isNaming = kept && document.activeElement === filter; // the name of the next code is being typed
    article.replaceWith(fresh);
    colour(fresh);
    const message = fresh.querySelector(".codable-done, .error");
    if (isNaming) chosen = { ...kept, article: fresh };
    else if (had) {
      cursor = null;
      forget();
      wordsOf(fresh).focus({ preventScroll: true });
    }
    if (kept && !isNaming) pick(fresh, kept.start, kept.end); // a second code, or the next sentence, follows
    if (message) status.textContent = message.textContent;
  }

  function applyCode(code) {
    if (!chosen) return;
    const data = new FormData();
    data.set("do", "give");
    data.set("code", code);
    data.set("start", chosen.start);
    data.set("end", chosen.end);
    if (!chosen.byKeys) window.getSelection().removeAllRanges();
    else wordsOf(chosen.article).focus({ preventScroll: true });
    filter.value = "";
    show();
    send(chosen.article, data);
  }

  // Forms inside a text answer without loading the page again.
  texts.addEventListener("submit", (event) => {
    const article = event.target.closest(".codable");
    if (!article) return;
    event.preventDefault();
    const data = new FormData(event.target);
    if (event.submitter && event.submitter.name) data.set(event.submitter.name, event.submitter.value);
    send(article, data);
  });

  // The keyboard: by word, clause, sentence or the whole; Enter looks for a code, a digit gives one.
  function pick(article, start, end) {
    select(wordsOf(article), start, end);
    choose(article, start, end, true);
  }

  function partsOf(article, pattern) {
    const all = [...wordsOf(article).textContent.matchAll(pattern)].filter((part) => /[\p{L}\p{N}]/u.test(part[0]));
    return all.map((part) => {
      const start = part.index + part[0].length - part[0].trimStart().length;
      return { start, end: part.index + part[0].trimEnd().length };
    });
  }

  // The next part of a kind (the one before, backwards), or the first; at the end, the last stays.
  function step(article, pattern, backwards) {
    const parts = partsOf(article, pattern);
    if (!parts.length) return;
    const from = chosen && chosen.article === article ? chosen : null;
    let part = parts[0];
    if (from && backwards) part = parts.findLast((one) => one.end <= from.start) || parts[0];
    else if (from) part = parts.find((one) => one.start >= from.end) || parts.at(-1);
    cursor = null;
    pick(article, part.start, part.end);
  }

  function extend(article) {
    const from = chosen && chosen.article === article ? chosen : null;
    const words = wordsOf(article).textContent;
    // what is left of a sentence may be its full stop alone
    const next = partsOf(article, SENTENCE).find((one) => !from || /[\p{L}\p{N}]/u.test(words.slice(from.end, one.end)));
    if (next) pick(article, from ? from.start : next.start, next.end);
    cursor = null;
  }

  function whole(article) {
    const words = wordsOf(article).textContent;
    cursor = null;
    pick(article, words.length - words.trimStart().length, words.trimEnd().length);
  }

  async function readWhole(article) {
    const data = new FormData();
    data.set("do", "read");
    cursor = null;
    window.getSelection().removeAllRanges();
    forget();
    const following = [...texts.querySelectorAll(".codable")];
    const next = following.slice(following.indexOf(article) + 1).find((one) => !one.classList.contains("is-read"));
    if (next) wordsOf(next).focus();
    await send(article, data);
  }

  function decide(article, act) {
    const form = article.querySelector(".suggestions form");
    if (!form) return;
    const data = new FormData(form);
    data.set("do", act);
    send(article, data);
  }

  const KEYS = {
    p: (article, back) => step(article, SENTENCE, back),
    m: (article, back) => step(article, CLAUSE, back),
    t: whole,
    e: extend,
    l: readWhole,
    a: (article) => decide(article, "accept"),
    r: (article) => decide(article, "refuse"),
  };

  function place(article) {
    const all = [...wordsOf(article).textContent.matchAll(WORD)];
    const one = all[Math.min(cursor.from, cursor.to)];
    const other = all[Math.max(cursor.from, cursor.to)];
    pick(article, one.index, other.index + other[0].length);
  }

  function moveByWord(article, way, extends_) {
    const all = [...wordsOf(article).textContent.matchAll(WORD)];
    if (!all.length) return;
    const last = all.length - 1;
    if (!cursor && chosen && chosen.article === article) {
      const from = all.findIndex((word) => word.index >= chosen.start);
      cursor = { article, from, to: Math.max(from, all.findLastIndex((word) => word.index + word[0].length <= chosen.end)) };
    }
    if (!cursor || cursor.article !== article) cursor = { article, from: way > 0 ? 0 : last, to: way > 0 ? 0 : last };
    else {
      cursor.to = Math.max(0, Math.min(last, cursor.to + way));
      if (!extends_) cursor.from = cursor.to;
    }
    place(article);
  }

  function select(holder, start, end) {
    const range = document.createRange();
    const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
    let reached = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const next = reached + node.length;
      if (start >= reached && start <= next) range.setStart(node, start - reached);
      if (end >= reached && end <= next) { range.setEnd(node, end - reached); break; }
      reached = next;
    }
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  texts.addEventListener("keydown", (event) => {
    const holder = event.target.closest(".codable-words");
    if (!holder || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const article = holder.closest(".codable");
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    // the key itself, whatever it writes: digits need Shift on a French keyboard
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    const act = KEYS[event.key.toLowerCase()];
    if (way) {
      event.preventDefault();
      moveByWord(article, way, event.shiftKey);
    } else if (act) {
      event.preventDefault();
      act(article, event.shiftKey);
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      chosen.byKeys = true;
      filter.focus();
    } else if (event.key === "Escape") {
      cursor = null;
      window.getSelection().removeAllRanges();
      forget("");
    } else if (chosen && digit) {
      event.preventDefault();
      const button = buttons.find((one) => one.dataset.shortcut === digit[1]);
      if (button) applyCode(button.dataset.code);
    }
  });

  const withoutAccents = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const wordsIn = (button) => withoutAccents(button.textContent).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const initialsOf = (button) => wordsIn(button).map((word) => word[0]).join("");

  // Where a word, or the initials, begin with what is typed comes first: Enter gives that one, which is marked.
  function show() {
    const wanted = withoutAccents(filter.value.trim());
    const shown = buttons.filter((button) => {
      button.classList.remove("is-first");
      const isShown = withoutAccents(button.textContent).includes(wanted) || initialsOf(button).startsWith(wanted);
      return !(button.closest("li").hidden = !isShown);
    });
    const begins = (button) => wordsIn(button).some((word) => word.startsWith(wanted)) || initialsOf(button).startsWith(wanted);
    const first = wanted ? shown.find(begins) || shown[0] : null;
    if (first) first.classList.add("is-first");
    return first;
  }

  filter.addEventListener("input", show);
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { filter.value = ""; show(); if (chosen) wordsOf(chosen.article).focus(); }
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = show();
    if (first) applyCode(first.dataset.code);
  });

  colour(document);
})();
