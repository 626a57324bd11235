// Codes by selection, with the mouse, a finger or the keyboard. The page works without this file, by its plain forms.
"use strict";

(() => {
  const texts = document.querySelector(".coding-texts");
  const aside = document.querySelector(".coding-codes");
  if (!texts || !aside || !window.fetch) return;

  const status = aside.querySelector(".coding-status");
  const filter = aside.querySelector("input");
  const WORD = /[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu;
  let chosen = null; // { article, start, end, words }
  let cursor = null; // where the keyboard is: { article, from, to } in words

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

  function choose(article, start, end) {
    const words = wordsOf(article).textContent.slice(start, end);
    if (!words.trim()) return;
    chosen = { article, start, end };
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

  async function send(article, data) {
    data.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    data.set("text", article.dataset.key);
    let answer;
    try {
      answer = await fetch(article.dataset.url, { method: "POST", body: data, headers: { "X-Part": "text" }, credentials: "same-origin" });
      if (!answer.ok && answer.status !== 422) throw new Error(`${answer.status}`);
    } catch (error) {
      status.textContent = texts.dataset.lost;
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = document.adoptNode(page.querySelector(".codable"));
    const had = article.contains(document.activeElement) || (chosen && chosen.article === article);
    article.replaceWith(fresh);
    colour(fresh);
    const said = fresh.querySelector(".codable-done, .error");
    forget(said ? said.textContent : "");
    cursor = null;
    if (had) wordsOf(fresh).focus({ preventScroll: true });
  }

  function applyCode(code) {
    if (!chosen) return;
    const data = new FormData();
    data.set("do", "give");
    data.set("code", code);
    data.set("start", chosen.start);
    data.set("end", chosen.end);
    window.getSelection().removeAllRanges();
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

  // The keyboard: from word to word, longer with Shift; Enter looks for a code, a digit gives one.
  function place(article) {
    const all = [...wordsOf(article).textContent.matchAll(WORD)];
    const one = all[Math.min(cursor.from, cursor.to)];
    const other = all[Math.max(cursor.from, cursor.to)];
    const start = one.index;
    const end = other.index + other[0].length;
    select(wordsOf(article), start, end);
    choose(article, start, end);
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
    if (!holder || event.ctrlKey || event.metaKey || event.altKey) return;
    const article = holder.closest(".codable");
    const count = [...holder.textContent.matchAll(WORD)].length;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step && count) {
      event.preventDefault();
      if (!cursor || cursor.article !== article) cursor = { article, from: step > 0 ? 0 : count - 1, to: step > 0 ? 0 : count - 1 };
      else {
        cursor.to = Math.max(0, Math.min(count - 1, cursor.to + step));
        if (!event.shiftKey) cursor.from = cursor.to;
      }
      place(article);
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      filter.focus();
    } else if (event.key === "Escape") {
      cursor = null;
      window.getSelection().removeAllRanges();
      forget("");
    } else if (chosen && /^[1-9]$/.test(event.key)) {
      const button = buttons.find((one) => one.dataset.shortcut === event.key);
      if (button) { event.preventDefault(); applyCode(button.dataset.code); }
    }
  });

  const withoutAccents = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function show() {
    const wanted = withoutAccents(filter.value.trim());
    buttons.forEach((button) => { button.closest("li").hidden = !withoutAccents(button.textContent).includes(wanted); });
  }

  filter.addEventListener("input", show);
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { filter.value = ""; show(); if (chosen) wordsOf(chosen.article).focus(); }
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = buttons.find((button) => !button.closest("li").hidden);
    if (first) applyCode(first.dataset.code);
  });

  colour(document);
})();
