// Says the value under the pointer, the finger or the keyboard below each drawing, copies a drawing with its source, and
// opens parts of a page in their place.
// Without a script, the title of a mark, the table and the files under a drawing say the same.
const WORDS = document.currentScript?.dataset ?? {};

function markOf(node) {
  const mark = node.closest?.(".drawing a, .drawing g");
  return mark && (mark.querySelector(":scope > title") ? mark : markOf(mark.parentElement ?? document));
}

function say(mark) {
  const drawing = mark.closest(".drawing");
  let line = drawing.nextElementSibling;
  if (!line?.matches(".readout")) {
    line = document.createElement("p");
    line.className = "readout";
    line.setAttribute("aria-hidden", "true"); // a screen reader has the name of the mark already
    drawing.after(line);
  }
  line.textContent = mark.querySelector(":scope > title").textContent;
}

for (const kind of ["pointerover", "focusin"]) {
  addEventListener(kind, (event) => {
    const mark = markOf(event.target);
    if (mark) say(mark);
  });
}

// a finger reads first; its second tap on the same mark opens the page
let tapped;
addEventListener("pointerdown", (event) => { tapped = event.pointerType === "touch" ? tapped : undefined; });
addEventListener("click", (event) => {
  const mark = markOf(event.target);
  if (event.pointerType !== "touch" || !mark?.matches("a") || mark === tapped) return;
  event.preventDefault();
  tapped = mark;
  say(mark);
}, true);

// arrow keys go from mark to mark of one drawing
addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const drawing = step && event.target.closest?.(".drawing svg");
  if (!drawing) return;
  const marks = [...drawing.querySelectorAll("a:not([tabindex])")];
  const next = marks[marks.indexOf(event.target) + step];
  if (!next) return;
  next.focus();
  event.preventDefault();
});

async function copy(address, button) {
  const picture = fetch(address).then((answer) => answer.blob());
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    button.removeAttribute("aria-label");
    button.textContent = WORDS.copied;
  } catch {
    location.href = address; // the file instead
  }
}

function addCopyButtons(root) {
  for (const link of root.querySelectorAll('.drawing-files a[href*="fichier=png"]')) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = WORDS.copy;
    button.setAttribute("aria-live", "polite"); // says that the picture was copied
    button.setAttribute("aria-label", (link.getAttribute("aria-label") ?? link.textContent).replace(link.textContent, WORDS.copy));
    button.addEventListener("click", () => copy(link.href, button));
    link.parentElement.append(" · ", button);
  }
}

if (WORDS.copy && navigator.clipboard?.write && window.ClipboardItem) {
  addCopyButtons(document);
  addEventListener("part-opened", (event) => addCopyButtons(event.target));
}
// Opens a part of a page in its place. Without a script, its link leads to the same page with this part open.
addEventListener("click", async (event) => {
  const link = event.target.closest?.("a");
  // the link of the part, or another of this page that leads to it
  const place = link?.getAttribute("href")?.startsWith("#") ? document.getElementById(link.hash.slice(1)) : link;
  const part = place?.closest(".later[data-part]");
  if (!part || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const code = part.dataset.part;
  const address = new URL(location);
  address.searchParams.append("ouvrir", code);
  part.setAttribute("aria-busy", "true");
  let page, opened;
  try {
    const answer = await fetch(address);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
    opened = page.querySelector(`[data-part="${CSS.escape(code)}"]:not(.later)`);
  } catch { /* the link is followed instead */ }
  if (!opened) {
    location.href = part.querySelector("a").href;
    return;
  }
  part.replaceWith(opened);
  for (const meaning of page.querySelectorAll(".meaning[id]")) {
    if (!document.getElementById(meaning.id)) document.body.append(meaning);
  }
  history.replaceState(null, "", address);
  const head = opened.querySelector("summary, h2, figcaption");
  if (head.localName !== "summary") head.tabIndex = -1;
  head.focus({ preventScroll: place === link });
  opened.dispatchEvent(new Event("part-opened", { bubbles: true }));
});
