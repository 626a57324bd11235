/* The screen of the room: the mixes of the groups are asked for again every three seconds. */
(function () {
  "use strict";
  var mixes = document.querySelector("[data-mixes]");
  if (!mixes || !window.fetch) { return; }
  window.setInterval(function () {
    fetch("?part=mixes", { headers: { Accept: "text/html" } }).then(function (answer) {
      return answer.ok ? answer.text() : "";
    }).then(function (text) {
      if (!text) { return; }
      var page = new DOMParser().parseFromString(text, "text/html");
      if (page.body.innerHTML === mixes.innerHTML) { return; }
      mixes.replaceChildren.apply(mixes, Array.from(page.body.childNodes));
      var status = document.querySelector("[data-mixes-changed]"); // one sentence is announced, not the whole table
      status.textContent = "";
      window.setTimeout(function () { status.textContent = status.dataset.mixesChanged; }, 100);
    }).catch(function () { return undefined; });
  }, 3000);
}());
