// Answers without a network: the whole form and what is typed stay encrypted on the device until the site has them.
"use strict";

(async () => {
  const box = document.getElementById("kept"), words = box.dataset, part = (name) => box.querySelector(`[data-${name}]`);
  const status = box.querySelector(".autosave"), PLACE = new URL(words.content, location.href).pathname;
  const PAUSE = 1200, RETRY = 5000, LONGEST = 8000, BATCH = 50, BATCH_LETTERS = 200_000, IS_PHONE = matchMedia("(max-width: 40rem)");
  const say = (text) => { if (status.textContent !== text) status.textContent = text; };
  if (!window.indexedDB || !crypto.subtle) { say(words.insecure); return; }

  // One tab at a time: two would write over one another. The lock of a page that was just left takes a moment to go.
  const isAlone = await new Promise((resolve) => {
    const wait = { signal: AbortSignal.timeout(3000) };
    navigator.locks.request(PLACE, wait, () => { resolve(true); return new Promise(() => {}); }).catch(() => resolve(false));
  });
  if (!isAlone) { say(words.elsewhere); return; }

  const vault = await openVault(PLACE), files = joinedFiles(vault, words), { addRow, fitRows, removeRow } = tableRows(words);
  const records = new Map(); // by question: its fields, the identifiers of what was typed, and its state
  let kept = null, form = null, marks = null, rules = null, step = 0, here = "", timer = 0; // `kept`: the form as the site gave it
  let meta = { hour: "", isHeld: false }, trouble = "", ending = "";
  let isFresh = false, isBusy = false, isFull = false, isOver = false, isKeptApart = false;
  const unkept = new Set(); // files that the device had no room for
  const withState = (state) => [...records.values()].filter((record) => record.state === state);

  function tell() {
    const waiting = withState("waiting").length, refused = withState("refused").length;
    const count = waiting > 1 ? words.waitingMany.replace("{n}", waiting) : words.waitingOne;
    const sent = kept && meta.hour ? words.allSent.replace("{hour}", meta.hour) : "";
    const parts = [waiting ? count : sent, refused ? words.toReview.replace("{n}", refused) : "", ending];
    const lacksRoom = isFull || unkept.size > 0;
    if (lacksRoom) parts.push(words.full);
    if (meta.isHeld) parts.push(words.older);
    else if (trouble && kept) parts.push(trouble);
    else if (isBusy && waiting) parts.push(words.sending);
    say(parts.filter(Boolean).join(" "));
    status.classList.toggle("is-lost", lacksRoom);
    part("send-now").hidden = isOver || !waiting;
    part("wipe").hidden = isOver || !kept;
  }

  async function keep(id, value, isWaiting) {
    try { await vault.put(id, value, isWaiting); isFull = false; } catch (error) { isFull = true; }
    tell();
  }

  const keepRecord = (record) => keep(`q ${record.question}`, record, record.state === "waiting");
  async function forget(question) { records.delete(question); await vault.drop(`q ${question}`); }

  /* --- What is typed. --- */
  const fieldsOf = (question) => controls(question).filter((c) => !isTick(c) || c.checked).map((c) => [c.name, c.value]);
  const toSave = new Set();
  let saving = null;

  function note(question, names = {}, weight = 0) {
    const code = question.dataset.question, record = records.get(code) || { question: code, ids: [], isTried: false };
    if (!record.ids.length || record.isTried) record.ids.push(crypto.randomUUID());
    Object.assign(record, { fields: fieldsOf(question), state: "waiting", isTried: false });
    Object.assign(record, { names: { ...record.names, ...names }, weight: (record.weight || 0) + weight });
    records.set(code, record);
    toSave.add(code);
    saving ||= saveTyped().finally(() => { saving = null; });
    showAsked();
    tell();
    clearTimeout(timer);
    timer = setTimeout(synchronise, PAUSE);
  }

  async function saveTyped() {
    for (let [code] = toSave; code; [code] = toSave) {
      toSave.delete(code);
      if (records.has(code)) await keepRecord(records.get(code));
    }
    await keep("place", { question: here });
  }

  async function join(input, question) {
    const [file] = input.files, code = question.dataset.question, place = marks.marked("fault", `${code}.file`);
    if (!file) return;
    input.value = "";
    marks.showFault(place, file.size > files.MOST ? words.tooHeavy : "");
    if (file.size > files.MOST) return;
    const { digest, isKept } = await files.take(file), name = form.elements.namedItem(`${code}.name`);
    files.show(question, digest, file.name); name.value = file.name;
    if (!isKept) unkept.add(digest);
    note(question, { [digest]: file.name }, file.size);
  }

  /* --- Drawing the form, with what was typed over it. --- */
  function overlay(record) {
    const question = marks.marked("question", record.question);
    if (!question) return;
    const isRefused = record.state === "refused", fields = new Map();
    for (const [name, value] of record.fields) fields.set(name, [...(fields.get(name) || []), value]);
    fitRows(question, [...fields.keys()]);
    for (const digest of fields.get(`${record.question}.file`) || []) files.show(question, digest, record.names?.[digest] || "");
    for (const control of controls(question)) {
      if (isRefused && /\.(revision|contested|kept|keep)$/.test(control.name)) continue; // those of the site are newer
      const values = fields.get(control.name) || [];
      if (isTick(control)) control.checked = values.includes(control.value);
      else if (values.length || control.type !== "hidden") control.value = values[0] ?? "";
    }
  }

  function draw() {
    const active = form?.contains(document.activeElement) ? document.activeElement : null;
    const caret = active?.type === "text" || active?.type === "textarea" ? active.selectionStart : null;
    const page = new DOMParser().parseFromString(kept.html, "text/html");
    form = document.adoptNode(page.querySelector("form"));
    marks = questionMarks(form);
    rules = questionRules(form, kept.rules);
    document.getElementById("kept-title").textContent = kept.title;
    document.getElementById("kept-campaign").textContent = ` · ${kept.campaign}`;
    marks.write(box.querySelector(".progress-words"), kept.progress);
    records.forEach(overlay);
    withState("refused").forEach((record) => showFaults(record.faults || {}));
    part("form").replaceChildren(form);
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
    form.addEventListener("submit", act);
    part("places").addEventListener("change", (event) => {
      show(screens().findIndex((screen) => screen.closest("section").dataset.section === event.target.value));
      form.querySelector("section:not([hidden]) h2").focus();
    });
    showAsked();
    showAgain();
    const twin = active?.name && controls(form).find((c) => c.name === active.name && (!isTick(c) || c.value === active.value));
    if (twin) { twin.focus({ preventScroll: true }); if (caret !== null) twin.setSelectionRange(caret, caret); }
  }

  function showFaults(faults) {
    for (const [name, text] of Object.entries(faults)) {
      const place = marks.marked("fault", name);
      if (place) marks.showFault(place, text);
    }
  }

  function typed(event) {
    const question = event.target.closest("[data-question]");
    if (!question || isOver) return;
    if (event.target.type !== "file") note(question);
    else if (event.type === "change") join(event.target, question);
  }

  function act(event) {
    event.preventDefault();
    const { submitter } = event, question = submitter?.closest("[data-question]");
    if (submitter?.name === "add_row") controls(addRow(question))[0].focus();
    if (submitter?.name === "remove_row") removeRow(submitter.closest(".answer-row"));
    if (question) note(question); else synchronise();
  }

  const showAsked = () => rules.show(new Set(records.keys()), words.mayNotConcern);

  /* --- One section at a time; one question at a time on a phone. --- */
  const screens = () => [...form.querySelectorAll(IS_PHONE.matches ? "[data-screen]" : "section")]
    .filter((screen) => screen.querySelector("[data-question]:not([hidden])"));
  const placeOf = (rank) => screens()[rank]?.querySelector("[data-question]:not([hidden])").dataset.question || "";
  const rankOf = (code) => screens().findIndex((screen) => screen.querySelector(`[data-question="${CSS.escape(code)}"]`));

  function show(rank) {
    const shown = screens();
    step = Math.min(Math.max(rank, 0), Math.max(shown.length - 1, 0));
    here = placeOf(step);
    const current = shown[step], section = current?.closest("section");
    form.querySelectorAll("section").forEach((other) => { other.hidden = other !== section; });
    form.querySelectorAll("[data-screen]").forEach((other) => { other.hidden = IS_PHONE.matches && other !== current; });
    if (section) part("places").value = section.dataset.section;
    part("steps").hidden = part("count").hidden = false;
    box.querySelector("[data-step='-1']").disabled = step === 0;
    box.querySelector("[data-step='1']").disabled = step >= shown.length - 1;
  }

  // The same question, wherever it stands once others are shown or hidden.
  function showAgain() {
    const rank = rankOf(here);
    show(rank < 0 ? step : rank);
  }

  function go(by) {
    show(step + by);
    form.scrollIntoView();
    form.querySelector("section:not([hidden]) h2").focus({ preventScroll: true });
    keep("place", { question: here });
  }

  /* --- Sending. --- */
  class Ended extends Error {} // somebody has to act first
  class Refused extends Error {} // the site answered, and took nothing
  const ask = (address, options) => fetch(address, {
    credentials: "same-origin", redirect: "manual", cache: "no-store", headers: { Accept: "application/json" }, ...options,
  });

  function signIn() {
    ending = words.signedOut;
    if (!box.querySelector("a.button")) {
      const link = document.createElement("a");
      Object.assign(link, { className: "button quiet", href: words.login, textContent: words.signIn });
      part("send-now").after(" ", link);
    }
    throw new Ended();
  }

  async function finish(text) {
    isOver = true; ending = text;
    const unsent = withState("waiting").length + withState("refused").length;
    records.clear();
    kept = null;
    await vault.wipe();
    await letGo();
    if (form) { form.inert = !unsent; form.querySelectorAll("input, textarea, select").forEach((c) => { c.readOnly = true; }); }
    tell();
  }

  async function letGo() {
    const scope = new URL(".", new URL(words.keeper, location.href)).href;
    const keeper = await navigator.serviceWorker?.getRegistration(scope);
    if (keeper?.scope === scope) await keeper.unregister();
    await window.caches?.delete(`autan-page:${scope}`);
  }

  async function refresh(isLast = false) {
    const answer = await ask(words.content, { signal: AbortSignal.timeout(4 * LONGEST) });
    if (answer.type === "opaqueredirect" || answer.status === 401) signIn();
    if ([403, 404, 410].includes(answer.status)) { await finish(words.ended); throw new Ended(); }
    if (!answer.ok) throw new Refused(answer.status);
    const site = await answer.json(), isOther = kept && kept.holder !== site.holder;
    if (isOther && (withState("waiting").length || withState("refused").length)) { ending = words.other; throw new Ended(); }
    if (isOther) { records.clear(); await vault.wipe(); }
    ending = "";
    if (site.refusal) { await close(site); throw new Ended(); }
    if (kept && kept.form !== site.form && withState("waiting").length) meta.isHeld = true;
    for (const record of withState("sent")) await forget(record.question);
    kept = site;
    settleElsewhere(site.html);
    if (!withState("waiting").length) meta.hour = site.hour;
    await keep("form", kept);
    await keep("meta", meta);
    draw();
    isFresh = true;
    const waiting = [...records.values()].flatMap((record) => Object.keys(record.names || {}));
    try { await files.keepThose([...form.querySelectorAll("[data-joined]")], waiting); } catch { /* no room: the site has them */ }
    if (!isLast) keepPage();
  }

  /* What was refused is let go once it was settled elsewhere; what is asked no more is shown, to be copied. */
  function settleElsewhere(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const left = [];
    for (const record of [...records.values()]) {
      const question = page.querySelector(`[data-question="${CSS.escape(record.question)}"]`);
      if (!question) left.push(record);
      else if (record.state === "refused" && !question.querySelector("input[name$='.kept']")) forget(record.question);
    }
    const place = part("left-texts");
    place.hidden = !left.length;
    if (!left.length) return;
    const typedTexts = left.flatMap((record) => record.fields)
      .filter(([name, value]) => value && !/\.(revision|contested|kept|keep|language)$/.test(name));
    place.replaceChildren(...[words.left, ...typedTexts.map(([, value]) => value)].map((text, rank) => {
      const line = document.createElement("p");
      line.textContent = text; line.className = rank ? "as-typed" : "note";
      return line;
    }));
    for (const record of left) { record.state = "left"; keepRecord(record); }
  }

  /* A campaign that closed takes nothing: the site keeps apart what was typed, the device forgets it. */
  async function close(site) {
    const wasKept = kept; kept = site;
    while (withState("waiting").length) await send(nextBatch());
    await finish(`${site.refusal[0].toUpperCase()}${site.refusal.slice(1)}. ${isKeptApart ? words.closed : wasKept ? words.wiped : ""}`);
  }

  function nextBatch() {
    const waiting = withState("waiting");
    let letters = 0;
    const last = waiting.findIndex((record) => (letters += JSON.stringify(record.fields).length + (record.weight || 0)) > BATCH_LETTERS);
    return waiting.slice(0, last < 0 ? BATCH : Math.min(Math.max(last, 1), BATCH));
  }

  async function send(batch) {
    const body = new FormData(), sent = new Map();
    let weight = 0; // of files, in bytes: a slow network has a second for 20,000
    body.append("csrfmiddlewaretoken", kept.token);
    body.append("holder", kept.holder);
    body.append("form", kept.form);
    for (const record of batch) {
      record.isTried = true; // what comes back may be cut: from now on these identifiers may be known there
      await keepRecord(record);
      sent.set(record.question, record.ids.at(-1));
      for (const [name, value] of record.fields) {
        body.append(name, value);
        const isNew = name === `${record.question}.file` && !kept.html.includes(value);
        if (isNew) weight += await files.append(body, `${record.question}.upload`, value, record.names?.[value] || "");
      }
      for (const id of record.ids) body.append(`${record.question}.change`, id);
    }
    const answer = await ask(words.send, { method: "POST", body, signal: AbortSignal.timeout(8 * LONGEST + weight / 20) });
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (answer.type === "opaqueredirect" || answer.status === 401) signIn();
    if (!isJson || answer.status === 409) throw new Refused(answer.status);
    const response = await answer.json();
    if (!response.is_closed) return acknowledge(response, sent);
    for (const code of sent.keys()) records.delete(code);
    isKeptApart = true; isFresh = false; // it may close while this page stands open: asked again, the form says why
  }

  async function acknowledge(response, sent) {
    const isQuiet = !response.redraw;
    for (const [code, id] of sent) {
      const record = records.get(code), outcome = response.outcomes[code] || "invalid";
      const isWritten = outcome === "written" || outcome === "unchanged", revision = response.revisions[code];
      const isLater = record.ids.at(-1) !== id; // typed on meanwhile: it goes with the next
      if (revision) {
        if (form) form.elements.namedItem(`${code}.revision`).value = revision;
        record.fields = record.fields.map(([name, value]) => [name, name === `${code}.revision` ? String(revision) : value]);
        record.fields = record.fields.filter(([name]) => !/\.(contested|kept|keep)$/.test(name));
        record.ids = isLater ? record.ids.slice(record.ids.indexOf(id) + 1) : [];
      }
      const faults = Object.fromEntries(Object.entries(response.faults).filter(([name]) => name.startsWith(`${code}.`)));
      if (isWritten) Object.keys(record.names || {}).forEach((digest) => unkept.delete(digest));
      if (!isLater) Object.assign(record, { state: isWritten ? "sent" : "refused", ids: [], isTried: false, faults });
      await keepRecord(record);
    }
    meta.hour = response.hour;
    if (form && isQuiet) {
      marks.apply(response, [...sent.keys()]);
      showAsked();
      showAgain();
    }
    marks?.write(box.querySelector(".progress-words"), response.progress);
    if (response.redraw) isFresh = false;
    await keep("meta", meta);
  }

  async function synchronise() {
    clearTimeout(timer);
    if (isBusy || isOver || vault.isGone) return;
    isBusy = true;
    tell();
    try {
      if (!isFresh) await refresh();
      while (!meta.isHeld && withState("waiting").length) {
        await saving;
        await send(nextBatch());
        if (!isFresh) await refresh(true);
      }
      trouble = "";
    } catch (error) {
      trouble = error instanceof Ended ? "" : error instanceof Refused ? words.refused : words.cut;
      if (trouble) timer = setTimeout(synchronise, RETRY);
      isFresh = false;
    }
    isBusy = false;
    tell();
    const isLeft = !trouble && !ending && !isOver && !meta.isHeld && withState("waiting").length;
    if (isLeft) timer = setTimeout(synchronise, PAUSE);
  }

  async function keepPage() {
    try {
      const keeper = await navigator.serviceWorker.register(words.keeper);
      keeper.active?.postMessage("keep");
      await navigator.storage?.persist?.();
    } catch { /* a page that is not kept still keeps its answers */ }
  }

  /* --- Opening. --- */
  vault.onGone = () => { isOver = true; records.clear(); kept = null; ending = words.wiped; if (form) form.remove(); tell(); };
  box.addEventListener("click", async (event) => {
    const { step: by, sendNow, wipe, joined } = event.target.dataset;
    if (joined) {
      event.preventDefault();
      await files.open(event.target, form.elements.namedItem(`${event.target.closest("[data-question]").dataset.question}.name`).value);
    }
    if (by) go(Number(by));
    if (sendNow !== undefined) { meta.isHeld = false; ending = ""; synchronise(); }
    const unsent = withState("waiting").length;
    if (wipe !== undefined && (!unsent || window.confirm(words.lose.replace("{n}", unsent)))) {
      await finish(words.wiped);
      form?.remove();
    }
  });
  IS_PHONE.addEventListener("change", () => { if (form) show(0); });
  addEventListener("online", synchronise);
  addEventListener("offline", () => { trouble = words.cut; tell(); });
  addEventListener("beforeunload", (event) => { if ((isFull || unkept.size) && withState("waiting").length) event.preventDefault(); });

  const opened = await vault.all(), place = opened.get("place")?.question || "";
  kept = opened.get("form") || null;
  meta = opened.get("meta") || meta;
  for (const [id, value] of opened) if (id.startsWith("q ")) records.set(value.question, value);
  // With a network, the site says first whose session this is: nothing is shown to somebody else.
  const first = synchronise();
  await Promise.race([first, new Promise((resolve) => { setTimeout(resolve, LONGEST); })]);
  if (!form && kept?.html && !isOver && ending !== words.other) draw();
  if (form && rankOf(place) > 0) show(rankOf(place));
  if (!kept && trouble) say(words.nothing);
})();
