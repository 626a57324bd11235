// Opens the chapter of a passage that an address leads to; without a script a reader opens each chapter.
function openTarget() {
  const name = decodeURIComponent(location.hash.slice(1));
  if (!name) return;
  const target = document.getElementById(name);
  const chapter = target?.closest("details");
  if (!target && document.querySelector(".chapter.later")) {
    const whole = new URL(location);
    whole.searchParams.set("ouvrir", "tout"); // the passage stands in a chapter that is not read yet
    location.replace(whole);
  } else if (chapter && !chapter.open) {
    chapter.open = true;
    target.scrollIntoView();
  }
}

addEventListener("hashchange", openTarget);
openTarget();
