// Keeps this page and its files, so that it opens with no signal. What is filled is kept by the page itself, not here.
// A newer one waits until no page of the former is open: one of them may not have asked for its engine yet.
const FILES = __FILES__;
const KEPT = 'yupay-encuestar-__VERSION__';
const SHELL = '/encuestar/index.html';

self.addEventListener('install', (event) => event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll([SHELL, '/favicon.svg', ...FILES]))));
self.addEventListener('activate', (event) => event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith('yupay-encuestar-') && name !== KEPT).map((name) => caches.delete(name))))));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && /^\/encuestar\/[^/]+$/.test(pathname)) event.respondWith(caches.match(SHELL).then((kept) => kept ?? fetch(request)));
  else if (FILES.includes(pathname) || pathname === '/favicon.svg') event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(request)));
});
