// Saves each section of a plan as one types. The page works without this file: it only adds comfort.
"use strict";

(() => {
  if (!window.fetch) return;
  const PAUSE_MS = 1000;

  const stateOf = (form) => JSON.stringify([...new FormData(form)].filter(([name]) => name.includes(":") && !name.endsWith(":revision")));

  function autosave(form) {
    let timer = 0;
    let savedState = stateOf(form);
    let saving = null; // the save under way, which a save of the page waits for
    const showStatus = (words) => { form.querySelector("[data-status]").textContent = words; };

    const schedule = () => {
      clearTimeout(timer);
      if (stateOf(form) !== savedState) timer = setTimeout(send, PAUSE_MS);
    };

    function send() {
      if (saving) { schedule(); return; }
      saving = post().finally(() => { saving = null; schedule(); });
    }

    async function post() {
      const sent = stateOf(form);
      showStatus(form.dataset.saving);
      try {
        const answer = await fetch(form.action, {
          method: "POST",
          body: new FormData(form),
          headers: { "X-Requested-With": "fetch" },
          credentials: "same-origin",
        });
        if (answer.status === 409) {
          savedState = sent; // sending it again would be refused again
          showStatus(form.dataset.conflict);
          return;
        }
        if (!answer.ok) throw new Error(String(answer.status));
        savedState = sent;
        redraw(form, await answer.text());
      } catch {
        showStatus(form.dataset.failed);
      }
    }

    // Revisions, problems and new lines come from the answer; what is being typed stays where it is.
    function redraw(current, html) {
      const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("form[data-autosave]");
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
        const own = current.elements.namedItem(input.name);
        if (own) own.value = input.value;
      }
      current.querySelectorAll(":scope > p.error").forEach((problem) => problem.remove());
      current.prepend(...fresh.querySelectorAll(":scope > p.error"));
      fresh.querySelectorAll(".field").forEach((field) => showProblem(current, field));
      showStatus(current.dataset.saved);
    }

    // The problem of one field, in the form where somebody is typing.
    function showProblem(current, field) {
      const own = current.elements.namedItem(field.querySelector("[name]").name);
      if (!own) return;
      const problem = field.querySelector(".error");
      own.closest(".field").querySelector(".error")?.remove();
      own.toggleAttribute("aria-invalid", Boolean(problem));
      if (!problem) { own.removeAttribute("aria-describedby"); return; }
      own.setAttribute("aria-invalid", "true");
      own.setAttribute("aria-describedby", problem.id);
      own.closest(".field").append(problem);
    }

    form.addEventListener("input", schedule);
    form.addEventListener("change", schedule);
    // Sent during a save, what was typed since would rest on former revisions and be refused as somebody else's.
    form.addEventListener("submit", async (event) => {
      clearTimeout(timer);
      if (!saving) { savedState = stateOf(form); return; }
      event.preventDefault();
      await saving;
      if (form.isConnected) form.requestSubmit(event.submitter); // else it was drawn again: all is saved
    });
  }

  const autosaveAll = (root) => root.querySelectorAll("form[data-autosave]").forEach(autosave);
  autosaveAll(document);
  addEventListener("part-opened", (event) => autosaveAll(event.target));
})();
