import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** Made by tools, or somebody's state: not what a reader of the project gets. */
const NOT_OURS = /^(node_modules|build|coverage|var|\.git|\.svelte-kit.*)$/;

/** Every file of the checkout, relative to its root. */
export function filesOfTree(folder = ROOT): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (folder === ROOT && NOT_OURS.test(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesOfTree(path) : entry.isFile() ? [relative(ROOT, path)] : [];
  });
}

export const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

export const DOCUMENTS = filesOfTree().filter((name) => /^[^/]+\.md$|^docs\/[^/]+\.md$/.test(name));

/** The anchors of a document's headings, as GitHub makes them. */
export function anchors(markdown: string): Set<string> {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '');
  return new Set([...prose.matchAll(/^#+ (.+)$/gm)].map((match) => match[1]!.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replaceAll(' ', '-')));
}

/** The section under a heading, up to the next one of its level or above. */
export function section(markdown: string, heading: string): string {
  const level = /^#+/.exec(heading)![0].length;
  const start = markdown.indexOf(`\n${heading}\n`);
  if (start === -1) return '';
  const rest = markdown.slice(start + heading.length + 2);
  const end = rest.search(new RegExp(`^#{1,${level}} `, 'm'));
  return end === -1 ? rest : rest.slice(0, end);
}

/** First cell of each row of the tables in a text, without its code marks. */
export const firstCells = (text: string): string[] => [...text.matchAll(/^\| `([^`|]+)` \|/gm)].map((match) => match[1]!);

/** `[[lang=lang]]/lugar/[ubigeo=ubigeo].[formato=formato]` is `/lugar/{ubigeo}.json` and `.csv`. */
function addressesOf(route: string): string[] {
  const folder = dirname(route).replace(/^src\/routes\/?/, '').replace(/^\[\[lang=lang\]\]\/?/, '');
  const formats = /\.\[(formato|filas|llevar)=\1\]$/.exec(folder)?.[1];
  const address = `/${folder}`.replace(/\.\[(formato|filas|llevar)=\1\]$/, '').replace(/\[([a-z]+)(?:=[a-z]+)?\]/g, '{$1}');
  if (formats === undefined) return [address];
  return { formato: ['json', 'csv'], filas: ['json', 'csv', 'xlsx', 'parquet'], llevar: ['json', 'csv', 'xlsx', 'pdf', 'docx'] }[formats]!.map((format) => `${address}.${format}`);
}

/** Every address that the routes serve, parameters in braces, each once. */
export const servedAddresses = (): string[] => [...new Set(filesOfTree(join(ROOT, 'src/routes')).filter((name) => /\+(page\.svelte|server\.ts)$/.test(name)).flatMap(addressesOf))];
