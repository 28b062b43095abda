import { beforeAll, expect, test } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import type { Application } from '#lib/publishing/application.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { keepSheets } from '../../../../tests/setup/made-sheets.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import { formInstance } from '../form/evaluate/form-instance.ts';
import { recalculate, isRelevant } from '../form/evaluate/inspect.ts';
import { sent } from '../../../../tests/setup/made-form.ts';
import { keepFile, modelOf } from './form-version.ts';
import { versionJudge } from './version-judge.ts';

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
});

test('a version is judged with its own files, and with the new one where a draft’s file is brought again', async () => {
  await keepSheets(app.pool, 'riego', { survey: [['type', 'name', 'label', 'calculation', 'relevant'], ['text', 'zona', 'Zona', '', ''], ['calculate', 'riega', '', "pulldata('zonas', 'riego', 'codigo', ${zona})", ''], ['integer', 'horas', 'Horas', '', "${riega} = 'si'"]] });
  const model = await modelOf(app.pool, 'riego', '1');
  const asked = async () => {
    const judge = await versionJudge(app.pool, model, new Date());
    const instance = formInstance(model, sent('data', [sent('zona', '021802')]));
    recalculate(judge, instance);
    return isRelevant(judge, instance.placed.find(({ node }) => node.name === 'horas')!);
  };
  const bring = (riego: string) => keepFile(app.pool, OPERATOR, 'riego', '1', { name: 'zonas.csv', type: 'text/csv', bytes: Buffer.from(`codigo,riego\n021802,${riego}\n`) });
  await bring('si');
  expect(await asked()).toBe(true);
  await bring('no');
  expect(await asked()).toBe(false);
});
