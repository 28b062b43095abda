import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plan, registry } from '../../../tests/setup/plans.ts';
import { dateText } from '#lib/indicators/model/date.ts';
import { CHECK_KINDS, type CheckKind, type Finding } from '#lib/indicators/checks/finding.ts';
import { reconcile } from '#lib/indicators/checks/relation.ts';
import { CHECKS, judge } from '#lib/indicators/checks/run.ts';
import { frameworkFindings } from './findings.ts';
import { rowsByNode } from './totals.ts';

interface Contradiction { readonly id: string; readonly kind: string; readonly what: string; readonly locator: string }
interface Reconciled { readonly id: string; readonly label: string; readonly relation: string; readonly parts: readonly { readonly name: string; readonly value: number }[]; readonly total: number }
const { seed_001: oracle, seed_002: sheet } = JSON.parse(readFileSync('tests/fixtures/oracles/seed-vectors.json', 'utf8')) as {
  seed_001: { contradictions: Contradiction[]; reconciliations: Reconciled[] };
  seed_002: { expected: { flags: string[]; derived_total: number } };
};
const places = registry();
const alliance = plan('facts/plan-alianza-2013-2014.json');
const found = frameworkFindings(alliance, places);
const kindsOf = (some: readonly Finding[]): CheckKind[] => [...new Set(some.map(({ kind }) => kind))];

/** "lines 249,265,268" and "lines 378-385" as line numbers. */
const linesOf = (locator: string): number[] => [...locator.matchAll(/(\d+)(?:-(\d+))?/g)].flatMap(([, from, to]) => Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, at) => Number(from) + at));

/** The general kinds of check that may see each kind of the oracle. */
const SEEN_BY: Record<string, readonly CheckKind[]> = {
  numeric_conflict: ['equal_across', 'count_of_list'], plan_vs_monitoring: ['definition_match'], text_corruption: ['name_in_gazetteer'], missing: ['missing', 'source_registered'], unit_mismatch: ['unit_match'],
  date_drift: ['date_window'], scope: ['scope'], ordering: ['monotone'], spelling: ['spelling'], outside_scope: ['scope'], two_measures: ['two_measures'],
};
const OUT_OF_REACH = ['layout', 'text_error', 'footnote_misplaced'];
const listed = oracle.contradictions.filter(({ kind }) => !OUT_OF_REACH.includes(kind));

