import type { Random } from '#lib/kernel/random.ts';
import type { FileFormat } from '#lib/provenance/recipe.ts';
import { withPart } from './zip.ts';

/** One kind of damage: bytes of a sound file in, bytes of a damaged one out. Pure; all chance comes from `random`. */
export type Mutation = (bytes: Buffer, random: Random) => Buffer;

const SHEET = /worksheets\/sheet1\.xml$/;

function splice(bytes: Buffer, at: number, remove: number, insert: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(Math.min(at + remove, bytes.length))]);
}

/** Somewhere inside, never the first byte, so that something of the file is left. */
const inside = (bytes: Buffer, random: Random): number => 1 + random.below(Math.max(1, bytes.length - 1));

const lines = (bytes: Buffer): string[] => bytes.toString('latin1').split('\n');
const joined = (list: readonly string[]): Buffer => Buffer.from(list.join('\n'), 'latin1');

function onLine(bytes: Buffer, random: Random, change: (line: string, index: number) => string): Buffer {
  const list = lines(bytes);
  const index = random.below(Math.max(1, list.length - 1));
  list[index] = change(list[index]!, index);
  return joined(list);
}

const separator = (bytes: Buffer): string => {
  const header = lines(bytes)[0]!;
  return header.split(';').length > header.split(',').length ? ';' : ',';
};

/** Cells by plain splitting: quotes are not minded, for damage does not mind them either. */
function onColumns(bytes: Buffer, change: (cells: string[]) => string[]): Buffer {
  const mark = separator(bytes);
  return joined(lines(bytes).map((line) => (line === '' ? line : change(line.split(mark)).join(mark))));
}

/** Damage that any file may suffer. */
const ANY: Record<string, Mutation> = {
  'cut at random': (bytes, random) => bytes.subarray(0, inside(bytes, random)),
  'cut off the last bytes': (bytes, random) => bytes.subarray(0, bytes.length - 1 - random.below(Math.min(40, bytes.length - 1))),
  'empty': () => Buffer.alloc(0),
  'flip some bytes': (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let i = 0; i < 1 + random.below(12); i++) copy[random.below(copy.length)]! ^= 1 << random.below(8);
    return copy;
  },
  'zero a stretch': (bytes, random) => {
    const at = inside(bytes, random);
    return splice(bytes, at, 64, Buffer.alloc(Math.min(64, bytes.length - at)));
  },
  'lose a stretch': (bytes, random) => splice(bytes, inside(bytes, random), 1 + random.below(500), Buffer.alloc(0)),
  'repeat a stretch': (bytes, random) => {
    const at = random.below(bytes.length);
    return splice(bytes, at, 0, Buffer.from(bytes.subarray(at, at + 300)));
  },
  'noise in the middle': (bytes, random) => splice(bytes, inside(bytes, random), 0, Buffer.from(Array.from({ length: 200 }, () => random.below(256)))),
  'junk before': (bytes) => Buffer.concat([Buffer.from('\r\n<<<<<<< HEAD\r\n'), bytes]),
  'the file twice': (bytes) => Buffer.concat([bytes, bytes]),
};

const TEXT: Record<string, Mutation> = {
  'a null byte': (bytes, random) => splice(bytes, inside(bytes, random), 0, Buffer.from([0])),
  'UTF-16': (bytes) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString('latin1'), 'utf16le')]),
  'bytes of another encoding': (bytes, random) => splice(bytes, inside(bytes, random), 0, Buffer.from(random.oneIn(2) ? [0xd1, 0x91, 0x20] : [0xc3, 0x91, 0xe2, 0x82])),
  'a mark of another encoding': (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf]), bytes]),
  'carriage returns alone': (bytes) => Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r'), 'latin1'),
  'a huge cell': (bytes, random) => splice(bytes, inside(bytes, random), 0, Buffer.alloc(1 << 20, 'A')),
};

