// A form that comes back refused begins at its first fault: that is where its author looks.
addEventListener("DOMContentLoaded", () => {
  const fault = document.querySelector("main [aria-invalid=true], main .errorlist, main .errors, main .error");
  if (!fault || document.activeElement !== document.body) return;
  for (let part = fault.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  if (fault.tabIndex < 0) fault.tabIndex = -1;
  fault.focus();
  fault.scrollIntoView({ block: "center" });
});
