import type { Language } from '#lib/kernel/errors.ts';
import type { LoadProgress } from '#lib/provenance/load/context.ts';
import type { LoadReport } from '#lib/provenance/load/load.ts';

export const STAGES: Readonly<Record<LoadProgress['stage'], Readonly<Record<Language, string>>>> = {
  reconocer: { es: 'Reconociendo', en: 'Recognising' },
  capturar: { es: 'Capturando', en: 'Capturing' },
  leer: { es: 'Leyendo', en: 'Reading' },
  ordenar: { es: 'Ordenando', en: 'Sorting' },
  cotejar: { es: 'Cotejando', en: 'Checking' },
  publicar: { es: 'Publicando', en: 'Publishing' },
};

const grouped = (value: number | string): string => String(value).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');

/** Made beside the lines of another dataset of the same load; a dataset may end so without being one. */
const isSummary = (report: LoadReport, dataset: string): boolean => dataset.endsWith('-resumen') && report.partitions.some((other) => `${other.dataset}-resumen` === dataset);

/** What a load read, in a few lines for the person who ran it. */
export function describeReport(report: LoadReport, file: string, language: Language, declared: number | null = null): string[] {
  const es = language === 'es';
  if (report.repeated) return [es ? `= ${file}: ya estaba cargado (carga ${report.number}); no se repite.` : `= ${file}: already loaded (load ${report.number}); nothing to do.`];
  const lines = [
    `✓ ${file}: ${report.title[language]}`,
    es
      ? `  carga ${report.number} · ${grouped(report.accepted)} filas aceptadas, ${grouped(report.rejected)} rechazadas · captura ${report.capture.slice(0, 12)}`
      : `  load ${report.number} · ${grouped(report.accepted)} rows accepted, ${grouped(report.rejected)} rejected · capture ${report.capture.slice(0, 12)}`,
  ];
  const years = report.partitions.flatMap(({ year }) => (year === null ? [] : [year]));
  if (declared !== null && years.length > 0 && !years.includes(declared)) lines.push(es ? `  aviso: se dijo ${declared}, por --anio o por su nombre, y ninguna fila es de ese año; se cargó lo que dicen las filas` : `  note: ${declared} was said, by --year or by its name, and no row is of that year; what the rows say was loaded`);
  for (const [what, times] of Object.entries(report.tallies)) lines.push(`  ${what}: ${grouped(times)}`);
  for (const partition of report.partitions) {
    const totals = Object.entries(partition.totals).map(([measure, total]) => `${measure} ${grouped(total)}`).join(' · ');
    lines.push(`  ${partition.year ?? '—'}${isSummary(report, partition.dataset) ? (es ? ' (resumen)' : ' (summary)') : ''}: ${grouped(partition.rows)} ${es ? 'filas' : 'rows'}${totals ? ` · ${totals}` : ''}`);
    for (const expectation of partition.expectations) {
      const same = expectation.difference === '0.00';
      lines.push(es
        ? `    ${same ? 'coincide' : 'DIFIERE'} con ${expectation.source}: ${expectation.measure} ${grouped(expectation.expected)}${same ? '' : ` (diferencia ${grouped(expectation.difference)})`}`
        : `    ${same ? 'agrees' : 'DIFFERS'} with ${expectation.source}: ${expectation.measure} ${grouped(expectation.expected)}${same ? '' : ` (difference ${grouped(expectation.difference)})`}`);
    }
  }
  if (report.replaced.length > 0) lines.push(es ? `  reemplaza: ${report.replaced.map((id) => id.slice(0, 12)).join(', ')}` : `  replaces: ${report.replaced.map((id) => id.slice(0, 12)).join(', ')}`);
  return lines;
}