const CSV: Record<string, Mutation> = {
  ...TEXT,
  'lose a column': (bytes, random) => {
    const at = random.below(lines(bytes)[0]!.split(separator(bytes)).length);
    return onColumns(bytes, (cells) => cells.filter((_, index) => index !== at));
  },
  'swap two columns': (bytes, random) => {
    const count = lines(bytes)[0]!.split(separator(bytes)).length;
    const [a, b] = [random.below(count), random.below(count)];
    return onColumns(bytes, (cells) => cells.map((cell, index) => (index === a ? (cells[b] ?? '') : index === b ? (cells[a] ?? '') : cell)));
  },
  'repeat a column': (bytes, random) => {
    const at = random.below(lines(bytes)[0]!.split(separator(bytes)).length);
    return onColumns(bytes, (cells) => [...cells, cells[at] ?? '']);
  },
  'another delimiter': (bytes, random) => Buffer.from(bytes.toString('latin1').replaceAll(separator(bytes), random.pick(['|', '\t', ':'])), 'latin1'),
  'another delimiter on one line': (bytes, random) => onLine(bytes, random, (line) => line.replaceAll(separator(bytes), '|')),
  'the header again': (bytes, random) => {
    const list = lines(bytes);
    return joined([...list.slice(0, 1 + random.below(list.length)), list[0]!, ...list.slice(1)]);
  },
  'no header': (bytes) => joined(lines(bytes).slice(1)),
  'a quote left open': (bytes, random) => onLine(bytes, random, (line) => line.replace(separator(bytes), `${separator(bytes)}"`)),
  'quotes out of place': (bytes, random) => onLine(bytes, random, (line) => `"x"y${line}"z"`),
  'blank lines': (bytes, random) => joined(lines(bytes).flatMap((line) => (random.oneIn(3) ? [line, '', ' '] : [line]))),
  'a number turned to text': (bytes, random) => onLine(bytes, random, (line) => line.replace(/\d+(\.\d+)?/g, (number) => random.pick([number, `S/. ${number}`, 'uno', '1e9', '-', 'NaN', 'Infinity', `=${number}`]))),
  'cells missing on a line': (bytes, random) => onLine(bytes, random, (line) => line.slice(0, Math.floor(line.length / 2))),
  'cells to spare on a line': (bytes, random) => onLine(bytes, random, (line) => `${line}${separator(bytes)}${separator(bytes)}`),
  'a number too long': (bytes, random) => onLine(bytes, random, (line) => line.replace(/\d+/g, '9'.repeat(400))),
};

const HTML: Record<string, Mutation> = {
  ...TEXT,
  'nested without end': (bytes) => Buffer.from(bytes.toString('latin1').replace('<table class="Data"', `${'<table><tr><td>'.repeat(2_000)}<table class="Data"`), 'latin1'),
  'spans without end': (bytes) => Buffer.from(bytes.toString('latin1').replace(/rowspan="2"/g, 'rowspan="999999999" colspan="999999999"'), 'latin1'),
  'entities': (bytes, random) => splice(bytes, inside(bytes, random), 0, Buffer.from('<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "&a;&a;">]>&a;&#0;&#xFFFFFFFF;&nosuch;')),
  'a script': (bytes) => Buffer.from(bytes.toString('latin1').replace(/<table class="Data"/, '<script><table class="Data"'), 'latin1'),
  'no closing tags': (bytes) => Buffer.from(bytes.toString('latin1').replace(/<\/t[dr]>/g, ''), 'latin1'),
  'no title block': (bytes) => Buffer.from(bytes.toString('latin1').replace(/<table id="hd">[\s\S]*?<\/table>/, ''), 'latin1'),
};

