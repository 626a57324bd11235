// Saves, previews and fills a chapter as one writes. The page works without this file: it only adds comfort.
"use strict";

(() => {
  const form = document.getElementById("editor");
  const text = document.getElementById("text");
  if (!form || !text || !window.fetch) return;

  const SAVE_MS = 1200;
  const PREVIEW_MS = 250;
  const RETRY_MS = 5000;
  const status = form.querySelector(".autosave");
  const version = form.elements.namedItem("version");
  const preview = document.querySelector(".preview");
  const remarks = form.querySelector(".section-remarks");
  let held = text.value; // what is known to be saved
  let saving = null;
  let saveTimer = 0;
  let previewTimer = 0;
  let previewing = null; // the request under way, given up when another begins
  let tried = []; // versions sent since the last answer: the one that stands may be ours, its answer lost on the way
  let isStopped = false; // another person wrote the chapter: the two texts are shown by a plain save

  form.querySelector(".toolbar").hidden = false;
  text.setSelectionRange(held.length, held.length); // what is inserted first comes after the title, not before it

  // What could not be sent is kept on this device until it is: closing the page or the lid loses nothing.
  const KEPT = `autan:${form.dataset.author}:${window.location.pathname}`; // who signs in after is another author
  function keep(words, isSent = false) {
    try {
      if (words === null) localStorage.removeItem(KEPT);
      else localStorage.setItem(KEPT, JSON.stringify({ words, version: version.value, tried, isSent }));
    } catch (error) { /* a browser that keeps nothing: the page still tries again */ }
  }
  function kept() {
    try { return JSON.parse(localStorage.getItem(KEPT)); } catch (error) { return null; }
  }

  // Writes over the selection as if typed, so that the browser can undo it.
  function put(words, from = text.selectionStart, to = text.selectionEnd) {
    text.focus();
    text.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, words)) {
      text.setRangeText(words, from, to, "end");
      changed();
    }
  }

  function wrap(sign) {
    const { selectionStart: from, selectionEnd: to } = text;
    put(sign + text.value.slice(from, to) + sign);
    if (from === to) text.setSelectionRange(from + sign.length, from + sign.length);
  }

  function startLines(sign) {
    const from = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    const to = text.selectionEnd;
    put(text.value.slice(from, to).split("\n").map((line) => sign + line).join("\n"), from, to);
  }

  form.querySelector(".toolbar").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && button.dataset.wrap) wrap(button.dataset.wrap);
    if (button && button.dataset.start) startLines(button.dataset.start);
    if (button && button.dataset.block) put(apart(button.dataset.block.trim()));
  });

  text.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const sign = { b: "**", i: "*" }[event.key];
    if (sign) { event.preventDefault(); wrap(sign); }
    if (event.key === "s") { event.preventDefault(); save(); }
  });

  // What comes from a word processor is turned into the text of this page: titles, lists, tables, bold, italics.
  const SIGNS = { B: "**", STRONG: "**", I: "*", EM: "*" };
  function withBars(table) {
    const rows = [...table.rows].map((row) => [...row.cells].map(
      (cell) => marked(cell).replace(/\s+/g, " ").replaceAll("|", "\\|").trim()));
    const wide = Math.max(...rows.map((row) => row.length));
    const line = (row) => `| ${[...row, ...Array(wide - row.length).fill("")].join(" | ")} |`;
    const [head, ...others] = rows.map(line);
    const unsaid = form.querySelector("[data-block]").dataset.block.trim().split("\n")[0]; // the caption of the model
    return [table.caption ? `Tableau : ${marked(table.caption).trim()}` : unsaid, head, line(Array(wide).fill("---")), ...others].join("\n");
  }
  function marked(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent.replace(/\s+/g, " ");
    if (node.tagName === "TABLE" && node.rows.length > 1) return `\n\n${withBars(node)}\n\n`;
    if (node.nodeType !== Node.ELEMENT_NODE || /^(STYLE|SCRIPT|META|TITLE|XML)$/.test(node.tagName)) return "";
    const inside = [...node.childNodes].map(marked).join("");
    const words = inside.trim();
    const title = /^H([1-6])$/.exec(node.tagName);
    if (title) return `\n\n${"#".repeat(Math.min(+title[1] + 1, 3))} ${words}\n\n`;
    if (node.tagName === "LI") return `\n- ${words}`;
    if (/^(P|DIV|TR|TABLE|UL|OL|BLOCKQUOTE)$/.test(node.tagName)) return words ? `\n\n${words}\n\n` : "";
    const sign = words && SIGNS[node.tagName];
    return sign ? inside.replace(words, sign + words + sign) : inside;
  }
  text.addEventListener("paste", (event) => {
    const html = event.clipboardData && event.clipboardData.getData("text/html");
    if (!html) return;
    event.preventDefault();
    const page = new DOMParser().parseFromString(html, "text/html");
    put(marked(page.body).replace(/\n{3,}/g, "\n\n").trim());
  });

  function changed() {
    clearTimeout(previewTimer);
    previewTimer = setTimeout(show, PREVIEW_MS);
    if (isStopped) keep(text.value);
    schedule(SAVE_MS);
  }

  function schedule(pause) {
    clearTimeout(saveTimer);
    if (!isStopped) saveTimer = setTimeout(save, pause);
  }

  // As the server tells one wording of the chapter from another; nothing where the browser has no digest.
  async function versionOf(words) {
    if (!window.crypto.subtle) return [];
    const digest = await window.crypto.subtle.digest("SHA-256", new TextEncoder().encode(words.trim()));
    return [[...new Uint8Array(digest).slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("")];
  }

  async function send(url, signal) {
    const body = new FormData(form);
    body.set("tried", tried.join(" "));
    const answer = await fetch(url, {
      method: "POST", body, signal, headers: { Accept: "application/json" }, credentials: "same-origin",
    });
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    return { answer, said: isJson ? await answer.json() : null };
  }

  async function show() {
    if (previewing) previewing.abort();
    previewing = new AbortController();
    try {
      const { said } = await send(form.dataset.preview, previewing.signal);
      if (!said) return;
      if (said.preview) preview.innerHTML = said.preview;
      remarks.innerHTML = said.remarks;
    } catch (error) { /* a newer preview is on its way, or the connection is lost: saving says it */ }
  }

  async function save() {
    clearTimeout(saveTimer);
    if (saving || isStopped || text.value === held) return saving;
    const sent = text.value;
    let pause = SAVE_MS;
    saving = versionOf(sent).then((mark) => {
      const answered = send(window.location.pathname);
      tried = [...tried, ...mark].slice(-50);
      return answered;
    }).then(({ answer, said }) => {
      if (!said) {
        if (answer.status >= 500) throw new Error(`${answer.status}`);
        keep(text.value);
        pause = RETRY_MS;
        return showStatus(form.dataset.refused, true);
      }
      held = sent;
      tried = [];
      keep(null);
      showStatus(said.message, said.outcome !== "recorded");
      isStopped = said.outcome === "conflict";
      if (said.version) version.value = said.version;
      if (said.outcome === "recorded" && text.value === sent) take(said.text);
      return undefined;
    }).catch(() => { keep(text.value); showStatus(form.dataset.lost, true); pause = RETRY_MS; });
    await saving;
    saving = null;
    if (text.value !== held) schedule(pause);
    return undefined;
  }

  // The text as recorded: addresses were given names. The caret stays on its word.
  function take(recorded) {
    const now = text.value.trimEnd();
    if (recorded !== now) {
      let start = 0;
      while (start < Math.min(now.length, recorded.length) && now[start] === recorded[start]) start += 1;
      let end = 0;
      while (end < Math.min(now.length, recorded.length) - start
        && now[now.length - 1 - end] === recorded[recorded.length - 1 - end]) end += 1;
      text.setRangeText(recorded.slice(start, recorded.length - end), start, now.length - end, "preserve");
    }
    held = text.value;
  }

  function showStatus(words, isLost) {
    status.textContent = words;
    status.classList.toggle("is-lost", isLost);
  }

  text.addEventListener("input", changed);
  const waiting = kept();
  const isTaken = waiting && waiting.isSent && waiting.version !== version.value; // the page was sent, and taken
  if (waiting && (isTaken || waiting.words === text.value)) keep(null);
  else if (waiting) {
    text.value = waiting.words;
    tried = waiting.tried;
    version.value = waiting.version; // what another wrote meanwhile is a conflict, shown as any other
    showStatus(form.dataset.found, true);
    changed();
  }
  window.addEventListener("online", () => schedule(0));
  window.addEventListener("beforeunload", (event) => { if (text.value !== held) event.preventDefault(); });
  form.addEventListener("submit", async (event) => {
    if (saving) { // our own save is under way: sent now, this one would pass for that of somebody else
      event.preventDefault();
      await saving;
      form.requestSubmit(event.submitter);
    } else {
      held = text.value;
      if (kept()) keep(held, true);
    }
  });

  remarks.addEventListener("click", (event) => {
    const link = event.target.closest("[data-line]");
    if (!link) return;
    event.preventDefault();
    const lines = text.value.split("\n");
    const from = lines.slice(0, link.dataset.line - 1).join("\n").length + (link.dataset.line > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(from, from + (lines[link.dataset.line - 1] || "").length);
  });

  // A block, with the blank lines around it that are not there yet.
  function apart(block) {
    const before = text.value.slice(0, text.selectionStart);
    const after = text.value.slice(text.selectionEnd);
    const missing = (has) => "\n".repeat(has.length < 2 ? 2 - has.length : 0);
    return (before ? missing(/\n*$/.exec(before)[0]) : "") + block + missing(/^\n*/.exec(after)[0]);
  }

  const search = document.querySelector(".catalogue-search");
  const found = document.querySelector(".catalogue-found");
  if (!search || !found) return;
  let searchTimer = 0;
  async function look() {
    const query = () => new URLSearchParams(new FormData(search)).toString();
    const asked = query();
    const answer = await fetch(`${search.dataset.url}?${asked}`, { credentials: "same-origin" });
    if (!answer.ok || asked !== query()) return;
    found.innerHTML = await answer.text();
    const count = found.querySelector("[data-count]");
    search.parentElement.querySelector("[role=status]").textContent = count.textContent;
    count.hidden = true; // said by the line above, which a screen reader hears
  }
  // What was written last is there before any word.
  search.addEventListener("focusin", () => { if (!found.firstElementChild) look(); }, { once: true });
  search.addEventListener("submit", (event) => { event.preventDefault(); look(); });
  search.addEventListener("input", () => { clearTimeout(searchTimer); searchTimer = setTimeout(look, PREVIEW_MS); });
  found.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=insert]");
    if (!button) return;
    event.preventDefault();
    const before = text.value.slice(0, text.selectionStart);
    const isInTitle = /(^|\n)#[^\n]*$/.test(before); // a title holds no mark: what is inserted goes under it
    if ("block" in button.dataset || isInTitle) put(apart(button.value));
    else put((/\S$/.test(before) ? " " : "") + button.value);
  });
})();
