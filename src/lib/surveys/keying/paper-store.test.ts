import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { OPERATOR } from '#lib/access/actor.ts';
import { asYupayError } from '#lib/kernel/errors.ts';
import type { Application } from '#lib/publishing/application.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { publishPerception } from '../../../../tests/setup/interviews.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import { dropStalePapers, keepEntry, paperLine, paperLines, readEntries } from './paper-store.ts';
import type { Entry } from './entry.ts';

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
  await publishPerception(app);
}, 60_000);

const parts = () => ({ pool: app.pool, keys: app.recordKeys });
const person = (id: string): Actor => ({ ...OPERATOR, id });
const compare = (first: Entry, second: Entry) => ({ fields: 1, differences: first.a === second.a ? [] : [{ field: {} as never, first: first.a!, second: second.a! }], kappa: null });
const key = (number: string, who: string, a: string) => keepEntry(parts(), person(who), { form: 'percepcion', version: '1', number }, { a }, compare).then(({ state: now }) => now, (error: unknown) => asYupayError(error).code);

test('of several who type one paper at once two are kept and compared, and nobody twice', async () => {
  const outcomes = await Promise.all(['u', 'v', 'w'].map((who) => key('P-1', who, who)));
  expect(outcomes.toSorted()).toEqual(['difiere', 'papel-completo', 'una']);
  const line = (await paperLine(app.pool, { form: 'percepcion', version: '1', number: 'P-1' }))!;
  expect([(await readEntries(app.pool, app.recordKeys, line)).map(({ a }) => a), await key('P-1', line.keyers[0]!, 'otra')]).toEqual([line.keyers, 'papel-repetido']);
  expect(await Promise.all(['u', 'u'].map((who) => key('P-0', who, 'x')))).toEqual(expect.arrayContaining(['una', 'papel-repetido']));
});

test('an entry put in the place of another cannot be read', async () => {
  expect([await key('P-2', 'u', 'x'), await key('P-2', 'v', 'y')]).toEqual(['una', 'difiere']);
  await app.pool.query(`update papel_digitacion d set llave = o.llave, sellado = o.sellado from papel_digitacion o, papel_encuesta p where d.papel = p.id and o.papel = p.id and p.numero = 'P-2' and d.quien = 'u' and o.quien = 'v'`);
  const line = (await paperLine(app.pool, { form: 'percepcion', version: '1', number: 'P-2' }))!;
  expect(await readEntries(app.pool, app.recordKeys, line).catch((error: unknown) => asYupayError(error).code)).toBe('papel-ilegible');
});

test('papers that nobody goes on with lose their keys and are gone, and newer ones stay', async () => {
  await key('P-3', 'u', 'x');
  const { rows } = await app.pool.query(`update papel_digitacion d set cuando = now() - interval '100 days' from papel_encuesta p where p.id = d.papel and p.numero = 'P-3' returning d.llave`);
  expect(await dropStalePapers(parts(), new Date(Date.now() - 90 * 86_400_000), 'purga')).toBe(1);
  expect([await app.recordKeys.get(rows[0]!.llave as string), (await paperLines(app.pool)).map(({ number }) => number)]).toEqual([null, ['P-1', 'P-2', 'P-0']]);
});
