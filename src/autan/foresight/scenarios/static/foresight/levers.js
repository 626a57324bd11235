/* Levers: each change asks for the results alone and puts them in place. Without this file, the button does the same. */
(function () {
  "use strict";
  var form = document.querySelector("[data-levers]");
  if (!form || !window.fetch) { return; }
  var results = form.querySelector("[data-results]");
  var offline = form.querySelector("[data-offline]");
  var reset = form.querySelector("[data-reset]");
  var glance = form.querySelector("[data-glance]");
  var announced = form.querySelector("[data-announced]");
  glance.hidden = false;
  var last = 0, waiting = null;

  function address() {
    var kept = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      var code = name.slice(2);
      var typed = form.elements["q." + code];
      var level = form.elements["n." + code];
      var isDone = !typed || typed.value.trim() !== "" || (level && level.value !== "0");
      if ((name.indexOf(".") < 0 && value !== "") || (name[1] === "." && isDone && value !== "" && !(name[0] === "n" && typed && typed.value.trim() !== ""))) {
        kept.set(name, value);
      }
    });
    return kept;
  }

  function mark(answer) {
    form.querySelectorAll(".lever").forEach(function (lever) {
      lever.querySelectorAll(".error").forEach(function (line) { line.remove(); });
      lever.removeAttribute("data-refused");
      var told = answer.querySelector('[data-problem="' + lever.id + '"]');
      if (told) {
        var line = document.createElement("p");
        line.className = "error";
        line.textContent = told.textContent;
        lever.querySelector(".levels, .form-row").after(line);
        lever.setAttribute("data-refused", "");
      }
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
    fetch("?" + kept.toString(), { headers: { Accept: "text/html" } }).then(function (answer) {
      if (!answer.ok) { throw new Error("refused"); }
      return answer.text();
    }).then(function (text) {
      if (mine !== last) { return; }
      var page = new DOMParser().parseFromString(text, "text/html");
      mark(page);
      var held = typed();
      results.replaceChildren.apply(results, Array.from(page.body.childNodes));
      put(held);
      glance.firstElementChild.textContent = results.querySelector("[data-said]").textContent;
      announced.textContent = glance.firstElementChild.textContent;
      offline.hidden = true;
    }).catch(function () {
      if (mine !== last) { return; }
      offline.hidden = false;
      window.clearTimeout(waiting);
      waiting = window.setTimeout(ask, 2000);
    });
  }

  form.addEventListener("change", function (event) {
    if (event.target.name && event.target.name.slice(0, 2) === "n.") {
      var typed = form.elements["q." + event.target.name.slice(2)];
      if (typed) { typed.value = ""; }
    }
    ask();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); ask(); });
  window.addEventListener("online", ask);
  reset.hidden = false;
  reset.addEventListener("click", function () {
    form.querySelectorAll('input[type="radio"][value="0"]').forEach(function (none) { none.checked = true; });
    form.querySelectorAll('input[name^="q."]').forEach(function (typed) { typed.value = ""; });
    ask();
  });
}());
