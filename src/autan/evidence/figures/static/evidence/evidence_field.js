// Searches evidence without leaving the page: what is found stands under the search, what is ticked goes above it at
// the next one.
// Where the field is to be filled with words (`data-into`), what is ticked or chosen is written in it.
(() => {
  // While the server searches, the button is grey; where it does not answer, the form is sent as without a script.
  const search = async (field, words, button) => {
    const hadFocus = document.activeElement === button;
    button.disabled = true;
    const isAnswered = await showHits(field, words).catch(() => false);
    button.disabled = false;
    if (hadFocus) button.focus();
    if (isAnswered || !button.name) return;
    button.type = "submit";
    button.click();
  };
  const showHits = async (field, words) => {
    const hits = field.querySelector("[data-hits]");
    const query = new URLSearchParams({ q: words.value, name: field.dataset.evidence });
    const response = await fetch(`${field.dataset.url}&${query}`);
    if (!response.ok) return false;
    const text = await response.text();
    hits.querySelectorAll(":checked").forEach((box) => field.querySelector("[data-chosen]")?.append(box.closest("li")));
    hits.innerHTML = text;
    const chosen = new Set([...field.querySelectorAll("[data-chosen] :checked")].map((box) => box.value));
    hits.querySelectorAll("input").forEach((box) => chosen.has(box.value) && box.closest("li").remove());
    return true;
  };
  const write = (target, words, between) => {
    target.value = [target.value.trim(), words].filter(Boolean).join(between);
    target.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const titleOf = (box) => box.nextSibling.textContent.trim();
  document.querySelectorAll("select[data-into]:not([data-ready])").forEach((list) => {
    list.dataset.ready = "";
    const target = document.getElementById(list.dataset.into);
    const field = list.closest("[hidden]");
    field.hidden = false;
    target.closest(".field").append(field);
    list.addEventListener("change", () => {
      if (list.value) write(target, list.value, " ");
      list.value = "";
    });
  });
  document.querySelectorAll("[data-evidence]:not([data-ready])").forEach((field) => {
    field.dataset.ready = "";
    const target = document.getElementById(field.dataset.into);
    if (target) {
      field.hidden = false;
      target.closest(".field, p").append(field);
      field.addEventListener("change", (event) => {
        if (event.target.type !== "checkbox") return;
        write(target, titleOf(event.target), target.tagName === "TEXTAREA" ? "\n" : ", ");
        event.target.closest("li").remove();
      });
    }
    const button = field.querySelector("button");
    const words = field.querySelector("input[type=search]");
    button.type = "button";
    button.addEventListener("click", () => search(field, words, button));
    words.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      search(field, words, button);
    });
  });
})();
