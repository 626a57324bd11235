// Arrows, Enter and the paste of a spreadsheet in a grid of values. The page works without this file.
(() => {
  const cellsOf = (row) => [...row.querySelectorAll("[data-cell]")].filter((cell) => !cell.closest("details:not([open])"));

  // Of a list, the choice that has this code or these words; what is none of them is left, and told by false.
  function fill(cell, text) {
    if (cell.tagName !== "SELECT") { cell.value = text; return true; }
    const wanted = text.trim().toLowerCase();
    const option = [...cell.options].find((choice) => [choice.value, choice.text].some((words) => words.toLowerCase() === wanted));
    if (option || !wanted) cell.value = option ? option.value : "";
    return Boolean(option || !wanted);
  }

  // What a spreadsheet copies: a cell of several lines, or with quotation marks, stands between quotation marks.
  function cellsCopied(text) {
    const lines = text.replace(/\r/g, "").replace(/\n$/, "")
      .replace(/(^|[\t\n])"((?:[^"]|"")*)"(?=[\t\n]|$)/g, (_all, before, words) => before + words.replace(/\s+/g, " ").replaceAll('""', '"'));
    return lines.split("\n").map((line) => line.split("\t").map((words) => words.trim()));
  }

  function begin(table) {
    const rows = [...table.tBodies[0].rows];
    const isOpen = table.dataset.open && /^\d+:/.test(cellsOf(rows.at(-1))[0]?.name);
    let undo = null; // takes the last paste back by the keyboard, until somebody types
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
      if (undo && event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey) { event.preventDefault(); undo(); return; }
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
      const copied = cellsCopied(event.clipboardData.getData("text/plain"));
      if (!cell.matches("[data-cell]") || (copied.length === 1 && copied[0].length === 1)) return;
      event.preventDefault();
      const first = rows.indexOf(cell.closest("tr"));
      const left = cellsOf(rows[first]).indexOf(cell);
      const [former, added, lost] = [[], [], []];
      copied.forEach((line, down) => {
        if (!rows[first + down] && isOpen && line.some(Boolean)) added.push(addRow());
        line.forEach((words, right) => {
          const target = rows[first + down] && cellsOf(rows[first + down])[left + right];
          if (target) former.push([target, target.value]);
          if (target ? !fill(target, words) : words) lost.push(words);
        });
      });
      offerUndo(cell, former, added, lost);
    });
    table.addEventListener("input", () => { undo = null; });

    // One more line, as the last empty one, under the number that follows.
    function addRow() {
      const last = rows.at(-1);
      const row = last.cloneNode(true);
      row.querySelectorAll("[data-cell]").forEach((cell) => {
        cell.name = cell.name.replace(/^\d+/, (rank) => Number(rank) + 1);
        if (cell.tagName === "SELECT") cell.selectedIndex = 0; else cell.value = "";
      });
      last.after(row);
      rows.push(row);
      return row;
    }

    function offerUndo(cell, former, added, lost) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link";
      button.textContent = table.dataset.undo;
      const takeBack = () => {
        former.forEach(([target, value]) => { target.value = value; });
        added.forEach((row) => { rows.splice(rows.indexOf(row), 1); row.remove(); });
        undo = null;
        status.textContent = table.dataset.undone;
        cell.focus();
      };
      undo = takeBack;
      button.addEventListener("click", takeBack);
      const missing = lost.length ? `${table.dataset.lost} ${lost.slice(0, 5).join(", ")}${lost.length > 5 ? "…" : ""}. ` : "";
      status.replaceChildren(`${table.dataset.done} ${missing}`, button);
    }
  }

  document.querySelectorAll("table[data-grid]").forEach(begin);
})();
