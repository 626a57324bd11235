// Saves each section of a plan as one types. The page works without this file: it only adds comfort.
"use strict";

(() => {
  if (!window.fetch) return;
  const PAUSE_MS = 1000, RETRY_MS = 5000;

  const whole = document.getElementById("rubriques"); // the fields of all sections are sent with it, without this file
  const savings = new Set(); // the saves under way, which a save of the page waits for
  const unsaved = new Set(); // the forms whose last save failed

  const fieldsOf = (form) => [...form.querySelectorAll("[name]")].map((field) => [field.name, field.value]);
  const fieldNamed = (form, name) => form.querySelector(`[name="${CSS.escape(name)}"]`);
  const stateOf = (form) => JSON.stringify(fieldsOf(form).filter(([name]) => !name.endsWith(":revision")));

  function typedIn(form) {
    const typed = new FormData();
    typed.set("csrfmiddlewaretoken", whole.elements.namedItem("csrfmiddlewaretoken").value);
    fieldsOf(form).forEach(([name, value]) => typed.set(name, value));
    return typed;
  }

  // While something is not saved, the browser asks before the page is closed.
  function tellUnsaved(form, isNow) {
    unsaved[isNow ? "add" : "delete"](form);
    window[unsaved.size ? "addEventListener" : "removeEventListener"]("beforeunload", askBeforeLeaving);
  }

  function askBeforeLeaving(event) {
    event.preventDefault();
  }

  function autosave(form) {
    let timer = 0;
    let savedState = stateOf(form);
    let saving = null;
    const showStatus = (words) => { form.querySelector("[data-status]").textContent = words; };

    const schedule = (pause = PAUSE_MS) => {
      clearTimeout(timer);
      if (stateOf(form) !== savedState) timer = setTimeout(send, pause);
    };

    function send() {
      if (saving) { schedule(); return; }
      saving = post().finally(() => { savings.delete(saving); saving = null; schedule(unsaved.has(form) ? RETRY_MS : PAUSE_MS); });
      savings.add(saving);
    }

    async function post() {
      const sent = stateOf(form);
      if (!unsaved.has(form)) showStatus(form.dataset.saving);
      try {
        const answer = await fetch(form.dataset.address, {
          method: "POST",
          body: typedIn(form),
          headers: { "X-Requested-With": "fetch" },
          credentials: "same-origin",
        });
        const isRefused = answer.status >= 400 && answer.status < 500;
        if (isRefused) {
          savedState = sent; // sending it again would be refused again
          tellUnsaved(form, true);
          showStatus(answer.status === 409 ? form.dataset.conflict : form.dataset.refused);
          return;
        }
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-autosave]");
        // the page of a public network, before one is let through, is no answer of the site
        if (!answer.ok || answer.redirected || !fresh) throw new Error(String(answer.status));
        savedState = sent;
        tellUnsaved(form, false);
        redraw(form, fresh);
      } catch {
        tellUnsaved(form, true);
        showStatus(form.dataset.lost);
      }
    }

    // Revisions, problems and new lines come from the answer; what is being typed stays where it is.
    function redraw(current, fresh) {
      const isSame = stateOf(current) === savedState;
      const focused = document.activeElement && document.activeElement.name;
      const section = current.closest("details");
      section.querySelector("summary").replaceWith(fresh.closest("details").querySelector("summary"));
      if (isSame && !(focused && current.contains(document.activeElement))) {
        current.replaceWith(fresh);
        autosave(fresh);
        fresh.querySelector("[data-status]").textContent = fresh.dataset.saved;
        return;
      }
      for (const input of fresh.querySelectorAll("input[type=hidden][name$=':revision']")) {
        const own = fieldNamed(current, input.name);
        if (own) own.value = input.value;
      }
      current.querySelectorAll(":scope > p.error").forEach((problem) => problem.remove());
      current.prepend(...fresh.querySelectorAll(":scope > p.error"));
      fresh.querySelectorAll(".field").forEach((field) => showProblem(current, field));
      showStatus(current.dataset.saved);
    }

    // The problem of one field, in the form where somebody is typing.
    function showProblem(current, field) {
      const own = fieldNamed(current, field.querySelector("[name]").name);
      if (!own) return;
      const problem = field.querySelector(".error");
      own.closest(".field").querySelector(".error")?.remove();
      own.toggleAttribute("aria-invalid", Boolean(problem));
      if (!problem) { own.removeAttribute("aria-describedby"); return; }
      own.setAttribute("aria-invalid", "true");
      own.setAttribute("aria-describedby", problem.id);
      own.closest(".field").append(problem);
    }

    form.addEventListener("input", () => schedule());
    form.addEventListener("change", () => schedule());
    whole.addEventListener("submit", () => { clearTimeout(timer); savedState = stateOf(form); tellUnsaved(form, false); });
  }

  // Sent during a save, what was typed since would rest on former revisions and be refused as somebody else's.
  whole.addEventListener("submit", async (event) => {
    if (!savings.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const address = event.submitter ? event.submitter.formAction : whole.action;
    await Promise.all(savings);
    whole.action = address;
    whole.requestSubmit(); // its button may have been drawn again
  });

  const autosaveAll = (root) => root.querySelectorAll("[data-autosave]").forEach(autosave);
  autosaveAll(document);
  addEventListener("part-opened", (event) => autosaveAll(event.target));
})();
