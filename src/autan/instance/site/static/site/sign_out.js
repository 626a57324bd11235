// Signing out wipes what this device keeps of surveys to be answered without a network; it asks first where some waits.
"use strict";

(() => {
  const BASE = "autan-answers", { lose } = document.currentScript.dataset;

  const ended = (request) => new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
    request.onblocked = () => setTimeout(resolve, 2000); // another tab has it open, and closes it when told
  });

  async function countUnsent() {
    if (!(await indexedDB.databases()).some(({ name }) => name === BASE)) return null;
    const base = await ended(indexedDB.open(BASE));
    const records = await ended(base.transaction("kept").objectStore("kept").getAll());
    base.close();
    return records.filter((record) => record.isWaiting).length;
  }

  async function wipe() {
    await ended(indexedDB.deleteDatabase(BASE));
    const isOurs = (address) => address.endsWith("/sans-reseau/");
    const keepers = await navigator.serviceWorker?.getRegistrations() || [];
    await Promise.all(keepers.filter(({ scope }) => isOurs(scope)).map((keeper) => keeper.unregister()));
    const pages = await window.caches?.keys() || [];
    await Promise.all(pages.filter(isOurs).map((name) => caches.delete(name)));
  }

  document.querySelectorAll("form[action$='/logout/']").forEach((form) => form.addEventListener("submit", async (event) => {
    if (form.dataset.isWiped || !window.indexedDB?.databases) return;
    event.preventDefault();
    const unsent = await countUnsent().catch(() => null);
    if (unsent && !window.confirm(lose.replace("{n}", unsent))) return;
    if (unsent !== null) await wipe();
    form.dataset.isWiped = "yes";
    form.requestSubmit();
  }));
})();
