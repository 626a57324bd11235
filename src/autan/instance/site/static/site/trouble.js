// Says why what a page asks for does not come, in the lines that it holds for it (site/trouble.html).
// A page that was private leads to signing in once the session has ended, or is not there; asked again, it comes back.
function troubleOf(answer) {
  if (!answer) return "offline";
  if (answer.redirected || [401, 403, 404].includes(answer.status)) return "refused";
  return answer.ok ? "" : "failed";
}

function tellTrouble(place, trouble) {
  place.querySelectorAll("[data-trouble]").forEach((line) => { line.hidden = line.dataset.trouble !== trouble; });
  place.querySelectorAll("[data-again]").forEach((link) => {
    link.search = new URLSearchParams({ next: location.pathname + location.search });
  });
}
