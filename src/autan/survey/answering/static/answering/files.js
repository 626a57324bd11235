// Files joined to answers: encrypted on the device until the site has them, and after, to be opened without a network.
"use strict";

function joinedFiles(vault, words) {
  const MOST = 20_000_000, MOST_KEPT = 50_000_000, loose = new Map(); // by digest: what was chosen since the page opened
  const nameOf = (digest) => `f ${digest}`;
  const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const bytesOf = async (digest) => loose.get(digest) || vault.bytes(nameOf(digest));

  // Returns the digest of a file, and whether the device has room for it.
  async function take(file) {
    const bytes = await file.arrayBuffer(), digest = hex(await crypto.subtle.digest("SHA-256", bytes));
    loose.set(digest, bytes);
    try { await vault.putBytes(nameOf(digest), bytes); } catch { return { digest, isKept: false }; }
    return { digest, isKept: true };
  }

  // A box to keep the file, in the place of that of the file before.
  function show(question, digest, name) {
    const code = question.dataset.question, place = question.querySelector("[data-file]");
    if (!place || place.querySelector(`input[value="${CSS.escape(digest)}"]`)) return;
    place.querySelector("p:has(input[type=checkbox])")?.remove();
    const line = document.createElement("p"), label = document.createElement("label"), box = document.createElement("input");
    Object.assign(box, { type: "checkbox", name: `${code}.file`, value: digest, checked: true });
    line.className = "answer-choices";
    label.append(box, ` ${words.keepFile.replace("{name}", name)}`);
    line.append(label);
    place.prepend(line);
  }

  async function append(body, field, digest, name) {
    const bytes = await bytesOf(digest);
    if (bytes) body.append(field, new Blob([bytes]), name);
    return bytes?.byteLength || 0;
  }

  // What the site has is kept to be read without a network; what nothing names any more is erased.
  async function keepThose(links, waiting) {
    const wanted = new Set([...links.map((link) => link.dataset.joined), ...waiting]), standing = new Set(await vault.files());
    for (const id of standing) if (!wanted.has(id.slice(2))) await vault.drop(id);
    let room = MOST_KEPT;
    for (const link of links) {
      if (standing.has(nameOf(link.dataset.joined))) continue;
      const answer = await fetch(link.href, { credentials: "same-origin" });
      const bytes = answer.ok ? await answer.arrayBuffer() : null;
      room -= bytes?.byteLength || 0;
      if (bytes && room > 0) await vault.putBytes(nameOf(link.dataset.joined), bytes);
    }
  }

  async function open(link, name) {
    const bytes = await bytesOf(link.dataset.joined), copy = document.createElement("a");
    if (!bytes) { location.assign(link.href); return; }
    Object.assign(copy, { href: URL.createObjectURL(new Blob([bytes])), download: name });
    copy.click();
    setTimeout(() => URL.revokeObjectURL(copy.href), 60_000);
  }

  return { MOST, append, keepThose, open, show, take };
}
