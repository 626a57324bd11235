// Rows of a table added and removed on the device, as the site does on an ordinary page.
"use strict";

const controls = (part) => [...part.querySelectorAll("input[name]:not([type=file]), select[name], textarea[name]")];
const isTick = (control) => control.type === "radio" || control.type === "checkbox";

function tableRows(words) {
  const numberIn = (name) => Number(name.split(".")[2]), numberOf = (row) => numberIn(controls(row)[0].name);
  const rowsOf = (question) => [...question.querySelectorAll(".answer-row")];

  function rename(row, from, to) {
    for (const name of ["name", "data-fault", "id", "for", "aria-describedby"]) {
      row.querySelectorAll(`[${name}]`).forEach((node) => {
        const text = node.getAttribute(name).replace(`.cell.${from}.`, `.cell.${to}.`).replace(`-cell-${from}-`, `-cell-${to}-`);
        node.setAttribute(name, text);
      });
    }
  }

  function addRow(question, number) {
    const rows = rowsOf(question), last = rows.at(-1), row = last.cloneNode(true);
    rename(row, numberOf(last), number ?? Math.max(...rows.map(numberOf)) + 1);
    controls(row).forEach((control) => { if (isTick(control)) control.checked = !control.value; else control.value = ""; });
    row.querySelectorAll("[data-fault]").forEach((place) => { place.hidden = true; });
    last.after(row);
    count(question);
    return row;
  }

  function removeRow(row) {
    const question = row.closest("[data-question]");
    if (rowsOf(question).length > 1) row.remove();
    count(question);
  }

  // As many rows as some fields name, and no other.
  function fitRows(question, names) {
    const numbers = new Set(names.filter((name) => name.includes(".cell.")).map(numberIn));
    if (!question.querySelector("button[name=add_row]") || !numbers.size) return;
    const shown = new Set(rowsOf(question).map(numberOf));
    for (const number of numbers) if (!shown.has(number)) addRow(question, number);
    for (const row of rowsOf(question)) if (!numbers.has(numberOf(row))) row.remove();
    count(question);
  }

  function count(question) {
    const rows = rowsOf(question);
    rows.forEach((row, rank) => {
      const label = words.row.replace("{n}", rank + 1);
      row.querySelector("legend").textContent = label;
      let button = row.querySelector("button[name=remove_row]");
      if (!button) {
        button = document.createElement("button");
        Object.assign(button, { type: "submit", name: "remove_row", className: "quiet-button" });
        row.append(button);
      }
      button.textContent = words.removeRow.replace("{row}", label);
      button.hidden = rows.length < 2;
    });
  }

  return { addRow, fitRows, removeRow };
}
