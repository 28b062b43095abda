import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import { approximate, rowsOf, shown, text, type Answer } from './answer.ts';
import { capitalPoints, isNear } from './map-points.ts';
import { crumbsOf } from './place-page.ts';
import { absentPart, part, takePart } from './place-page-parts.ts';
import type { PlaceView, Services } from './services.ts';
import type { Block, MapPoint, PageModel, Part, Table } from './view.ts';

interface MiningInput {
  readonly department: PlaceView;
  readonly conflicts: Answer;
  readonly rights: Answer;
  readonly language: Language;
  readonly origin: string;
}

/** What a case is marked with: only what the source affirms. */
function marksOf(conflicts: Answer, row: number, t: Messages): string {
  const { dialogue, violence } = t.context.mining.marks;
  return [text(conflicts, row, 'dialogo') === 'true' ? dialogue : '', text(conflicts, row, 'violencia') === 'true' ? violence : ''].filter((mark) => mark !== '').join(', ');
}

function conflictsTable({ department, conflicts }: MiningInput, t: Messages): Table {
  const words = t.context.mining;
  const columns = [['estado', words.state], ['fase', words.phase], ['provincia', words.province], ['distrito', words.district], ['empresa', words.company]] as const;
  return {
    id: 'tabla-conflictos', caption: fill(words.conflictsCaption, { lugar: department.name }), head: words.case, folded: false,
    columns: columns.map(([key, label]) => ({ key, label, unit: '' })),
    rows: rowsOf(conflicts).map((row) => {
      const note = marksOf(conflicts, row, t);
      return { head: [shown(conflicts, row, 'caso', 'texto')], year: null, subject: text(conflicts, row, 'caso') ?? '', cells: columns.map(([key]) => shown(conflicts, row, key, 'texto')), ...(note === '' ? {} : { note }) };
    }),
  };
}

/** The conflicts that have coordinates within reach of the department, among the capitals of its districts. */
function conflictsMap({ department, conflicts, language }: MiningInput, t: Messages): Block[] {
  const words = t.context.mining;
  const capitals = capitalPoints(department, language, t);
  const placed = rowsOf(conflicts).flatMap((row): MapPoint[] => {
    const [latitude, longitude] = [approximate(text(conflicts, row, 'latitud')), approximate(text(conflicts, row, 'longitud'))];
    if (latitude === null || longitude === null) return [];
    return [{ code: String(row), group: department.ubigeo, name: '', latitude, longitude, href: '#tabla-conflictos', figure: shown(conflicts, row, 'caso', 'texto'), title: text(conflicts, row, 'caso') ?? '', radius: 6 }];
  });
  const near = placed.filter(({ latitude, longitude }) => isNear(capitals, latitude, longitude));
  if (near.length === 0) return [];
  const map: Block = {
    kind: 'map', id: 'mapa-conflictos', level: 'region', title: fill(words.map, { lugar: department.name }), description: words.mapDescription, points: [...capitals, ...near], shapes: [], groups: {},
    legend: [words.legendCase, words.legendCapital, words.legendSource], words: { receipt: t.charts.receipt }, code: conflicts.code,
  };
  return near.length === placed.length ? [map] : [map, { kind: 'prose', quiet: true, phrases: [[words.far]] }];
}

function conflictsPart(input: MiningInput, t: Messages): Part {
  const { department, conflicts } = input;
  const words = t.context.mining;
  if (conflicts.body.rows.length === 0) return absentPart(0, 'conflictos', words.conflicts, conflicts.body.inputs.length === 0 ? words.conflictsNone : fill(words.conflictsZero, { lugar: department.name }));
  const table = conflictsTable(input, t);
  return part(0, 'conflictos', [words.conflicts], [...conflictsMap(input, t), { kind: 'table', summary: table.caption, table }, { kind: 'prose', quiet: true, phrases: [[words.conflictsNote]] }]);
}

function rightsPart({ department, rights }: MiningInput, t: Messages): Part {
  const words = t.context.mining;
  if (rights.body.rows.length === 0) return absentPart(0, 'derechos', words.rights, rights.body.inputs.length === 0 ? words.rightsNone : fill(words.rightsZero, { lugar: department.name }));
  const table: Table = {
    id: 'tabla-derechos', caption: fill(words.rightsCaption, { lugar: department.name }), head: words.rightState, folded: false,
    columns: [{ key: 'derechos', label: words.count, unit: 'derechos' }, { key: 'hectareas', label: words.hectares, unit: 'hectáreas' }, { key: 'en_varios_distritos', label: words.several, unit: 'derechos' }],
    rows: rowsOf(rights).map((row) => ({
      head: [shown(rights, row, 'estado', 'texto')], year: null, subject: text(rights, row, 'estado') ?? '',
      cells: [shown(rights, row, 'derechos', 'entero'), shown(rights, row, 'hectareas', 'entero'), shown(rights, row, 'en_varios_distritos', 'entero')],
    })),
  };
  return part(0, 'derechos', [words.rights], [{ kind: 'table', summary: table.caption, table }, { kind: 'prose', quiet: true, phrases: [[words.rightsNote]] }]);
}

/** Mining rights and conflicts of a department: what stands around its canon. */
export function miningPage(input: MiningInput): PageModel {
  const { department, conflicts, language, origin } = input;
  const t = messages(language);
  const words = t.context.mining;
  const { name, ubigeo } = department;
  const address = `/lugar/${ubigeo}/mineria`;
  return {
    language, address, origin,
    title: fill(words.pageTitle, { lugar: name }),
    description: fill(words.description, { lugar: name }),
    overline: words.overline,
    heading: fill(words.heading, { lugar: name }),
    facts: [],
    crumbs: [...crumbsOf(department, language, t), { href: at(language, `/lugar/${ubigeo}`), text: name }],
    lead: [[fill(conflicts.body.rows.length === 0 ? words.leadNone : words.lead, { lugar: name })]],
    parts: [conflictsPart(input, t), rightsPart(input, t), takePart(0, address, language, origin, t)],
  };
}

/** Asks for what the page needs. Throws `lugar-no-existe`, also for what is no department: both sources tell no more. */
export async function miningView(services: Services, code: string, language: Language, origin: string): Promise<PageModel> {
  const department = await services.place(code);
  if (department.level !== 'departamento') throw new YupayError('lugar-no-existe', { codigo: code });
  const [conflicts, rights] = await Promise.all([services.answer('conflictos-de-lugares', { prefijo: code }), services.answer('derechos-de-departamento', { ubigeo: code })]);
  return miningPage({ department, conflicts, rights, language, origin });
}
