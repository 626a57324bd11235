// Saves a page of questions as one types. The page works without this file: it only adds comfort.
"use strict";

(() => {
  const form = document.querySelector("form.answering");
  if (!form || !window.fetch) return;

  const status = form.querySelector(".autosave");
  const PAUSE_MS = 1200;
  const RETRY_MS = 5000;
  let timer = 0;
  let isDirty = false; // something typed is not known to be saved
  let isLost = false; // the last try did not reach the product
  let isLeaving = false;
  let isDrawing = false;
  let inFlight = null;

  const { apply, marked, write } = questionMarks(form), typed = new Set();
  const rules = questionRules(form, JSON.parse(document.getElementById("rules").textContent));

  // What a form holds, but for the revisions it rests on: a field left as it was saved calls for nothing.
  const stateOf = (data) => JSON.stringify([...data].filter(([name]) => !name.endsWith(".revision"))
    .map(([name, value]) => [name, value instanceof File ? [value.name, value.size, value.lastModified] : value]));
  let savedState = stateOf(new FormData(form));

  function schedule(pause) {
    if (isDrawing || (!isDirty && !inFlight && stateOf(new FormData(form)) === savedState)) return;
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  // One save at a time; what is typed meanwhile goes with the next. A failed one waits for its turn.
  async function save() {
    clearTimeout(timer);
    if (inFlight) return inFlight;
    if (!isDirty) return undefined;
    isDirty = false;
    if (!isLost) showStatus(form.dataset.saving);
    inFlight = send().finally(() => { inFlight = null; });
    await inFlight;
    return isDirty && !isLost ? save() : undefined;
  }

  async function send() {
    const sent = new FormData(form);
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: sent,
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        keepalive: document.hidden && ![...sent.values()].some((value) => value.size), // a file is too heavy for that
      });
      const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      const isRefused = !isJson && answer.status >= 400 && answer.status < 500;
      if (!isJson && !isRefused) throw new Error(`${answer.status}`);
      setLost(false);
      setKept(!isRefused);
      if (isRefused) showStatus(form.dataset.refused);
      else {
        savedState = stateOf(sent);
        await applyResponse(await answer.json(), sent);
      }
    } catch (error) {
      setLost(true);
      setKept(false);
      showStatus(form.dataset.lost);
      rules.show(typed, form.dataset.mayNotConcern);
      schedule(RETRY_MS);
    }
  }

  function setLost(isNow) {
    isLost = isNow;
    status.classList.toggle("is-lost", isNow);
  }

  // While something is not saved, cut off or refused, the browser asks before the page is closed.
  function setKept(isNow) {
    window[isNow ? "removeEventListener" : "addEventListener"]("beforeunload", askBeforeLeaving);
  }

  function askBeforeLeaving(event) {
    event.preventDefault();
  }

  function showStatus(words) {
    write(status, words);
  }

  async function applyResponse(response, sent) {
    showStatus(response.message);
    write(form.querySelector(".progress-words"), response.progress);
    apply(response);
    const joined = [...sent].filter(([name, value]) => value instanceof File && value.size && !response.faults[name.replace(/upload$/, "file")])
      .map(([name]) => name.split(".")[0]);
    const changed = [...new Set([...response.merged, ...joined])];
    if (changed.length) await redraw(changed, sent);
  }

  // Answers merged with what somebody else wrote, or with a file that the site keeps now, are drawn again, and what
  // was typed since is put back in them.
  async function redraw(codes, sent) {
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const code of codes) {
      const fresh = page.querySelector(`[data-question="${CSS.escape(code)}"]`);
      if (fresh) replace(marked("question", code), document.adoptNode(fresh), sent);
    }
  }

  function replace(old, fresh, sent) {
    const active = old.contains(document.activeElement) ? document.activeElement : null;
    const caret = active && "selectionStart" in active ? active.selectionStart : null;
    old.querySelectorAll("input:not([type=hidden]):not([type=file]), select, textarea").forEach((typed) => {
      const twin = twinOf(fresh, typed);
      if (!twin) return;
      const isTick = typed.type === "radio" || typed.type === "checkbox";
      if (isTick && typed.checked !== sent.getAll(typed.name).includes(typed.value)) twin.checked = typed.checked;
      else if (!isTick && !isSame(typed.value, sent.get(typed.name))) twin.value = typed.value;
    });
    old.querySelectorAll("details").forEach((part, rank) => {
      const twin = fresh.querySelectorAll("details")[rank];
      if (twin && part.open) twin.open = true;
    });
    isDrawing = true; // taking away the field that has the focus says « change », which nobody did
    old.replaceWith(fresh);
    isDrawing = false;
    const twin = active && active.name ? twinOf(fresh, active) : null;
    if (!twin) return;
    twin.focus({ preventScroll: true });
    if (caret !== null && twin.type !== "radio" && twin.type !== "checkbox") twin.setSelectionRange(caret, caret);
  }

  const isSame = (text, sent) => text.replaceAll("\r\n", "\n") === (sent || "").replaceAll("\r\n", "\n");

  function twinOf(fresh, typed) {
    const named = [...fresh.querySelectorAll(`[name="${CSS.escape(typed.name)}"]`)];
    const isTick = typed.type === "radio" || typed.type === "checkbox";
    return named.find((twin) => !isTick || twin.value === typed.value);
  }

  form.addEventListener("input", ({ target }) => {
    const question = target.closest("[data-question]");
    if (question) typed.add(question.dataset.question);
    if (isLost) rules.show(typed, form.dataset.mayNotConcern); // else the site says so, with what others answered
    schedule(PAUSE_MS);
  });
  form.addEventListener("change", () => schedule(0));
  window.addEventListener("online", () => { if (isLost) schedule(0); });

  // A page sent before all is saved waits for it: one would argue with oneself, or lose all to a cut connection.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (isLeaving || !(isDirty || inFlight)) { setKept(true); return; }
    event.preventDefault();
    const button = event.submitter;
    save().finally(() => {
      if (isLost) return;
      isLeaving = true;
      form.requestSubmit(button);
    });
  });

  // A page that the browser had put aside shows what stood then: it is asked again.
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });

  // Leaving the page in the middle of a word does not lose it.
  document.addEventListener("visibilitychange", () => { if (document.hidden && !isLeaving) save(); });
})();
