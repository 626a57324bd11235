// What a device keeps of one form, in IndexedDB: records encrypted by a key that no script can read out.
"use strict";

async function openVault(place) {
  const wait = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const opening = indexedDB.open("autan-answers", 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("keys");
    opening.result.createObjectStore("kept", { keyPath: ["place", "id"] });
  };
  const base = await wait(opening);
  const vault = { isGone: false, onGone: () => {} };
  base.onversionchange = () => { base.close(); vault.isGone = true; vault.onGone(); }; // signed out elsewhere
  const all = IDBKeyRange.bound([place], [place, []]);
  const store = (name, mode) => base.transaction(name, mode, { durability: "strict" }).objectStore(name);

  async function findKey() {
    const kept = await wait(store("keys", "readonly").get(place));
    if (kept) return kept;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await wait(store("keys", "readwrite").put(made, place));
    return made;
  }
  let key = null;
  const sealing = (id, iv) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${place} ${id}`) });

  vault.put = (id, value, isWaiting) => vault.putBytes(id, new TextEncoder().encode(JSON.stringify(value)), isWaiting);
  vault.putBytes = async (id, bytes, isWaiting = false) => {
    key ||= await findKey();
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt(sealing(id, iv), key, bytes);
    if (!vault.isGone) await wait(store("kept", "readwrite").put({ place, id, isWaiting, iv, data }));
  };
  vault.drop = async (id) => { if (!vault.isGone) await wait(store("kept", "readwrite").delete([place, id])); };
  // Files, whose names begin with « f », are opened one by one; the rest at once.
  const isFile = (id) => id.startsWith("f ");
  vault.files = async () => (await wait(store("kept", "readonly").getAllKeys(all))).map(([, id]) => id).filter(isFile);
  vault.bytes = async (id) => {
    key ||= await findKey();
    const row = vault.isGone ? null : await wait(store("kept", "readonly").get([place, id]));
    return row ? crypto.subtle.decrypt(sealing(id, row.iv), key, row.data).catch(() => null) : null;
  };
  vault.all = async () => {
    const opened = new Map(), ids = await wait(store("kept", "readonly").getAllKeys(all));
    key ||= await findKey();
    const read = ids.map(([, id]) => id).filter((id) => !isFile(id));
    for (const { id, iv, data } of await Promise.all(read.map((id) => wait(store("kept", "readonly").get([place, id]))))) {
      try {
        const plain = await crypto.subtle.decrypt(sealing(id, iv), key, data);
        opened.set(id, JSON.parse(new TextDecoder().decode(plain)));
      } catch { await vault.drop(id); /* sealed by a key that is no more: nobody will ever read it */ }
    }
    return opened;
  };
  vault.wipe = async () => {
    if (vault.isGone) return;
    await wait(store("kept", "readwrite").delete(all));
    await wait(store("keys", "readwrite").delete(place));
    key = null;
  };
  return vault;
}
