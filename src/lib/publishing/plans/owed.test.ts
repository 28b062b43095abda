import { expect, test } from 'vitest';
import type { Grant, Role } from '#lib/access/actor.ts';
import type { Framework } from '#lib/frameworks/framework.ts';
import type { WorkingCopy } from '#lib/frameworks/working-copy.ts';
import { owed, owedBy, type Owed } from './owed.ts';
import { owedWords, reminderText } from './owed-words.ts';

const use = (id: string, ...actors: string[]) => ({ id, components: [{ key: 'total' }], responsibilities: actors.map((actor) => ({ variant: 'plan', org: actor, via: null })) });
const period = (id: string, rest: object = {}) => ({ id, label: `Periodo ${id}`, start: '2026-01', end: '2026-06', dueAt: '2026-07', lock: null, ...rest });

function framework(rest: object = {}): Framework {
  const columns = ['p1'].map((id) => ({ id, kind: 'actual', asOf: '2026-06' }));
  const organisations = ['uno', 'dos', 'tres'].map((id) => ({ id, name: `Entidad ${id}` }));
  return { id: 'plan', title: 'Plan de prueba', owner: 'uno', columns, organisations, periods: [period('p1')], uses: [use('A', 'uno'), use('B', 'uno', 'dos')], definitions: [], observations: [], ...rest } as unknown as Framework;
}

const value = (id: string, indicator: string, submission: string | null) => ({ id, use: indicator, cell: id, submission, previous: null, body: { use: indicator, component: 'total', column: 'p1' } });
const submission = (id: string, organisation: string, state: string) => ({ id, number: Number(id), period: 'p1', organisation, state });
const copy = (submissions: object[] = [], values: object[] = []): WorkingCopy => ({ id: 'plan', submissions, values }) as unknown as WorkingCopy;
const brief = (all: readonly Owed[]) => all.map(({ organisation, state, missing, signatures, submission: number }) => [organisation.id, state, missing, signatures, number]);

test('who has not begun owes every cell of its form, and who answers for nothing owes nothing', () => {
  expect(brief(owed(copy(), framework(), []))).toEqual([['uno', 'sin-empezar', 2, 0, null], ['dos', 'sin-empezar', 1, 0, null]]);
});

test('the period closes on the last day of what its deadline says, or on none where the plan sets none', () => {
  expect(owed(copy(), framework(), [])[0]!.period.closes).toBe('2026-07-31');
  expect(owed(copy(), framework({ periods: [period('p1', { dueAt: null })] }), [])[0]!.period.closes).toBeNull();
});

test('nothing is owed of a period that is locked, or that no column asks for', () => {
  const lock = { by: 'uno', at: '2026-08-01', reason: 'informe publicado' };
  expect(owed(copy(), framework({ periods: [period('p1', { lock }), period('p2', { end: '2026-12' })] }), [])).toEqual([]);
});

test('a draft and a returned submission are owed even when they are full; what waits for review is not', () => {
  const values = [value('v1', 'A', '1'), value('v2', 'B', '1')];
  const signed = [{ value: 'v2', organisation: 'dos' }];
  const of = (state: string) => brief(owed(copy([submission('1', 'uno', state)], values), framework({ uses: [use('A', 'uno'), use('B', 'uno')] }), signed));
  expect(of('borrador')).toEqual([['uno', 'borrador', 0, 0, 1]]);
  expect(of('devuelta')).toEqual([['uno', 'devuelta', 0, 0, 1]]);
  for (const state of ['presentada', 'aprobada', 'publicada']) expect(of(state)).toEqual([]);
});

test('a value that another organisation reports is owed a signature until it is signed', () => {
  const work = copy([submission('1', 'uno', 'presentada'), submission('2', 'dos', 'publicada')], [value('v1', 'A', '1'), value('v2', 'B', '1')]);
  expect(brief(owed(work, framework(), []))).toEqual([['dos', 'entregada', 0, 1, null]]);
  expect(owed(work, framework(), [{ value: 'v2', organisation: 'dos' }])).toEqual([]);
});

test('what the plan came with is answered, and what was withdrawn is asked again', () => {
  const came = [value('v1', 'A', null), value('v2', 'B', null)];
  expect(owed(copy([], came), framework(), [])).toEqual([]);
  expect(brief(owed(copy([submission('1', 'uno', 'retirada')]), framework(), []))[0]).toEqual(['uno', 'sin-empezar', 2, 0, null]);
});

const person = (id: string, role: Role, organisation: string | null, rest: Partial<Grant> = {}) => ({ id, grants: [{ role, organisation, framework: null, place: null, ...rest }] });

test('each person is told of what they answer for over all plans, and nobody else is', () => {
  const all = [...owed(copy(), framework(), []), ...owed(copy(), framework({ id: 'otro' }), [])];
  const people = [person('de-uno', 'reporter', 'uno'), person('de-un-plan', 'reporter', 'uno', { framework: 'otro' }), person('de-un-lugar', 'reporter', 'dos', { place: '18' }), person('de-tres', 'reporter', 'tres'), person('revisa', 'reviewer', 'uno'), { id: 'terminada', grants: [] }];
  expect(owedBy(people, all).map(({ person: { id }, owed: own }) => [id, own.map(({ plan }) => plan.id)])).toEqual([['de-uno', ['plan', 'otro']], ['de-un-plan', ['otro']], ['de-un-lugar', ['plan', 'otro']]]);
});

test('the text for WhatsApp says what is missing, by when and where, in both languages', () => {
  const [one] = owed(copy([submission('1', 'uno', 'devuelta')], [value('v1', 'A', '1')]), framework(), []);
  expect(owedWords(one!, 'es')).toBe('Entidad uno, Periodo p1: la entrega fue devuelta con un comentario; falta 1 valor; plazo: 31 de julio de 2026.');
  expect(reminderText(one!, 'en', 'https://yupay.example')).toBe('Hello. A reminder from the secretariat of "Plan de prueba". Entidad uno, Periodo p1: the submission was returned with a comment; 1 value is missing; due by 31 July 2026. It is answered here: https://yupay.example/en/panel/plan/plan/entrega/1');
});
