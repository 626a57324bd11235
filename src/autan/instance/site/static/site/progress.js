// Reads again, every three seconds, the part of a page that tells how far something is; without a script a link does it.
const PAUSE_MS = 3000;

async function readAgain() {
  const part = document.querySelector("[data-progress]");
  if (!part) return;
  if (!document.hidden && !part.contains(document.activeElement)) {
    const answer = await fetch(part.dataset.progress, { headers: { Accept: "text/html" } }).catch(() => null);
    const trouble = troubleOf(answer);
    if (trouble) tellTrouble(part, trouble); else part.outerHTML = await answer.text();
  }
  setTimeout(readAgain, PAUSE_MS);
}

setTimeout(readAgain, PAUSE_MS);
