import { mount } from 'svelte';
import App from './App.svelte';
import './enumerator.css';

const target = document.getElementById('encuestar')!;
const [, key = ''] = /^\/encuestar\/([^/]+)/.exec(location.pathname) ?? [];

/** Kept by the browser itself, so that the page opens with no signal and can be installed. */
if ('serviceWorker' in navigator) navigator.serviceWorker.register('/encuestar/guarda.js', { scope: '/encuestar/' }).catch(() => undefined);
// Without it a phone short of space may throw interviews away.
navigator.storage?.persist?.().catch(() => undefined);

const link = document.createElement('link');
[link.rel, link.href] = ['manifest', `/encuestar/${key}/app.webmanifest`];
document.head.append(link);

target.replaceChildren();
mount(App, { target, props: { key: decodeURIComponent(key) } });
