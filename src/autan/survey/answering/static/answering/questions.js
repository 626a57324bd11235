// Marks the questions of a form with what was done with them: saved, at fault, in conflict, no longer asked.
// Below: which questions are asked.
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

// Says which questions are asked by the rules of the questionnaire, which the site reads and gives as trees: on a page
// whose network is cut, and in the form that a device keeps. True, false, or null where what decides is not known.

function questionRules(form, { order, terms, known }) {
  const NOT_AN_ANSWER = /\.(revision|state|source|confidence|contested|keep|kept|change|language|upload)$/;
  const ORDERS = {
    "==": (a, b) => a === b, "!=": (a, b) => a !== b, "<": (a, b) => a < b, "<=": (a, b) => a <= b,
    ">": (a, b) => a > b, ">=": (a, b) => a >= b,
  };
  const NOTHING = { answered: false, value: null };
  const [, thousands] = new Intl.NumberFormat(document.documentElement.lang).format(12345).match(/12(\D*)345/);

  function readNumber(text, units) {
    const unit = units.find((end) => end && text.toLowerCase().endsWith(end.toLowerCase()));
    let typed = (unit ? text.slice(0, -unit.length) : text).trim().replace("−", "-");
    const mark = typed.match(/^[+-]?[1-9]\d{0,2}([.,])\d{3}$/)?.[1];
    if (mark && mark !== thousands) return null; // two numbers: the site asks which
    if (mark) typed = typed.replace(mark, "");
    let digits = typed.replace(/[\s'’]+/g, "");
    if (digits.includes(",") && digits.includes(".")) {
      const mark = digits.lastIndexOf(",") > digits.lastIndexOf(".") ? "," : ".";
      digits = digits.replaceAll(mark === "," ? "." : ",", "");
    } else if (/^[+-]?\d{1,3}(?:[.,]\d{3}){2,}$/.test(digits)) digits = digits.replace(/[.,]/g, "");
    digits = digits.replace(",", ".");
    return /^[+-]?\d{1,18}(?:\.\d{1,12})?$/.test(digits) ? Number(digits) : null;
  }

  function readDay(text) {
    const [, day, month, year] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text) || [];
    const written = year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
    return /^\d{4}-\d\d-\d\d$/.test(written) ? written : null;
  }

  // What the fields of a question say; what is not read here is as the site has it.
  function typedIn(code) {
    const question = form.querySelector(`[data-question="${CSS.escape(code)}"]`);
    if (!question) return known[code] || NOTHING;
    const named = [...question.querySelectorAll("input[name], select[name], textarea[name]")]
      .filter((field) => !NOT_AN_ANSWER.test(field.name) && field.value.trim())
      .filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked)
      .map((field) => [field.name.slice(code.length + 1), field.value.trim()]);
    if (!named.length) return NOTHING;
    const first = (part) => (named.find(([name]) => name === part) || ["", ""])[1], { kind, units } = terms[code];
    let value = null;
    if (kind === "choice") {
      const choice = first("choice") || (first("other") ? "other" : "");
      value = { codes: choice ? [choice] : [], whole: Boolean(choice) };
    } else if (kind === "choices") {
      const ticked = named.filter(([name, text]) => name === "choice" && text !== "other").map(([, text]) => text);
      value = { codes: first("other") ? [...ticked, "other"] : ticked, whole: true };
    } else if (kind === "number") value = readNumber(first("value"), units);
    else if (kind === "day") value = readDay(first("value"));
    return value === null && kind !== "opaque" ? known[code] || NOTHING : { answered: true, value };
  }

  function compare(operator, value, wanted) {
    if (value === null) return null;
    if (typeof value !== "object") return ORDERS[operator](value, wanted);
    const isChosen = [wanted].flat().some((code) => value.codes.includes(code));
    return !isChosen && !value.whole ? null : isChosen === ["==", "in"].includes(operator);
  }

  function evaluate([operator, ...parts], facts, unasked, assumed) {
    if (operator === "and" || operator === "or") {
      const settling = operator === "or", outcomes = parts.map((part) => evaluate(part, facts, unasked, assumed));
      if (outcomes.includes(settling)) return settling;
      return outcomes.includes(null) ? null : !settling;
    }
    if (operator === "not") {
      const outcome = evaluate(parts[0], facts, unasked, assumed);
      return outcome === null ? null : !outcome;
    }
    const [code, wanted] = parts;
    if (operator === "answered") return !unasked.has(code) && facts(code).answered;
    return unasked.has(code) ? assumed : compare(operator, facts(code).value, wanted);
  }

  // What hangs on a question that is not asked is not asked; `typed`: the questions whose fields say more than the site.
  function settle(typed) {
    const facts = (code) => (typed.has(code) ? typedIn(code) : known[code] || NOTHING);
    const settled = new Map(), unasked = new Set();
    for (const [code, rule] of order) {
      const outcomes = new Set([true, false].map((assumed) => evaluate(rule, facts, unasked, assumed)));
      const outcome = outcomes.size === 1 ? [...outcomes][0] : outcomes.has(null) ? null : false;
      settled.set(code, outcome);
      if (outcome === false) unasked.add(code);
    }
    return settled;
  }

  // Shows what is asked, and says so of what may not be.
  function show(typed, words) {
    for (const [code, outcome] of settle(typed)) {
      const question = form.querySelector(`[data-question="${CSS.escape(code)}"]`);
      const says = question?.querySelector(":scope > [data-unsure]");
      if (!question) continue;
      question.hidden = outcome === false;
      if (outcome !== null) says?.remove();
      else if (!says) {
        const line = document.createElement("p");
        line.className = "small"; line.dataset.unsure = ""; line.textContent = words;
        question.querySelector("legend")?.after(line);
      }
    }
  }

  return { settle, show };
}
