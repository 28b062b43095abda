import { datesMeet, firstDay, lastDay, type DateText } from '../model/date.ts';
import type { Dossier, Register } from '../model/dossier.ts';
import { unitsOf, valueOf } from '../model/invariants.ts';
import { inForce } from '../model/observation.ts';
import { spellingKey } from '../model/wording.ts';
import { figuresOf, grouped, titleOf, usesById } from './figures.ts';
import { finding, shownFacts, type Check, type FactRef, type Finding } from './finding.ts';

const dated = (id: string, date: DateText, source: FactRef['source']): FactRef => ({ id, value: `${id}: ${date}`, source });

/** Values whose own date is not that of the heading they stand under, of each column in one finding. */
function underAnotherHeading({ columns, observations, claims }: Dossier): Finding[] {
  const facts = [...observations.map(({ id, column, asOf, sources }) => ({ id, column, asOf, source: sources[0] ?? null })), ...claims];
  return columns.flatMap(({ id, heading, asOf, source }) => {
    const strays = facts.filter((one) => one.column === id && one.asOf !== null && !datesMeet(one.asOf, asOf)).map((one) => dated(one.id, one.asOf!, one.source));
    if (strays.length === 0) return [];
    return [finding('date_window', 'fecha-del-encabezado', 'medium', [dated(id, asOf, source), ...strays], {
      es: `La columna «${heading}» reúne valores de otras fechas: ${shownFacts(strays, 'es')}. Cada valor lleva la suya.`,
      en: `The column "${heading}" gathers values of other dates: ${shownFacts(strays, 'en')}. Each value has its own.`,
    })];
  });
}

function beyondTitle({ statedPeriod, columns }: Dossier): Finding[] {
  if (statedPeriod === null) return [];
  const { start, end, text, source } = statedPeriod;
  const beyond = columns.filter(({ asOf }) => lastDay(asOf) < firstDay(start) || firstDay(asOf) > lastDay(end));
  return beyond.map(({ id, heading, asOf, source: at }) => finding('date_window', 'periodo-del-titulo', 'medium', [dated(id, asOf, at), { id: 'statedPeriod', value: text, source }], {
    es: `«${heading}» es de ${asOf}, fuera del periodo que anuncia el título: «${text}».`,
    en: `"${heading}" is of ${asOf}, outside the period that the title announces: "${text}".`,
  }));
}

function rowsBeyond({ columns }: Dossier, register: Register): Finding[] {
  const until = columns.find(({ id }) => id === register.column)?.asOf;
  const since = columns.find(({ kind }) => kind === 'baseline')?.asOf;
  const strays = register.rows.filter(({ date }) => date !== null && ((until !== undefined && firstDay(date) > lastDay(until)) || (since !== undefined && lastDay(date) < firstDay(since)))).map(({ n, date, source }) => dated(String(n), date!, source));
  if (register.column === null || strays.length === 0) return [];
  return [finding('date_window', 'filas-del-periodo', 'medium', strays, {
    es: `«${register.title}» trae filas de fuera del periodo: ${shownFacts(strays, 'es')}.`, en: `"${register.title}" has rows from outside the period: ${shownFacts(strays, 'en')}.`,
  })];
}

/** Values, columns and rows are of the dates that they stand under. */
export const dateWindow: Check = {
  kind: 'date_window',
  run: (dossier) => [...underAnotherHeading(dossier), ...beyondTitle(dossier), ...dossier.registers.flatMap((register) => rowsBeyond(dossier, register))],
};

function outOfOrder({ title, rows }: Register): Finding[] {
  const days = rows.flatMap(({ n, date, source }) => (date === null ? [] : [{ n, date, source }]));
  const goes = (before: (a: string, b: string) => boolean): boolean => days.every(({ date }, at) => at === 0 || before(days[at - 1]!.date, date));
  if (days.length < 3 || goes((a, b) => a <= b) || goes((a, b) => a >= b)) return [];
  const facts = days.map(({ n, date, source }) => dated(String(n), date, source));
  const order = [...days].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.n - b.n)).map(({ n }) => n).join(', ');
  return [finding('monotone', 'orden-de-fechas', 'low', facts, {
    es: `«${title}» no está en orden de fecha; por fecha sería: ${order}.`, en: `"${title}" is not in order of date; by date it would be: ${order}.`,
  })];
}

/** What was reached is on the wrong side of the baseline, by the definition's direction. */
function wentBack(dossier: Dossier): Finding[] {
  const uses = usesById(dossier);
  const whole = inForce(dossier.observations).filter(({ axes, place }) => axes.length === 0 && place === null);
  return [...grouped(whole, ({ use, component, version }) => `${use}/${component} ${version}`).values()].flatMap((group) => {
    const [base, actual] = (['baseline', 'actual'] as const).map((kind) => group.find((one) => one.kind === kind));
    const [from, to] = [base, actual].map((one) => (one === undefined ? null : valueOf(one)));
    if (base === undefined || actual === undefined || from == null || to == null) return [];
    const use = uses.get(base.use)!;
    const { direction, targetBasis } = dossier.definitions.find(({ id, version }) => id === use.definition && version === base.version)!;
    const back = direction === 'more' ? unitsOf(to) < unitsOf(from) : unitsOf(to) > unitsOf(from);
    if (!back || targetBasis === 'increment') return [];
    const title = titleOf(dossier, `${base.use}/${base.component}`);
    const facts = [base, actual].map((one) => ({ id: one.id, value: valueOf(one)!, source: one.sources[0] ?? null }));
    return [finding('monotone', 'retroceso', 'medium', facts, { es: `«${title.es}» retrocede desde su línea de base: ${shownFacts(facts, 'es')}.`, en: `"${title.en}" goes back from its baseline: ${shownFacts(facts, 'en')}.` })];
  });
}

/** Names that were counted at the baseline and are no longer among those that were reached. */
function lostMembers(dossier: Dossier): Finding[] {
  const named = figuresOf(dossier).filter(({ members, kind }) => members.length > 0 && (kind === 'baseline' || kind === 'actual'));
  return [...grouped(named, ({ magnitude, of }) => `${magnitude} ${of}`)].flatMap(([, group]) => {
    const now = group.filter(({ kind }) => kind === 'actual');
    const reached = new Set(now.flatMap(({ members }) => members.map(({ name }) => spellingKey(name))));
    const lost = group.filter(({ kind }) => kind === 'baseline').flatMap(({ members, ref }) => members.filter(({ name }) => !reached.has(spellingKey(name))).map(({ name }) => ({ ...ref, value: name })));
    if (now.length === 0 || lost.length === 0) return [];
    const title = titleOf(dossier, group[0]!.magnitude);
    return [finding('monotone', 'nombres-que-desaparecen', 'medium', [...lost, ...now.map(({ ref }) => ref)], {
      es: `En «${title.es}», la línea de base nombra ${shownFacts(lost, 'es')}, que el avance ya no nombra. Diga si se suma o se perdió.`,
      en: `In "${title.en}", the baseline names ${shownFacts(lost, 'en')}, which what was reached no longer names. Say whether it adds or was lost.`,
    })];
  });
}

/** What only grows does not fall, and what is dated is in order. */
export const monotone: Check = { kind: 'monotone', run: (dossier) => [...dossier.registers.flatMap(outOfOrder), ...wentBack(dossier), ...lostMembers(dossier)] };
