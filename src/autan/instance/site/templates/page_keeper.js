// Keeps the page of its scope so that it opens again without network: the page of a visitor, who has answered nothing.
"use strict";

const PAGE = self.registration.scope, KEPT = `autan-page:${PAGE}`, LONGEST_WAIT = 4000;

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

// A network that is there and brings nothing (a tunnel) is no network: what is kept opens after a few seconds.
async function answer(request, address) {
  const kept = await (await caches.open(KEPT)).match(address);
  const late = kept ? [new Promise((resolve) => { setTimeout(() => resolve(kept), LONGEST_WAIT); })] : [];
  return Promise.race([fetch(request), ...late]).catch((error) => { if (kept) return kept; throw error; });
}

self.addEventListener("install", (event) => { self.skipWaiting(); event.waitUntil(keep()); });
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(keep().catch(() => { /* no network: what is kept stays */ })));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(answer(request, PAGE));
  else if (["style", "script", "font", "image"].includes(request.destination)) event.respondWith(answer(request, request.url));
});
