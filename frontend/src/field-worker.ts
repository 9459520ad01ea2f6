/** Serves the field pages and their parts from the network, and from what was kept when there is none. */
const worker = self as unknown as {
  addEventListener(name: string, heard: (event: { request: Request; respondWith(answer: Promise<Response>): void; waitUntil(done: Promise<unknown>): void }) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
};
worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || new URL(event.request.url).pathname.endsWith("/here")) return;
  event.respondWith(fetch(event.request).catch(async (failed: unknown) => {
    const kept = await caches.match(event.request, { ignoreVary: true, ignoreSearch: true });
    if (kept) return kept;
    throw failed;
  }));
});

export {};
