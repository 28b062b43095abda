// Keeps the pages that a person opens, so that they stay readable with no signal. Pages need none of this.
if ('serviceWorker' in navigator) {
  const first = !navigator.serviceWorker.controller;
  navigator.serviceWorker.register('/sin-senal.js').catch(() => undefined);
  // The page that brings the keeper was opened before it: it hands itself over.
  if (first) navigator.serviceWorker.ready.then(({ active }) => active.postMessage([location.href, ...[...document.querySelectorAll('link[rel=stylesheet], link[rel=icon]')].map(({ href }) => href)]));
}
