// Notes of a workshop: kept on the device until the server has them, followed by short polling, counted, projected.
"use strict";

const form = document.getElementById("note-form");
const projected = document.getElementById("projected");
const changed = document.getElementById("new-notes");
const POLL = 2000, POLL_HIDDEN = 10000, RETRY = 2000, LONGEST_RETRY = 30000;

/* --- What waits on this device: one entry a note, so that two tabs never write over one another. --- */
function deviceStore(name) {
  const prefix = `autan-note:${name}:`, held = new Map();
  let works = true;
  try { localStorage.setItem(`${prefix}test`, "1"); localStorage.removeItem(`${prefix}test`); } catch { works = false; }
  return {
    get keepsAll() { return !held.size; },
    put(note) {
      try { localStorage.setItem(prefix + note.id, JSON.stringify(note)); held.delete(note.id); }
      catch { held.set(note.id, note); /* no store, or it is full: the page holds it while it is open */ }
    },
    drop(id) { held.delete(id); if (works) localStorage.removeItem(prefix + id); },
    all() {
      const keys = works ? Object.keys(localStorage).filter((key) => key.startsWith(prefix)) : [];
      const stored = keys.map((key) => JSON.parse(localStorage.getItem(key))).filter((note) => !held.has(note.id));
      return [...held.values(), ...stored].sort((a, b) => a.at.localeCompare(b.at));
    },
    word(key, value) {
      if (!works) return "";
      if (value === undefined) return localStorage.getItem(`autan-${key}`) || "";
      try { localStorage.setItem(`autan-${key}`, value); } catch { /* the store is full: the page still holds it */ }
      return value;
    },
  };
}

function newIdentifier() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64; bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function line(head, text, classes) {
  const item = document.createElement("li"), small = document.createElement("span"), words = document.createElement("span");
  small.className = "small"; small.textContent = head;
  words.lang = "fr"; words.textContent = text;
  item.append(small, " ", words);
  if (classes) item.className = classes;
  return item;
}

/* --- Following: a question every two seconds, answered 304 when nothing changed. --- */
function follow(element, show) {
  let version = Number(element.dataset.version), tag = "";
  async function ask() {
    try {
      const headers = tag ? { "If-None-Match": tag } : {};
      const answer = await fetch(`${element.dataset.feed}?depuis=${version}`, { headers, cache: "no-store" });
      if (answer.status === 200) {
        const told = await answer.json();
        tag = answer.headers.get("ETag") || ""; version = told.version;
        show(told.notes, told.open);
      }
    } catch { /* no network: asked again later */ }
    setTimeout(ask, document.hidden ? POLL_HIDDEN : POLL);
  }
  ask();
}

/* --- The page itself, kept while notes are taken, so that it opens again without network; let go once they are not. --- */
let isKept = false;
async function keepPage(script) {
  if (isKept || !("serviceWorker" in navigator)) return;
  isKept = true;
  try {
    const kept = await navigator.serviceWorker.register(script);
    kept.active?.postMessage("keep");
  } catch { /* a page that is not kept still keeps its notes */ }
}

async function forgetPage(script) {
  if (!("serviceWorker" in navigator)) return;
  const scope = new URL(".", new URL(script, location.href)).href;
  const kept = await navigator.serviceWorker.getRegistration(scope);
  if (kept?.scope === scope) await kept.unregister();
  await caches.delete(`autan-page:${scope}`);
}

