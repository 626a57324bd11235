// A form that comes back refused begins at its first fault, an act that is done at what is said of it: that is where
// its author looks, and what a screen reader says first.
(() => {
  // An act done at a place of the page is answered there: above it, or by the line that it made.
  const answerAt = (place, message) => {
    const part = place.closest("[data-part]") ?? place.closest("summary")?.parentElement ?? place;
    if (part.matches("li, tr, td, dt, dd")) {
      message.id = "act-done";
      part.setAttribute("aria-describedby", message.id);
      return part;
    }
    part.before(message);
    message.scrollIntoView();
    return message;
  };
  const begin = () => {
    if (document.activeElement !== document.body) return;
    const fault = document.querySelector("main [aria-invalid=true], main .errorlist, main .errors, main .error");
    const message = document.querySelector(".messages");
    const place = message && location.hash && document.getElementById(location.hash.slice(1));
    const answer = place ? answerAt(place, message) : message;
    const start = fault || answer;
    if (!start) return;
    for (let part = start.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    if (start.tabIndex < 0) start.tabIndex = -1;
    start.focus({ preventScroll: true });
    if (fault) fault.scrollIntoView({ block: "center" });
  };
  addEventListener("DOMContentLoaded", begin);
  // the place named by an address takes the focus away meanwhile, at the latest when the page is first drawn
  addEventListener("load", () => { begin(); requestAnimationFrame(() => setTimeout(begin)); });
})();

// The second press of a double click sends nothing: its answer, that the act is done already, would take the place of
// that of the first, such as a link shown once.
(() => {
  const AGAIN_MS = 3000;
  let last = {};
  addEventListener("submit", (event) => {
    const { target, submitter, timeStamp } = event;
    if (event.defaultPrevented || target.method !== "post") return;
    const isAgain = last.target === target && last.submitter === submitter && timeStamp - last.timeStamp < AGAIN_MS;
    if (isAgain) event.preventDefault(); else last = { target, submitter, timeStamp };
  });
})();
