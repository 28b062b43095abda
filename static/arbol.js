// The plan's tree by hand: drag, keys and paste. It sends the forms of the page, which need none of this.
import { landing } from './arbol-destino.js';

const say = document.getElementById('arbol-dice');
const pasting = document.getElementById('pegado')?.form;
const words = JSON.parse(say.dataset.frases);
const LINE = '[data-arbol] > li';
const KEYS = { ArrowUp: 'arriba', ArrowDown: 'abajo', ArrowRight: 'adentro', ArrowLeft: 'afuera' };
const LANDS = ['lands-antes', 'lands-dentro', 'lands-despues', 'lands-no'];
const items = () => [...document.querySelectorAll(LINE)];
const row = ({ dataset }) => ({ id: dataset.id, depth: Number(dataset.depth), name: dataset.name });
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const tell = (text) => {
  if (say.textContent !== text) say.textContent = text;
};
const ready = () => document.querySelectorAll('[data-a-mano]').forEach((part) => (part.hidden = false));

/** Where a statement stands, in words. */
function placeOf(id) {
  const rows = items().map(row);
  const at = rows.findIndex((one) => one.id === id);
  const up = (n) => rows.findLastIndex((one, m) => m < n && one.depth < rows[n].depth);
  const beside = rows.filter((_, n) => up(n) === up(at));
  const where = up(at) < 0 ? words.raiz : fill(words.dentroDe, { nombre: rows[up(at)].name });
  return fill(words.movido, { nombre: rows[at].name, lugar: where, n: beside.indexOf(rows[at]) + 1, total: beside.length });
}

async function send(id, move) {
  const item = items().find(({ dataset }) => dataset.id === id);
  if (!item) return;
  const before = placeOf(id);
  const form = item.querySelector('form');
  const response = await fetch(form.action, { method: 'POST', headers: { accept: 'text/html' }, body: new URLSearchParams([...new FormData(form), ...Object.entries(move)]) });
  const next = new DOMParser().parseFromString(await response.text(), 'text/html');
  const tree = next.querySelector('[data-arbol]');
  // Whoever is signed out meanwhile, or may no longer edit, gets the page that says so.
  if (!tree) return location.reload();
  const old = document.querySelector('[data-arbol]');
  const focused = old.contains(document.activeElement);
  const { scrollX, scrollY } = window;
  old.replaceWith(document.adoptNode(tree));
  ready();
  scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
  const grip = items().find(({ dataset }) => dataset.id === id)?.querySelector('.grip');
  if (grip && focused) {
    grip.focus({ preventScroll: true });
    grip.scrollIntoView({ block: 'nearest' });
  }
  const refused = next.querySelector('main [role=alert]');
  const after = grip ? placeOf(id) : '';
  tell(refused ? refused.textContent.trim() : after === before ? words.igual : after);
}

// One after the other, so that each is asked of the tree that the one before it left.
let last = Promise.resolve();
const move = (id, how) => (last = last.then(() => send(id, how)).catch(() => tell(words.falla)));

let drag = null;

function clear() {
  for (const item of items()) item.classList.remove('dragged', ...LANDS);
}

function aim() {
  const list = items();
  const box = list[0].parentElement.getBoundingClientRect();
  const inside = drag.x > box.left && drag.x < box.right && drag.y > box.top;
  const over = inside && list.find((item) => item.getBoundingClientRect().bottom > drag.y);
  clear();
  drag.item.classList.add('dragged');
  drag.to = null;
  if (!over) return tell(words.fuera);
  const { top, height } = over.getBoundingClientRect();
  const to = landing(list.map(row), list.indexOf(drag.item), list.indexOf(over), (drag.y - top) / height);
  list[to.line].classList.add(to.refused ? 'lands-no' : `lands-${to.como}`);
  if (!to.refused) drag.to = to;
  tell(fill(words[to.refused ?? to.como], { nombre: row(over).name }));
}

/** Near an edge of the screen the page goes on under the pointer. */
function roll() {
  if (!drag) return;
  const step = drag.y < 56 ? -12 : drag.y > innerHeight - 56 ? 12 : 0;
  if (drag.moving && step) {
    scrollBy({ top: step, behavior: 'instant' });
    aim();
  }
  requestAnimationFrame(roll);
}

function stop(drops) {
  const { item, moving, to } = drag;
  drag = null;
  clear();
  if (!moving) return;
  if (drops && to) move(item.dataset.id, { como: to.como, junto: to.junto });
  else tell(words.nada);
}

document.addEventListener('pointerdown', (event) => {
  const grip = event.target.closest?.('.grip');
  if (!grip || event.button !== 0 || drag) return;
  grip.setPointerCapture(event.pointerId);
  grip.focus({ preventScroll: true });
  drag = { pointer: event.pointerId, item: grip.closest(LINE), from: event.clientY };
  requestAnimationFrame(roll);
});
document.addEventListener('pointermove', (event) => {
  if (drag?.pointer !== event.pointerId) return;
  Object.assign(drag, { x: event.clientX, y: event.clientY });
  drag.moving ||= Math.abs(event.clientY - drag.from) > 6;
  if (drag.moving) aim();
});
document.addEventListener('pointerup', (event) => drag?.pointer === event.pointerId && stop(true));
document.addEventListener('pointercancel', (event) => drag?.pointer === event.pointerId && stop(false));

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && drag) stop(false);
  const how = KEYS[event.key];
  if (!how || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || drag || !event.target.matches('.grip')) return;
  event.preventDefault();
  move(event.target.closest(LINE).dataset.id, { como: how });
});

document.addEventListener('paste', (event) => {
  const item = document.activeElement?.closest('.grip')?.closest(LINE);
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (!item || text.trim().split('\n').length < 2) return;
  event.preventDefault();
  pasting.pegado.value = text;
  pasting.dentro.value = item.dataset.id;
  pasting.nivel.value = item.dataset.below;
  pasting.requestSubmit(pasting.querySelector('button'));
});

ready();
