// The keeper: network first, and what was opened last when there is none. Nothing of the panel, no download, nobody else's.
const KEPT = 'yupay-1';
const MOST = 60;
const WAIT = 6000;
const PASSED_OVER = /^\/(en\/)?(panel|captura|parquet|carga|api|incrustar|(lugar\/\d+\/)?avisos)(\/|$)|\/filas\.|\.(pdf|xlsx)$/;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(Promise.all([self.clients.claim(), caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))))])));
self.addEventListener('message', ({ data }) => data.forEach((address) => fetch(address).then((response) => keep(address, response), () => undefined)));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === 'GET' && url.origin === location.origin && !PASSED_OVER.test(url.pathname)) event.respondWith(answer(event));
});

async function keep(request, response) {
  if (!response.ok) return;
  const cache = await caches.open(KEPT);
  await cache.delete(request);
  await cache.put(request, response);
  // In the order in which they were opened: the oldest page leaves first; style and icon are not pages.
  const pages = (await cache.keys()).filter(({ url }) => !/\/_app\/|\.svg$/.test(url));
  await Promise.all(pages.slice(0, Math.max(0, pages.length - MOST)).map((page) => cache.delete(page)));
}

async function answer(event) {
  const kept = await caches.match(event.request);
  try {
    // A signal that comes and goes must not hold a page that is already here.
    const response = await fetch(event.request, kept ? { signal: AbortSignal.timeout(WAIT) } : {});
    event.waitUntil(keep(event.request, response.clone()));
    return response;
  } catch (error) {
    if (kept) return kept;
    if (event.request.mode !== 'navigate') throw error;
    return away();
  }
}

async function away() {
  const pages = (await (await caches.open(KEPT)).keys()).map(({ url }) => new URL(url).pathname).filter((path) => /\/lugar\/\d+$/.test(path));
  const list = pages.map((path) => `<li><a href="${path}">${path}</a></li>`).join('');
  const text = 'Sin señal. Esta página no se había abierto antes. Las que sí: / No signal. This page was not opened before. Those that were:';
  return new Response(`<!doctype html><html lang="es"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sin señal · Yupay</title><main><h1>Yupay</h1><p>${text}</p><ul>${list}</ul></main>`, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
}
