// Opens the chapter that an address leads to, and every chapter for who prints; without a script a reader opens each.
function openTarget() {
  const name = decodeURIComponent(location.hash.slice(1));
  const target = name ? document.getElementById(name) : null;
  const chapter = target?.closest("details");
  if (!chapter || chapter.open) return;
  chapter.open = true;
  target.scrollIntoView();
}

addEventListener("hashchange", openTarget);
addEventListener("beforeprint", () => {
  for (const chapter of document.querySelectorAll(".chapter > details")) chapter.open = true;
});
openTarget();
