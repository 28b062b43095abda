import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { extract } from 'tar-stream';
import { OPERATOR } from '#lib/access/actor.ts';
import { fileOf, takeFormStep } from '#lib/surveys/intake/form-version.ts';
import { makeEnumerator } from '#lib/surveys/intake/enumerator.ts';
import { keepTestForm, TEST_FORM, testInstance } from '../../../../tests/setup/test-form.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import type { Application } from '../application.ts';
import { writeBackup } from '../backup.ts';
import { restoreBackup } from '../restore.ts';

const states: TestState[] = [];
const apps: Application[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
  for (const state of states.splice(0)) await state.destroy();
});

async function open(): Promise<Application> {
  const state = await testState('vacio');
  const app = await state.open();
  states.push(state);
  apps.push(app);
  return app;
}

const quiet = () => ({ signal: new AbortController().signal, onProgress: () => undefined });

async function submit(app: Application, words: string): Promise<number> {
  const xml = Buffer.from(testInstance({ instance: `uuid:${randomUUID()}`, nombre: words, foto: 'foto.jpg' }));
  const photo = await app.intake.receiveFile(Readable.from([Buffer.from(words)]), { name: 'foto.jpg', type: 'image/jpeg' });
  return (await app.intake.receive({ xml, files: [photo], incomplete: false, enumerator: null, draft: false })).number;
}

/** What a submission and its file still say; null where nobody can read it. */
async function readable(app: Application, number: number): Promise<(string | null)[]> {
  const [attachment] = await app.vault.attachments(number);
  const opened = await app.vault.readAttachment(attachment!.number);
  return [(await app.vault.readSubmission(number))?.toString().match(/<nombre>(.*?)</)?.[1] ?? null, opened === null ? null : Buffer.concat(await opened.stream.toArray()).toString()];
}

/** Every entry of a tar, and its bytes, to look for what must not be there. */
async function entriesOf(tar: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const reader = extract();
  createReadStream(tar).pipe(reader);
  for await (const entry of reader) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    found.set(entry.header.name, Buffer.concat(chunks));
  }
  return found;
}

test('an old backup that is restored after a purge finds nobody, and everybody else; on another machine it finds nobody at all', async () => {
  const app = await open();
  const tar = join(tmpdir(), `yupay-respaldo-envios-${process.pid}.tar`);
  await keepTestForm(app.pool, '1', TEST_FORM, [{ name: 'lista.csv', type: 'text/csv', bytes: Buffer.from('a,b\n') }]);
  await takeFormStep(app.pool, OPERATOR, TEST_FORM, '1', 'publicar', new Date());
  const { key, password } = await makeEnumerator(app.pool, await app.recordKeys.secret(), OPERATOR, 'E-1', null);
  const [gone, stays] = [await submit(app, 'hogar que pidió irse'), await submit(app, 'hogar que sigue')];
  await writeBackup(app, tar, quiet());
  const entries = await entriesOf(tar);
  expect([...entries.keys()].filter((name) => !/^(db\/\w+\.copy|manifest\.json|(captures|lake|recordings|evidence|attachments)\/[0-9a-f]{64}(\.parquet)?)$/.test(name))).toEqual([]);
  expect([...entries.keys()].filter((name) => name.startsWith('attachments/'))).toHaveLength(2);
  for (const secret of ['hogar que', key, password]) for (const [name, bytes] of entries) expect(bytes.includes(secret), `${secret} in ${name}`).toBe(false);
  await app.vault.destroy(gone, OPERATOR.id);
  await restoreBackup(app, tar, { ...quiet(), replace: true });
  expect([await readable(app, gone), await readable(app, stays)]).toEqual([[null, null], ['hogar que sigue', 'hogar que sigue']]);
  expect((await fileOf(app.pool, TEST_FORM, '1', false, 'lista.csv', 'E-1')).bytes.toString()).toBe('a,b\n');
  const elsewhere = await open();
  await restoreBackup(elsewhere, tar, { ...quiet(), replace: false });
  expect([await readable(elsewhere, gone), await readable(elsewhere, stays)]).toEqual([[null, null], [null, null]]);
  await rm(tar);
});