const GEOJSON: Record<string, Mutation> = {
  ...TEXT,
  'nested without end': (bytes) => Buffer.from(bytes.toString('latin1').replace('"coordinates": [', `"coordinates": ${'['.repeat(100_000)}`), 'latin1'),
  'deep and closed': () => Buffer.from(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"IDDIST":"180106","NOMBDIST":"X"},"geometry":{"type":"Polygon","coordinates":${'['.repeat(50_000)}${']'.repeat(50_000)}}}]}`),
  'features that are none': (bytes, random) => Buffer.from(bytes.toString('latin1').replace(/"Feature"/g, () => random.pick(['"Feature"', 'null', '7', '[]'])), 'latin1'),
  'numbers out of this world': (bytes) => Buffer.from(bytes.toString('latin1').replace(/-7\d\.\d+/g, '1e999'), 'latin1'),
  'a prototype': (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('"NOMBDIST"', '"__proto__": {"x": 1}, "NOMBDIST"'), 'latin1'),
};

const JSON_PACKAGE: Record<string, Mutation> = {
  ...TEXT,
  'nested without end': (bytes) => Buffer.from(bytes.toString('latin1').replace(/"(releases|features)":\[/, `"$1":[${'['.repeat(100_000)}`), 'latin1'),
  'a string without end': (bytes) => Buffer.from(bytes.toString('latin1').replace(/"(releases|features)":\[/, '"$1":["'), 'latin1'),
  'records that are none': (bytes) => Buffer.from(bytes.toString('latin1').replace(/"(releases|features)":\[/, '"$1":[7, null, [[]], "x",'), 'latin1'),
  'numbers out of this world': (bytes) => Buffer.from(bytes.toString('latin1').replace(/:\s*\d+(\.\d+)?/g, ':1e999'), 'latin1'),
  'a prototype': (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('"id"', '"__proto__": {"x": 1}, "id"'), 'latin1'),
};

const XLSX: Record<string, Mutation> = {
  'a part that inflates beyond measure': (bytes) => withPart(bytes, SHEET, (data) => Buffer.concat([data, Buffer.alloc(80 << 20, ' ')])),
  'a directory that lies': (bytes) => withPart(bytes, SHEET, (data) => Buffer.concat([data, Buffer.alloc(80 << 20, ' ')]), { declaredSize: 1_000 }),
  'a wrong checksum': (bytes) => withPart(bytes, SHEET, (data) => data, { declaredCrc: 12345 }),
  'a sheet cut inside': (bytes, random) => withPart(bytes, SHEET, (data) => data.subarray(0, inside(data, random))),
  'no index': (bytes) => withPart(bytes, /Content_Types/, () => Buffer.alloc(0)),
  'no workbook': (bytes) => withPart(bytes, /workbook\.xml$/, () => Buffer.from('<x/>')),
  'entities': (bytes) => withPart(bytes, SHEET, (data) => Buffer.from(`<!DOCTYPE w [<!ENTITY a "${'&b;'.repeat(50)}"><!ENTITY b "${'x'.repeat(50)}">]>${data.toString('utf8').replace(/<v>[^<]*<\/v>/, '<v>&a;</v>')}`)),
  'a row at the end of the world': (bytes) => withPart(bytes, SHEET, (data) => Buffer.from(data.toString('utf8').replace(/<row r="4"/, '<row r="99999999"').replace(/r="D4"/, 'r="XFDZZ4"'))),
  'a huge cell': (bytes) => withPart(bytes, SHEET, (data) => Buffer.from(data.toString('utf8').replace(/<c r="D4"[^>]*>.*?<\/c>/, `<c r="D4" t="str"><v>${'x'.repeat(200_000)}</v></c>`))),
  'numbers turned to text': (bytes, random) => withPart(bytes, /sharedStrings|sheet1/, (data) => Buffer.from(data.toString('utf8').replace(/>(\d[\d,]*)</g, (whole, number: string) => (random.oneIn(3) ? `>uno ${number}<` : whole)))),
};

const BY_FORMAT: Record<FileFormat, Record<string, Mutation>> = {
  csv: { ...ANY, ...CSV },
  html: { ...ANY, ...HTML },
  geojson: { ...ANY, ...GEOJSON },
  json: { ...ANY, ...JSON_PACKAGE },
  xlsx: { ...ANY, ...XLSX },
};

/** Names of the damages that a format may suffer. */
export function mutationNames(format: FileFormat): string[] {
  return Object.keys(BY_FORMAT[format]);
}

/** Damages a sound file: the named way, or one taken at random. Same bytes and seed, same damage. */
export function mutate(bytes: Buffer, format: FileFormat, random: Random, name: string = random.pick(mutationNames(format))): { name: string; bytes: Buffer } {
  return { name, bytes: BY_FORMAT[format][name]!(bytes, random) };
}
