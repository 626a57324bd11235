// Copies a link that is handed over; without this script, it is selected and copied by hand.
(() => {
  document.querySelectorAll("[data-copy][hidden]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        document.execCommand("copy"); // a site without https has no clipboard
      }
      button.parentElement.querySelector("[role=status]").textContent = button.dataset.done;
    });
  });
})();
