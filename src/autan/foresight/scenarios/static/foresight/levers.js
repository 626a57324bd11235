/* Levers: what a slider says follows the hand, results come when it rests. Without this file, the button does the same. */
(function () {
  "use strict";
  var form = document.querySelector("[data-levers]");
  if (!form || !window.fetch) { return; }
  var results = form.querySelector("[data-results]");
  var outlook = form.querySelector("[data-outlook]");
  var reset = form.querySelector("[data-reset]");
  var announced = form.querySelector("[data-announced]");
  var last = 0, waiting = null, resting = null, quiet = null;
  var nothing = form.querySelector(".marks span");
  var plain = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });

  function address() {
    var kept = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      var code = name.slice(2);
      var typed = form.elements["q." + code];
      var level = form.elements["n." + code];
      var isDone = !typed || typed.value.trim() !== "" || (level && level.value !== "0");
      if ((name.indexOf(".") < 0 && value !== "") || (name[1] === "." && isDone && value !== "" && !(name[0] === "n" && typed && typed.value.trim() !== ""))) {
        kept.append(name, value);
      }
    });
    return kept;
  }

  function mark(answer) {
    form.querySelectorAll(".choices > .form-row .error").forEach(function (line) { line.remove(); });
    form.querySelectorAll(".lever").forEach(function (lever) {
      lever.querySelectorAll(".error").forEach(function (line) { line.remove(); });
      lever.removeAttribute("data-refused");
      var told = answer.querySelector('[data-problem="' + lever.id + '"]');
      if (told) {
        var line = document.createElement("p");
        line.className = "error";
        line.textContent = told.textContent;
        lever.querySelector("[data-shown], .form-row").after(line);
        lever.setAttribute("data-refused", "");
      }
    });
  }

  function say(lever, words) {
    var slider = lever.querySelector('input[type="range"]'), shown = lever.querySelector("[data-shown]");
    if (shown) { shown.textContent = words; }
    if (slider) { slider.setAttribute("aria-valuetext", words || nothing.textContent); }
  }

  /* Where a slider stands between two marks, to two figures, as the page reads it. */
  function follow(slider) {
    var stops = slider.dataset.stops.split(" ").map(Number), at = Number(slider.value), low = Math.floor(at);
    var quantity = stops[low] + (at > low ? (stops[low + 1] - stops[low]) * (at - low) : 0);
    say(slider.closest(".lever"), quantity ? plain.format(at > low ? Number(quantity.toPrecision(2)) : quantity) + "\u00a0" + slider.dataset.unit : "");
  }

  function amounts() {
    form.querySelectorAll(".lever").forEach(function (lever) {
      var told = results.querySelector('[data-amount="' + lever.id + '"]'), slider = lever.querySelector('input[type="range"]');
      if (told && slider && form.elements["q." + lever.id.slice(6)].value.trim() !== "") { slider.value = told.dataset.level; }
      if (told) { say(lever, told.textContent); }
      else if (slider) { follow(slider); }
    });
  }

  /* What was typed beside the results, and which parts were open: kept when new results take their place. */
  function typed() {
    return {
      texts: Array.from(results.querySelectorAll("input[id]")).map(function (field) { return [field.id, field.value]; }),
      open: Array.from(results.querySelectorAll("details[open] > summary")).map(function (part) { return part.textContent; })
    };
  }

  function put(held) {
    held.texts.forEach(function (pair) {
      var field = document.getElementById(pair[0]);
      if (field) { field.value = pair[1]; }
    });
    results.querySelectorAll("details > summary").forEach(function (part) {
      if (held.open.indexOf(part.textContent) >= 0) { part.parentElement.open = true; }
    });
  }

  function ask() {
    var mine = ++last, kept = address();
    window.history.replaceState(null, "", "?" + kept.toString());
    kept.set("part", "results");
    var trouble = "offline";
    fetch("?" + kept.toString(), { headers: { Accept: "text/html" } }).then(function (answer) {
      trouble = troubleOf(answer);
      if (trouble) { throw new Error(trouble); }
      return answer.text();
    }).then(function (text) {
      if (mine !== last) { return; }
      var page = new DOMParser().parseFromString(text, "text/html");
      mark(page);
      var held = typed();
      results.replaceChildren.apply(results, Array.from(page.querySelector("[data-results]").childNodes));
      outlook.replaceChildren.apply(outlook, Array.from(page.querySelector("[data-outlook]").childNodes));
      put(held);
      amounts();
      window.clearTimeout(quiet);
      quiet = window.setTimeout(function () { announced.textContent = outlook.querySelector("[data-said]").textContent; }, 700);
      tellTrouble(form, "");
    }).catch(function () {
      if (mine !== last) { return; }
      tellTrouble(form, trouble || "failed");
      window.clearTimeout(waiting);
      waiting = window.setTimeout(ask, trouble === "offline" ? 2000 : 10000);
    });
  }

  function rest(delay) {
    window.clearTimeout(resting);
    resting = window.setTimeout(ask, delay);
  }

  form.addEventListener("input", function (event) {
    if (event.target.type !== "range") { return; }
    form.elements["q." + event.target.name.slice(2)].value = "";
    follow(event.target);
    rest(120);
  });
  form.addEventListener("change", function () { rest(0); });
  form.addEventListener("submit", function (event) { event.preventDefault(); ask(); });
  window.addEventListener("online", ask);
  reset.hidden = false;
  reset.addEventListener("click", function () {
    form.querySelectorAll('input[type="range"]').forEach(function (slider) { slider.value = 0; });
    form.querySelectorAll('input[name^="q."]').forEach(function (typed) { typed.value = ""; });
    ask();
  });
}());
