// Saves a page of questions as one types. The page works without this file: it only adds comfort.
"use strict";

(() => {
  const form = document.querySelector("form.answering");
  if (!form || !window.fetch) return;

  const status = form.querySelector(".autosave");
  const PAUSE_MS = 1200;
  const RETRY_MS = 5000;
  let timer = 0;
  let isDirty = false;
  let inFlight = null;

  const field = (name) => form.elements.namedItem(name);
  const marked = (kind, value) => form.querySelector(`[data-${kind}="${CSS.escape(value)}"]`);

  function schedule(pause) {
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  async function save() {
    clearTimeout(timer);
    if (inFlight) return inFlight;
    if (!isDirty) return undefined;
    isDirty = false;
    status.textContent = form.dataset.saving;
    inFlight = send().finally(() => { inFlight = null; });
    await inFlight;
    return isDirty ? save() : undefined;
  }

  async function send() {
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
      });
      const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      const isRefused = !isJson && answer.status >= 400 && answer.status < 500;
      if (isRefused) status.textContent = form.dataset.refused;
      else if (!isJson) throw new Error(`${answer.status}`);
      else tell(await answer.json());
    } catch (error) {
      status.textContent = form.dataset.lost;
      schedule(RETRY_MS);
    }
  }

  function tell(said) {
    status.textContent = said.message;
    for (const [code, revision] of Object.entries(said.revisions)) settle(code, revision);
    for (const [code, words] of Object.entries(said.saved)) write(marked("saved", code), words);
    form.querySelectorAll("[data-fault]").forEach((place) => showFault(place, said.faults[place.dataset.fault] || ""));
    form.querySelectorAll("[data-contested]").forEach((place) => {
      write(place, said.contested[place.dataset.contested] || "");
      place.hidden = !place.textContent;
    });
    form.querySelectorAll("[data-question]").forEach((place) => {
      place.hidden = said.hidden.includes(place.dataset.question);
    });
  }

  function settle(code, revision) {
    field(`${code}.revision`).value = revision;
    const question = marked("question", code);
    question.querySelectorAll(".conflict, .proposal, input[name$='.kept']").forEach((part) => part.remove());
    question.classList.remove("is-at-fault");
  }

  function showFault(place, words) {
    const about = form.querySelector(`[name="${CSS.escape(place.dataset.fault)}"]`);
    const isBeingTyped = about && about === document.activeElement && place.hidden;
    if (isBeingTyped) return;
    write(place, words);
    place.hidden = !words;
    if (!about || about.type === "radio" || about.type === "checkbox") return;
    if (words) {
      about.setAttribute("aria-invalid", "true");
      about.setAttribute("aria-describedby", place.id);
    } else {
      about.removeAttribute("aria-invalid");
      about.removeAttribute("aria-describedby");
    }
  }

  function write(place, words) {
    if (place && place.textContent !== words) place.textContent = words;
  }

  form.addEventListener("input", () => schedule(PAUSE_MS));
  form.addEventListener("change", () => schedule(0));
  window.addEventListener("online", () => schedule(0));

  // A page sent while it is being saved waits for the answer: otherwise one would argue with oneself.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    isDirty = false;
    if (!inFlight) return;
    event.preventDefault();
    const button = event.submitter;
    inFlight.finally(() => form.requestSubmit(button));
  });

  // A page that the browser had put aside shows what stood then: it is asked again.
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });

  // Leaving the page in the middle of a word does not lose it.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !isDirty || inFlight) return;
    isDirty = false;
    fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), credentials: "same-origin", keepalive: true })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((said) => said && tell(said))
      .catch(() => { isDirty = true; });
  });
})();
