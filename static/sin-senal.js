// The keeper: network first, and what was opened last when there is none. Nothing of the panel, no download, nobody else's.
const KEPT = 'yupay-1';
const VOICES = 'yupay-audio-1';
const MOST = 60;
const WAIT = 6000;
// What the recordings of one page may weigh, and those of all of them: phones are small and data is dear.
const PAGE_VOICES = 1600000;
const ALL_VOICES = 6000000;
const VOICE = /\/audio\/[0-9a-f]{64}/g;
const PASSED_OVER = /^\/(en\/)?(panel|captura|parquet|carga|api|incrustar|encuestar|openrosa)(\/|$)|\/filas\.|\.(pdf|xlsx|docx)$/;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(Promise.all([self.clients.claim(), caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT && name !== VOICES).map((name) => caches.delete(name))))])));
self.addEventListener('message', (event) => event.waitUntil(Promise.all(event.data.map((address) => fetch(address).then((response) => keep(address, response)).catch(() => undefined)))));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || PASSED_OVER.test(url.pathname)) return;
  event.respondWith(url.pathname.startsWith('/audio/') ? sound(request) : answer(event));
});

async function keep(request, response) {
  // What is for one person alone is not kept here either.
  if (!response.ok || /no-store/.test(response.headers.get('cache-control') ?? '')) return;
  const place = /\/lugar\/\d+$/.test(new URL(response.url).pathname) ? response.clone() : null;
  const cache = await caches.open(KEPT);
  const before = place && (await cache.match(request));
  // It takes the place of what was kept once it is here whole: a signal that is lost halfway costs nothing.
  await cache.put(request, response);
  // In the order in which they were kept: the oldest page leaves first; style and icon are not pages.
  const pages = (await cache.keys()).filter(({ url }) => !/\/_app\/|\.svg$/.test(url));
  await Promise.all(pages.slice(0, Math.max(0, pages.length - MOST)).map((page) => cache.delete(page)));
  if (place) await keepVoices(await voicesOf(place), before ? await voicesOf(before) : []);
}

const voicesOf = async (response) => [...new Set((await response.text()).match(VOICE) ?? [])];

// The recordings of a place stay with it, and one that its page no longer names goes. Whoever saves data keeps none.
async function keepVoices(named, before) {
  const cache = await caches.open(VOICES);
  await Promise.all(before.filter((address) => !named.includes(address)).map((address) => cache.delete(address)));
  let left = navigator.connection?.saveData ? 0 : PAGE_VOICES;
  for (const address of named) {
    if (left <= 0 || (await cache.match(address))) continue;
    const response = await fetch(address).catch(() => null);
    left -= Number(response?.headers.get('content-length') ?? Infinity);
    if (response?.ok && left >= 0) await cache.put(address, response);
    else response?.body?.cancel();
  }
  const voices = await Promise.all((await cache.keys()).map(async (key) => ({ key, bytes: Number((await cache.match(key)).headers.get('content-length')) })));
  let bytes = voices.reduce((sum, voice) => sum + voice.bytes, 0);
  for (const voice of voices) {
    if (bytes <= ALL_VOICES) return;
    bytes -= voice.bytes;
    await cache.delete(voice.key);
  }
}

// A recording never changes under its name, so the one that is here is played. Players ask for stretches.
async function sound(request) {
  const kept = await (await caches.open(VOICES)).match(request.url);
  if (!kept) return fetch(request);
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '');
  if (!asked) return kept;
  const whole = await kept.blob();
  const [from, to] = [Number(asked[1]), Math.min(asked[2] ? Number(asked[2]) : Infinity, whole.size - 1)];
  const headers = new Headers(kept.headers);
  if (from > to) return new Response(null, { status: 416, headers: { 'content-range': `bytes */${whole.size}` } });
  headers.set('content-range', `bytes ${from}-${to}/${whole.size}`);
  headers.set('content-length', String(to - from + 1));
  return new Response(whole.slice(from, to + 1), { status: 206, headers });
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
