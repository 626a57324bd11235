// Searches evidence without leaving the page: what is ticked stays, what is found replaces what was found before.
(() => {
  const search = async (field, words) => {
    const list = field.querySelector("[data-chosen]");
    const query = new URLSearchParams({ q: words.value, name: field.dataset.evidence });
    const response = await fetch(`${field.dataset.url}&${query}`);
    if (!response.ok) return;
    list.querySelectorAll("[data-found]").forEach((item) => item.querySelector(":checked") || item.remove());
    list.insertAdjacentHTML("beforeend", await response.text());
    const chosen = new Set([...list.querySelectorAll(":checked")].map((box) => box.value));
    list.querySelectorAll("input:not(:checked)").forEach((box) => chosen.has(box.value) && box.closest("li").remove());
  };
  document.querySelectorAll("[data-evidence]:not([data-ready])").forEach((field) => {
    field.dataset.ready = "";
    const button = field.querySelector("button");
    const words = field.querySelector("input[type=search]");
    button.type = "button";
    button.addEventListener("click", () => search(field, words));
    words.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      search(field, words);
    });
  });
})();
