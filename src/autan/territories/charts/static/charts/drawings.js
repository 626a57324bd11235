// Says the value under the pointer, the finger or the keyboard below each drawing, and copies a drawing with its source.
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
    button.textContent = WORDS.copied;
  } catch {
    location.href = address; // the file instead
  }
}

if (WORDS.copy && navigator.clipboard?.write && window.ClipboardItem) {
  for (const link of document.querySelectorAll('.drawing-files a[href*="fichier=png"]')) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = WORDS.copy;
    button.addEventListener("click", () => copy(link.href, button));
    link.parentElement.append(" · ", button);
  }
}
