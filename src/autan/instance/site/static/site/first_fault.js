// A form that comes back refused begins at its first fault, an act that is done at what is said of it: that is where
// its author looks, and what a screen reader says first.
(() => {
  const begin = () => {
    if (document.activeElement !== document.body) return;
    const fault = document.querySelector("main [aria-invalid=true], main .errorlist, main .errors, main .error");
    const start = fault || (location.hash ? null : document.querySelector(".messages"));
    if (!start) return;
    for (let part = start.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    if (start.tabIndex < 0) start.tabIndex = -1;
    start.focus({ preventScroll: true });
    if (fault) fault.scrollIntoView({ block: "center" });
  };
  addEventListener("DOMContentLoaded", begin);
  addEventListener("load", begin); // the place named by an address takes the focus away meanwhile
})();
