// Marks the questions of a form with what was done with them: saved, at fault, in conflict, no longer asked.
"use strict";

function questionMarks(form) {
  const marked = (kind, value) => form.querySelector(`[data-${kind}="${CSS.escape(value)}"]`);

  function write(place, words) {
    if (place && place.textContent !== words) place.textContent = words;
  }

  function show(place, words) {
    write(place, words || "");
    place.hidden = !words;
  }

  // Faults of some questions alone, where the others were not sent.
  function apply(response, codes = null) {
    for (const [code, revision] of Object.entries(response.revisions)) markSaved(code, revision);
    for (const [code, words] of Object.entries(response.saved)) write(marked("saved", code), words);
    form.querySelectorAll("[data-fault]").forEach((place) => {
      const { fault } = place.dataset;
      if (!codes || codes.includes(fault.split(".")[0])) showFault(place, response.faults[fault] || "");
    });
    form.querySelectorAll("[data-conflict]").forEach((place) => show(place, response.conflicts[place.dataset.conflict]));
    form.querySelectorAll("[data-check]").forEach((place) => show(place, response.checks[place.dataset.check]));
    form.querySelectorAll("[data-question]").forEach((place) => {
      place.hidden = response.hidden.includes(place.dataset.question);
    });
  }

  function markSaved(code, revision) {
    form.elements.namedItem(`${code}.revision`).value = revision;
    const question = marked("question", code);
    question.querySelectorAll(".conflict, .proposal, input[name$='.kept']").forEach((part) => part.remove());
    question.classList.remove("is-at-fault");
  }

  function showFault(place, words) {
    const about = form.querySelector(`[name="${CSS.escape(place.dataset.fault)}"]`);
    const isTick = about && (about.type === "radio" || about.type === "checkbox");
    const isBeingTyped = about && !isTick && about === document.activeElement && place.hidden;
    if (isBeingTyped) return;
    show(place, words);
    if (!about || isTick) return;
    if (words) {
      about.setAttribute("aria-invalid", "true");
      about.setAttribute("aria-describedby", place.id);
    } else {
      about.removeAttribute("aria-invalid");
      about.removeAttribute("aria-describedby");
    }
  }

  return { apply, marked, showFault, write };
}