/* --- The form of a participant. --- */
function takeNotes() {
  const words = form.dataset, store = deviceStore(words.workshop);
  const state = document.getElementById("queue-state"), queue = document.getElementById("queue");
  const notes = document.getElementById("notes"), text = form.elements.text, author = form.elements.author;
  let wait = RETRY, sending = false, timer = 0;

  function show() {
    const waiting = store.all();
    queue.replaceChildren(...waiting.map((note) => {
      const item = line(note.refusal || words.waits, note.text.slice(0, 2000), "waits");
      for (const [label, act] of [[words.rewrite, () => { text.value = note.text; text.focus(); }], [words.remove, () => {}]]) {
        if (!note.refusal) continue;
        const button = document.createElement("button");
        button.type = "button"; button.className = "link"; button.textContent = label;
        button.addEventListener("click", () => { act(); store.drop(note.id); show(); });
        item.append(" ", button);
      }
      return item;
    }));
    const count = waiting.length;
    const told = count ? (count === 1 ? words.waitingOne : words.waitingMany.replace("{n}", count)) : words.allKept;
    const why = count && !navigator.onLine ? ` ${words.offline}` : "";
    state.textContent = told + why + (store.keepsAll ? "" : ` ${words.noStore}`);
    state.classList.toggle("is-waiting", count > 0);
  }

  async function send(note) {
    const body = new URLSearchParams(note), headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body, headers, credentials: "omit" });
    const told = await answer.json().catch(() => null); // the sign-in page of a public network is no answer of the site
    if (answer.ok && told?.id) { store.drop(note.id); return; }
    if (!told?.refusal) throw new Error(answer.status);
    const later = answer.status === 410 || answer.status === 425;
    store.put({ ...note, refusal: told.refusal, later: later ? "1" : "" });
    if (later) throw new Error(answer.status);
  }

  const leaving = () => store.all().filter((note) => !note.refusal || note.later);

  async function sendQueue() {
    clearTimeout(timer);
    if (sending) return;
    sending = true;
    try {
      for (let [note] = leaving(); note; [note] = leaving()) { await send(note); show(); }
      wait = RETRY;
    } catch {
      timer = setTimeout(sendQueue, wait);
      wait = Math.min(wait * 2, LONGEST_RETRY);
    }
    sending = false;
    show();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const sent = Object.fromEntries(new FormData(form));
    if (!sent.text.trim()) return;
    store.put({ ...sent, id: newIdentifier(), at: new Date().toISOString() });
    store.word("author", sent.author); store.word(`draft:${words.workshop}`, "");
    text.value = ""; text.focus();
    show(); sendQueue();
  });
  text.addEventListener("input", () => store.word(`draft:${words.workshop}`, text.value));
  if (!text.value) text.value = store.word(`draft:${words.workshop}`);
  if (!author.value) author.value = store.word("author");
  addEventListener("online", sendQueue);
  addEventListener("offline", show);
  addEventListener("storage", show);
  addEventListener("beforeunload", (event) => { if (!store.keepsAll) event.preventDefault(); });
  follow(form, (fresh, isOpen) => {
    if (isOpen) keepPage(words.offlinePage); else forgetPage(words.offlinePage);
    for (const note of fresh) {
      notes.querySelector(`[data-id="${CSS.escape(note.id)}"]`)?.remove();
      const head = [note.kind, note.author || words.unsigned, note.starred ? "★" : ""].filter(Boolean).join(" · ");
      const item = note.withdrawn ? line(words.withdrawn, "") : line(head, note.text);
      item.dataset.id = note.id;
      notes.prepend(item);
    }
  });
  show(); sendQueue();
}

/* --- The projector. --- */
function project() {
  follow(projected, (fresh) => {
    for (const note of fresh) {
      projected.querySelector(`[data-id="${CSS.escape(note.id)}"]`)?.remove();
      const section = projected.querySelector(`[data-moment="${note.moment}"]`), list = section.querySelector("ul");
      if (!note.withdrawn) {
        const head = [note.group, note.kind].filter(Boolean).join(" · ");
        const item = line(head, note.text, note.starred ? "is-starred" : "");
        item.dataset.id = note.id;
        list.prepend(item);
      }
      section.querySelector(".count").textContent = list.children.length;
    }
  });
}

/* --- The page of the facilitator says how much changed, and never moves what is being ticked. --- */
function count() {
  const seen = new Set();
  follow(changed, (fresh) => {
    for (const note of fresh) seen.add(note.id);
    if (seen.size) changed.textContent = seen.size === 1 ? changed.dataset.one : changed.dataset.many.replace("{n}", seen.size);
  });
}

if (form) takeNotes();
if (projected) project();
if (changed) count();
