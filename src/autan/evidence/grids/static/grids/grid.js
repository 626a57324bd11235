// Arrows, Enter and the paste of a spreadsheet in a grid of values. The page works without this file.
(() => {
  const cellsOf = (row) => [...row.querySelectorAll("[data-cell]")].filter((cell) => !cell.closest("details:not([open])"));

  // Of a list, the choice that has this code or these words; what is none of them is left.
  function fill(cell, text) {
    if (cell.tagName !== "SELECT") { cell.value = text; return; }
    const wanted = text.trim().toLowerCase();
    const option = [...cell.options].find((choice) => [choice.value, choice.text].some((words) => words.toLowerCase() === wanted));
    if (option || !wanted) cell.value = option ? option.value : "";
  }

  function begin(table) {
    const rows = [...table.tBodies[0].rows];
    const status = table.closest("form").querySelector("[data-grid-status]");

    const go = (cell, down, right) => {
      const row = cell.closest("tr");
      const place = cellsOf(row).indexOf(cell) + right;
      const target = rows[rows.indexOf(row) + down];
      const next = target && cellsOf(target)[place];
      if (!next) return false;
      next.focus();
      if (next.select) next.select();
      return true;
    };

    table.addEventListener("keydown", (event) => {
      const cell = event.target;
      if (!cell.matches("[data-cell]") || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const isTyped = cell.tagName === "INPUT";
      const step = {
        ArrowUp: isTyped && [-1, 0],
        ArrowDown: isTyped && [1, 0],
        Enter: [1, 0],
        ArrowLeft: (!isTyped || cell.selectionEnd === 0) && [0, -1],
        ArrowRight: (!isTyped || cell.selectionStart === cell.value.length) && [0, 1],
      }[event.key];
      if (!step) return;
      if (go(cell, ...step) || event.key === "Enter") event.preventDefault(); // Enter saves by its button alone
    });

    table.addEventListener("paste", (event) => {
      const cell = event.target;
      const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
      if (!cell.matches("[data-cell]") || !/[\t\n]/.test(text)) return;
      event.preventDefault();
      const first = rows.indexOf(cell.closest("tr"));
      const left = cellsOf(rows[first]).indexOf(cell);
      const former = [];
      text.split("\n").forEach((line, down) => line.split("\t").forEach((words, right) => {
        const target = rows[first + down] && cellsOf(rows[first + down])[left + right];
        if (!target) return;
        former.push([target, target.value]);
        fill(target, words.trim());
      }));
      offerUndo(former);
    });

    function offerUndo(former) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link";
      button.textContent = table.dataset.undo;
      button.addEventListener("click", () => {
        former.forEach(([target, value]) => { target.value = value; });
        status.replaceChildren();
      });
      status.replaceChildren(`${table.dataset.done} `, button);
    }
  }

  document.querySelectorAll("table[data-grid]").forEach(begin);
})();
