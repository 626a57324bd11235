// Keeps the page of the participants so that it opens again without network: the page of a visitor, without any note.
"use strict";

const PAGE = self.registration.scope, KEPT = `autan-notes:${PAGE}`;

async function keep() {
  const answer = await fetch(`${PAGE}?vide=1`, { credentials: "omit", cache: "no-store" });
  if (!answer.ok || answer.redirected) return;
  const html = await answer.clone().text();
  const parts = [...html.matchAll(/<(?:link|script)[^>]+?(?:href|src)="([^"]+\.(?:css|js|woff2|svg)[^"]*)"/g)];
  const urls = [...new Set(parts.map((found) => new URL(found[1], PAGE).href))];
  const cache = await caches.open(KEPT);
  await cache.put(PAGE, answer);
  await Promise.all(urls.map((url) => cache.match(url).then((held) => held || cache.add(url))));
  const wanted = new Set([PAGE, ...urls]);
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
}

async function answerPage(request) {
  try { return await fetch(request); } catch (error) {
    const held = await (await caches.open(KEPT)).match(PAGE);
    if (held) return held;
    throw error;
  }
}

async function answerPart(request) {
  try { return await fetch(request); } catch (error) {
    const held = await (await caches.open(KEPT)).match(request.url);
    if (held) return held;
    throw error;
  }
}

self.addEventListener("install", (event) => { self.skipWaiting(); event.waitUntil(keep()); });
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(keep().catch(() => { /* no network: what is kept stays */ })));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(answerPage(request));
  else if (["style", "script", "font", "image"].includes(request.destination)) event.respondWith(answerPart(request));
});
