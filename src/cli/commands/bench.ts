import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT, YupayError } from '#lib/kernel/errors.ts';
import { text, type Command, type CommandContext } from '../command.ts';
import { benchExports } from '../bench/exports.ts';
import { benchFormPages } from '../bench/form-pages.ts';
import { benchImport } from '../bench/import.ts';
import { benchPages } from '../bench/pages.ts';
import { benchPlan } from '../bench/plan.ts';
import { benchPlace } from '../bench/place.ts';
import { benchRanking } from '../bench/ranking.ts';
import { benchSurveys } from '../bench/surveys.ts';
import { benchSubmissions } from '../bench/submissions.ts';
import { benchWorkbook } from '../bench/workbook.ts';
import { benchVerify } from '../bench/verify.ts';
import { benchmarkPage, number, type Section } from '../bench/report.ts';

const PAGE = fileURLToPath(new URL('../../../docs/benchmarks.md', import.meta.url));
const PARTS = ['paginas', 'verificacion', 'carga', 'lugar', 'libro', 'plan', 'ranking', 'encuestas', 'envios', 'exportes', 'formularios'] as const;

function count(context: CommandContext, name: string, fallback: number): number {
  const given = text(context.options, name);
  if (given !== null && !/^\d{1,9}$/.test(given)) throw new YupayError('uso', { detalle: `--${name} debe ser un entero` });
  return given === null ? fallback : Number(given);
}

/** Progress of a benchmark goes to the error stream, so that --json stays clean. */
const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

export const BENCH: Command = {
  name: 'bench',
  usage: 'bench',
  es: 'Mide lo que prometemos, todo en una corrida, y lo escribe en docs/benchmarks.md',
  en: 'Measures what we promise, all in one run, and writes docs/benchmarks.md',
  options: [
    { name: 'filas', alias: 'rows', type: 'string', value: 'N', es: 'Filas del archivo Gasto generado (2,000,000)', en: 'Rows of the generated Gasto file (2,000,000)' },
    { name: 'filas-anio', alias: 'rows-year', type: 'string', value: 'N', es: 'Filas de cada uno de los catorce años (2,800,000)', en: 'Rows of each of the fourteen years (2,800,000)' },
    { name: 'filas-libro', alias: 'rows-book', type: 'string', value: 'N', es: 'Filas del libro de INFObras generado (190,000)', en: 'Rows of the generated INFObras workbook (190,000)' },
    { name: 'corridas', alias: 'runs', type: 'string', value: 'N', es: 'Corridas de la carga (3)', en: 'Runs of the load (3)' },
    { name: 'solo', alias: 'only', type: 'string', value: PARTS.join('|'), es: 'Solo una parte; no escribe el documento', en: 'One part only; the document is not written' },
  ],
  exits: [[EXIT.different, 'algún objetivo no se cumplió', 'some target was missed']],
  run: async (context) => {
    const rows = count(context, 'filas', 2_000_000);
    const yearRows = count(context, 'filas-anio', 2_800_000);
    const only = text(context.options, 'solo');
    if (only !== null && !PARTS.includes(only as never)) throw new YupayError('uso', { detalle: `--solo es uno de ${PARTS.join(', ')}` });
    const folder = mkdtempSync(join(tmpdir(), 'yupay-bench-'));
    // The embedded database of a run by root belongs to another account, which must be able to enter.
    chmodSync(folder, 0o755);
    const wants = (part: (typeof PARTS)[number]) => only === null || only === part;
    const sections: Section[] = [];
    try {
      if (wants('paginas')) sections.push(...(await benchPages(join(folder, 'pages'), say)));
      if (wants('verificacion')) sections.push(await benchVerify(join(folder, 'pages'), say));
      if (wants('carga')) sections.push(await benchImport(folder, rows, count(context, 'corridas', 3), say));
      if (wants('lugar')) sections.push(await benchPlace(folder, yearRows, say));
      if (wants('plan')) sections.push(await benchPlan(join(folder, 'plan'), say));
      if (wants('ranking')) sections.push(benchRanking(say));
      if (wants('encuestas')) sections.push(benchSurveys(say));
      if (wants('envios')) sections.push(await benchSubmissions(join(folder, 'submissions'), say));
      if (wants('exportes')) sections.push(await benchExports(join(folder, 'exports'), say));
      if (wants('formularios')) sections.push(await benchFormPages(join(folder, 'forms'), say));
      if (wants('libro')) sections.push(await benchWorkbook(folder, count(context, 'filas-libro', 190_000), say));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    const page = benchmarkPage(sections, new Date().toISOString().slice(0, 10), `${number(rows)} rows of Gasto, fourteen years of ${number(yearRows)} rows`);
    if (only === null) writeFileSync(PAGE, page);
    context.terminal.say(page);
    context.terminal.result({ sections });
    return sections.every((section) => section.measures.every((measure) => measure.met !== false)) ? EXIT.ok : EXIT.different;
  },
};
