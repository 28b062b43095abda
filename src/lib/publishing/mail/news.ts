import type pg from 'pg';
import { WHOLE_LOG } from '#lib/access/subscription.ts';
import type { Language } from '#lib/kernel/errors.ts';
import { tidy } from '#lib/kernel/text.ts';
import { fill, messages, plural } from '#lib/platform/messages/index.ts';
import { grouped } from '#lib/ui/format.ts';
import type { Application } from '../application.ts';
import type { LogEntry } from '../log-view.ts';
import { logStretch, recipeName } from '../server/captures.ts';
import { changesIn, switchedIn, type PlaceChange, type Switched } from './changes.ts';
import type { Told } from './outbox.ts';

/** One thing that changed, as a sentence, with where each of its numbers is to be seen; addresses without language or origin. */
export interface NewsItem {
  readonly text: string;
  readonly links: readonly { readonly label: string; readonly address: string }[];
}

/** What there is to tell of one topic. */
export interface NewsSection {
  readonly title: string;
  /** The topic's page, without language. */
  readonly address: string;
  readonly items: readonly NewsItem[];
  /** How many items were left out of a long list. */
  readonly more: number;
}

/** Lines of one section: who changes twenty things at once sends people to the page. */
const MOST_ITEMS = 20;

const topicAddress = (topic: string): string => (topic === WHOLE_LOG ? '/bitacora' : `/lugar/${topic}`);

/** "Torata (Mariscal Nieto, Moquegua)", as the registry has it; the code alone of a place that it has no more. */
export async function placeName(client: pg.Pool | pg.ClientBase, ubigeo: string): Promise<string> {
  const { rows } = await client.query(`select ubigeo, nombre from lugar where $1 like ubigeo || '%' order by length(ubigeo) desc`, [ubigeo]);
  if (rows[0]?.ubigeo !== ubigeo) return ubigeo;
  // A name comes from a file: it may hold anything, and a line break in a header begins another header.
  const [name, ...above] = rows.map((row) => tidy((row.nombre as string).replace(/\p{C}/gu, ' ')));
  return above.length === 0 ? name! : `${name} (${above.join(', ')})`;
}

/** " 2019", " 2016–2020", " 2016, 2019"; empty where the dataset has no year. */
function spanOf(years: readonly (number | null)[]): string {
  const known = [...new Set(years.filter((year) => year !== null))].sort((a, b) => a - b);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return '';
  return known.length > 2 && last - first === known.length - 1 ? ` ${first}–${last}` : ` ${known.join(', ')}`;
}

const number = (value: number): string => grouped(String(value), 0) ?? String(value);

/** One file's changes in a place, all its years together. */
function placeItem(ubigeo: string, parts: readonly { readonly change: PlaceChange; readonly switched: Switched }[], language: Language): NewsItem {
  const { message: t } = messages(language).mail;
  const { recipe, capture } = parts[0]!.switched;
  const [before, lines] = [parts.reduce((sum, { change }) => sum + change.linesBefore, 0), parts.reduce((sum, { change }) => sum + change.lines, 0)];
  const districts = new Set(parts.flatMap(({ change }) => change.groups).filter((group) => group.length === 6)).size;
  const values = { fuente: recipeName(recipe)[language], anios: spanOf(parts.map(({ switched }) => switched.year)), antes: number(before), n: number(lines) };
  const said = lines === 0 ? fill(t.withdrawn, values) : plural(lines, before > 0 ? t.revised : t.fresh, values);
  const where = ubigeo.length < 6 && districts > 0 ? ` ${plural(districts, t.districts)}` : '';
  const links = [{ label: t.source, address: `/fuente/${capture}` }];
  if (parts.some(({ switched }) => switched.compared)) links.push({ label: t.revision, address: `/fuente/${capture}/cambios` });
  return { text: `${said}${where}`, links };
}

async function placeItems(client: pg.Pool | pg.ClientBase, { topic, from, to }: Told, language: Language): Promise<NewsItem[]> {
  const switched = await switchedIn(client, from, to);
  const changes = new Map((await changesIn(client, topic, switched)).map((change) => [change.partition, change]));
  const files = new Map<string, { change: PlaceChange; switched: Switched }[]>();
  for (const one of switched) {
    const change = changes.get(one.partition);
    const file = `${one.capture} ${one.recipe}`;
    if (change !== undefined) files.set(file, [...(files.get(file) ?? []), { change, switched: one }]);
  }
  return [...files.values()].map((parts) => placeItem(topic, parts, language));
}

const logItem = (entry: LogEntry, language: Language): NewsItem => ({
  text: `${entry.seq}. ${entry.text[language]}`,
  links: [{ label: messages(language).mail.message.source, address: entry.address ?? '/bitacora' }],
});

/** What a stretch of the log changed of a topic; null when nothing. A place is told of real changes only, the log of every load. */
export async function newsOf(application: Pick<Application, 'pool'>, told: Told, language: Language): Promise<NewsSection | null> {
  const { feed } = messages(language).data;
  const { topic, from, to } = told;
  if (topic === WHOLE_LOG) {
    // Its numbers have no gaps, so the newest are found without reading the rest.
    const { entries } = await logStretch(application, Math.max(from, to - MOST_ITEMS) + 1);
    const items = entries.filter(({ seq }) => seq <= to).map((entry) => logItem(entry, language)).reverse();
    return items.length === 0 ? null : { title: feed.log, address: topicAddress(topic), items, more: to - from - items.length };
  }
  const items = await placeItems(application.pool, told, language);
  if (items.length === 0) return null;
  const title = fill(feed.place, { lugar: await placeName(application.pool, topic) });
  return { title, address: topicAddress(topic), items: items.slice(0, MOST_ITEMS), more: Math.max(0, items.length - MOST_ITEMS) };
}