describe('the plan of the alliance, 2013–2014', () => {
  it('has at least fourteen contradictions in the sample', () => expect(listed.length).toBeGreaterThanOrEqual(14));

  it.each(listed)('$id, $what, is found where it stands', ({ kind, locator }) => {
    const lines = linesOf(locator);
    const there = found.filter((one) => SEEN_BY[kind]!.includes(one.kind) && one.facts.some(({ source }) => source !== null && lines.some((line) => line >= source.line && line <= (source.to ?? source.line))));
    expect(there.length).toBeGreaterThan(0);
  });

  it('names every conflicting figure of the simplified procedures, and both counts of ordinances', () => {
    const conflicts = found.filter(({ kind }) => kind === 'equal_across').map(({ facts }) => facts.map(({ value, source }) => `${value}@${source!.line}`).sort());
    expect(conflicts).toContainEqual(['43@265', '48@249', '54@268']);
    expect(conflicts).toContainEqual(expect.arrayContaining(['3@143', '2@157', '3@348']));
  });

  it('holds more than the sample: who answers, what the prose says, which whole, which basis, what is programmed', () => {
    expect(kindsOf(found)).toEqual(expect.arrayContaining(['responsible_match', 'narrative_numbers', 'denominator_drift', 'target_basis', 'nature', 'mixed_sum'] satisfies CheckKind[]));
    expect(found.filter(({ kind }) => kind === 'responsible_match').map(({ facts }) => facts[1]!.source!.line).sort()).toEqual([157, 292, 295, 336]);
    expect(found.filter(({ kind }) => kind === 'name_in_gazetteer').map(({ es }) => es).join(' ')).toMatch(/Castrovirrey/);
  });

  it('says each finding in two languages, with a fact and its line', () => {
    for (const { es, en, facts, hash } of found) {
      expect([es.length > 20, en.length > 20, facts.length > 0, facts.every(({ source }) => source !== null)]).toEqual([true, true, true, true]);
      expect(es).not.toBe(en);
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(new Set(found.map(({ hash }) => hash)).size).toBe(found.length);
  });
});

/** Reconciliations that are no relation between facts: what two lists of regions differ by, and rows of the plan's tables. */
const ELSEWHERE = ['S09', 'S24', 'S25', 'S26'];
const done = reconcile(alliance);
const numbers = (values: readonly (string | number | null)[]): number[] => values.map(Number).sort((a, b) => a - b);

describe('what adds up in the plan', () => {
  it.each(oracle.reconciliations.filter(({ id }) => !ELSEWHERE.includes(id)))('$id, $label, is done again from the facts', ({ parts, total, relation }) => {
    const wanted = numbers(parts.map(({ value }) => (relation === 'difference' ? Math.abs(value) : value)));
    const same = done.find((one) => JSON.stringify(numbers(one.parts.map(({ value }) => value))) === JSON.stringify(wanted) && Number(one.computed) === total);
    expect(same).toBeDefined();
    expect(same!.holds).not.toBe(false);
  });

  it('S09: two lists of one set of regions differ by eight, region by region', () => {
    const [simplified, supervised] = ['nota-9', 'supervision-sgp'].map((id) => alliance.claims.find((one) => one.id === id)!.parts);
    const { parts, total } = oracle.reconciliations.find(({ id }) => id === 'S09')!;
    expect(simplified!.map(({ label, value }) => ({ name: label, value: Number(value) - Number(supervised!.find((one) => one.label === label)!.value) }))).toEqual(parts);
    expect(Number(done.find(({ relation }) => relation.id === 'simplificacion-menos-supervision')!.computed)).toBe(total);
  });

  it('S24: three regions only if the baseline’s is added', () => {
    expect(done.find(({ relation }) => relation.id === 'ordenanzas-con-la-base')).toMatchObject({ computed: '3', holds: true });
  });

  it('S25, S26: the rows of the plan by result, and those of the monitoring', () => {
    const rows = rowsByNode(alliance, 'plan');
    const { parts, total } = oracle.reconciliations.find(({ id }) => id === 'S25')!;
    expect(parts.map(({ name }) => ({ name, value: rows.get(name) ?? 0 }))).toEqual(parts);
    const process = [...rowsByNode(alliance, 'monitoring')].filter(([node]) => node.startsWith('R')).map(([, count]) => count);
    expect(process.reduce((sum, count) => sum + count, 0)).toBe(total + 1);
  });
});

describe('the checks', () => {
  const planted = frameworkFindings(plan('tests/fixtures/frameworks/plan-con-errores.json'), places);

  it('are one of each kind', () => expect(CHECKS.map(({ kind }) => kind).sort()).toEqual([...CHECK_KINDS].sort()));
  it.each(CHECK_KINDS)('%s sees what was planted in a made-up plan', (kind) => expect(kindsOf(planted)).toContain(kind));
  it('raise no alarm over a made-up plan that has no contradiction', () => expect(frameworkFindings(plan('tests/fixtures/frameworks/plan-limpio.json'), places)).toEqual([]));

  it('leave a name alone once a person has looked for it and left it open', () => {
    const open = frameworkFindings({ ...alliance, unresolved: ['Castrovirrey'] }, places).filter(({ kind }) => kind === 'name_in_gazetteer').map(({ es }) => es).join(' ');
    expect(open).not.toMatch(/Castrovirrey/);
    expect(open).toMatch(/Lloc/);
  });

  it('work without a registry of places, and then say nothing of names', () => {
    const without = frameworkFindings(alliance, null);
    expect(kindsOf(without)).not.toContain('name_in_gazetteer');
    expect(without.length).toBeGreaterThan(25);
  });

  it('name no id and no word of a seed in their sources', () => {
    const folder = 'src/lib/indicators/checks';
    const text = [...readdirSync(folder).filter((name) => name.endsWith('.ts')).map((name) => join(folder, name)), 'src/lib/frameworks/findings.ts'].map((name) => readFileSync(name, 'utf8')).join('\n');
    const code = new Set(text.match(/[\p{L}\d][\p{L}\d.-]*/gu)!.map((word) => word.replace(/[.-]+$/, '')));
    const seeds = ['facts/plan-alianza-2013-2014.json', 'facts/ficha-r1.json', 'facts/programa-mim.json'].map(plan);
    const ids = seeds.flatMap((one) => [one.id, ...[...one.uses, ...one.claims, ...one.observations, ...one.registers, ...one.relations].map(({ id }) => id as string), ...one.nodes.map(({ id }) => id as string)]);
    const names = seeds.flatMap((one) => [
      ...one.claims.flatMap(({ members, entity }) => [...members.map(({ name }) => name), entity ?? '']), ...one.organisations.map(({ name }) => name),
      ...one.observations.flatMap(({ named, axes }) => [...named.map(({ name }) => name), ...axes.map(({ value }) => value)]), ...[...one.nodes, ...one.uses].flatMap(({ scope }) => scope), ...one.registers.flatMap(({ rows }) => rows.map(({ name }) => name)),
    ]).filter((name) => name.length > 3);
    const figures = seeds.flatMap((one) => [...one.claims.map(({ value }) => value ?? ''), ...one.observations.map(({ payload }) => (payload?.form === 'number' ? payload.value : ''))]).filter((value) => value.length > 2);
    expect([...ids, ...names, ...figures].filter((word) => (word.includes(' ') ? text.includes(word) : code.has(word)))).toEqual([]);
    expect(names).toContain('Loreto');
    expect(ids.length).toBeGreaterThan(200);
  });

  it('are waived by a person for the facts as they were, until a day, and block publication else', () => {
    const today = dateText('2026-01-15')!;
    const grave = planted.filter(({ severity }) => severity === 'high');
    const waivers = grave.map(({ hash }) => ({ hash, reason: 'Se explica en la nota.', by: 'secretaría', until: dateText('2026-01')! }));
    expect(judge(planted, [], today).blocksPublication).toBe(true);
    expect(judge(planted, waivers, today)).toMatchObject({ blocksPublication: false, stale: [] });
    expect(judge(planted, waivers, dateText('2026-02-01')!)).toMatchObject({ blocksPublication: true });
    expect(judge(planted, waivers.map((one) => ({ ...one, reason: ' ' })), today).blocksPublication).toBe(true);
    const altered = plan('tests/fixtures/frameworks/plan-con-errores.json');
    const changed = { ...altered, claims: altered.claims.map((one) => (one.parts.length > 0 ? { ...one, value: '12' } : one)) };
    expect(judge(frameworkFindings(changed, places), waivers, today)).toMatchObject({ blocksPublication: true, stale: expect.arrayContaining([expect.objectContaining({ by: 'secretaría' })]) });
  });
});

describe('the activity sheet R.1', () => {
  const flags = frameworkFindings(plan('facts/ficha-r1.json'), places);
  it('is flagged for all that the oracle lists', () => {
    expect(sheet.expected.flags).toHaveLength(7);
    const rules = flags.map(({ rule, facts }) => `${rule} ${facts.map(({ value }) => value).join('/')}`);
    expect(rules).toEqual(expect.arrayContaining([`total-vacio ${sheet.expected.derived_total}`, 'celdas-vacias 2008-2009/2010-2011/2011', 'anio-incompleto 2011', 'una-frase-dos-indicadores P3/E2', 'una-frase-dos-indicadores E5/I2', 'nombre-desconocido sur medio']));
    expect(rules.find((rule) => rule.startsWith('por-definir'))!.split('/')).toHaveLength(13);
  });
});
