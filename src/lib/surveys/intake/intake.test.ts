import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import { asYupayError } from '#lib/kernel/errors.ts';
import { openApplication, type Application } from '#lib/publishing/application.ts';
import { readConfiguration } from '#lib/platform/settings.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { keepSheets } from '../../../../tests/setup/made-sheets.ts';
import { keepTestForm, testInstance, TEST_FORM } from '../../../../tests/setup/test-form.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import { sweepReceiving, sweepUnnamed } from './attachment.ts';
import { makeEnumerator } from './enumerator.ts';
import { openToPublic } from '../public/open-form.ts';
import { takeFormStep } from './form-version.ts';
import { Intake } from './intake.ts';
import { readInstance } from './instance-xml.ts';
import type { Kept, Posted } from './submission.ts';

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
  await keepTestForm(app.pool, '1');
  await takeFormStep(app.pool, OPERATOR, TEST_FORM, '1', 'publicar', new Date());
});

const posted = (xml: string | Buffer, more: Partial<Posted> = {}): Posted => ({ xml: Buffer.from(xml), files: [], incomplete: false, enumerator: null, draft: false, ...more });
const outcome = (work: Promise<unknown>) => work.then((value) => value, (error: unknown) => asYupayError(error).code);
const fresh = () => `uuid:${randomUUID()}`;
const receive = (xml: string | Buffer, more: Partial<Posted> = {}) => app.intake.receive(posted(xml, more));
const file = (text: string, name: string) => app.intake.receiveFile(Readable.from([Buffer.from(text)]), { name, type: 'image/jpeg' });
const flags = async (number: number) => (await app.pool.query('select codigo from envio_alerta where envio = $1 order by codigo', [number])).rows.map((row) => row.codigo as string);
const stored = () => readdirSync(app.folders.attachments, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
const read = async (stream: Readable) => Buffer.concat(await stream.toArray());

describe('a submission', () => {
  it('is kept byte for byte, and neither the database nor the disk holds its words in the clear', async () => {
    const xml = testInstance({ instance: fresh(), nombre: 'palabra-secreta-del-hogar' });
    const photo = await file('palabra-secreta-de-la-foto', 'palabra-secreta.jpg');
    const { number } = await receive(xml, { files: [photo] });
    expect((await app.vault.readSubmission(number))!.toString()).toBe(xml);
    const [attachment] = await app.vault.attachments(number);
    const opened = (await app.vault.readAttachment(attachment!.number))!;
    expect([opened.name, opened.type, (await read(opened.stream)).toString()]).toEqual(['palabra-secreta.jpg', 'image/jpeg', 'palabra-secreta-de-la-foto']);
    const { rows } = await app.pool.query(`select encode(crudo, 'hex') || e::text as text from envio e union all select f::text || encode(sello, 'hex') from envio_archivo f union all select a::text from envio_alerta a`);
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.filter((row) => (row.text as string).includes('palabra-secreta') || (row.text as string).includes(Buffer.from('palabra-secreta').toString('hex')))).toEqual([]);
    for (const entry of readdirSync(app.folders.attachments, { recursive: true, withFileTypes: true })) if (entry.isFile()) expect(readFileSync(join(entry.parentPath, entry.name), 'latin1')).not.toContain('palabra-secreta');
    expect(await flags(number)).toEqual(['adjunto-sin-nombrar']);
    expect(readdirSync(app.folders.receiving)).toEqual([]);
  });

  it('sent again is the same one, and with other contents is refused', async () => {
    const instance = fresh();
    const first = await receive(testInstance({ instance }));
    expect(await receive(testInstance({ instance }))).toEqual({ ...first, fresh: false });
    expect(await outcome(receive(testInstance({ instance, nombre: 'otro' })))).toBe('envio-distinto');
    const many = await Promise.all(Array.from({ length: 20 }, () => receive(testInstance({ instance: 'uuid:00000000-0000-4000-8000-000000000001' }))));
    expect([new Set(many.map(({ number }) => number)).size, many.filter((one) => one.fresh).length]).toEqual([1, 1]);
  });

  it('takes its files in several requests, each once, and is complete when the last one says so', async () => {
    const xml = testInstance({ instance: fresh(), foto: 'a.jpg', otra: 'b.jpg' });
    const [before, { number }] = [stored(), await receive(xml, { files: [await file('A', 'a.jpg')], incomplete: true })];
    const incomplete = async () => (await app.pool.query('select incompleto from envio where numero = $1', [number])).rows[0].incompleto as boolean;
    expect(await incomplete()).toBe(true);
    await receive(xml, { files: [await file('A', 'a.jpg'), await file('B', 'b.jpg'), await file('B', 'b.jpg')] });
    expect([await incomplete(), (await app.vault.attachments(number)).map(({ bytes }) => bytes), await flags(number), stored() - before]).toEqual([false, [1, 1], [], 2]);
  });

  it('that was written although the database’s answer was lost is known when it is tried again, and keeps its file', async () => {
    let [kept, lost]: [Kept[], boolean] = [[], false];
    const pool = new Proxy(app.pool, {
      get: (target, name) => (name !== 'query' ? Reflect.get(target, name) : async (...question: Parameters<typeof target.query>) => {
        const answer = await target.query(...question);
        const several = (question[0] as { name?: string; values?: unknown[][] }).name === 'envio-insertar' && (question[0] as unknown as { values: unknown[][] }).values[0]!.length > 1;
        if (!several) return answer;
        lost = true;
        throw new Error('Connection terminated unexpectedly');
      }),
    });
    const intake = new Intake({ pool, keys: app.recordKeys, store: app.attachments, receiving: app.folders.receiving });
    for (let n = 0; n < 20 && !lost; n += 1) {
      kept = await Promise.all(Array.from({ length: 8 }, async () => intake.receive(posted(testInstance({ instance: fresh(), foto: 'a.jpg' }), { files: [await file('A', 'a.jpg')] }))));
    }
    expect(lost).toBe(true);
    for (const { number } of kept) {
      const [attachment] = await app.vault.attachments(number);
      expect((await read((await app.vault.readAttachment(attachment!.number))!.stream)).toString()).toBe('A');
    }
  });

  it('without an instance has one of its bytes, flagged; with one that is no random number keeps only its keyed hash', async () => {
    const none = await receive(testInstance({ instance: null, nombre: 'sin número' }));
    expect(await receive(testInstance({ instance: null, nombre: 'sin número' }))).toEqual({ ...none, fresh: false });
    expect(await flags(none.number)).toEqual(['sin-instancia']);
    const named = await receive(testInstance({ instance: 'hogar de la esquina' }));
    const { rows } = await app.pool.query('select instancia from envio where numero = any($1)', [[none.number, named.number]]);
    for (const { instancia } of rows) expect(instancia).toMatch(/^otra:[0-9a-f]{64}$/);
  });

  it('that corrects another takes its place once, and both stay readable', async () => {
    const [first, second] = [fresh(), fresh()];
    const original = await receive(testInstance({ instance: first }));
    const edit = testInstance({ instance: second, deprecated: first, nombre: 'corregido' });
    const corrected = await receive(edit);
    expect((await app.pool.query('select anterior from envio where numero = $1', [corrected.number])).rows[0].anterior).toBe(String(original.number));
    expect(await receive(edit)).toEqual({ ...corrected, fresh: false });
    expect(await outcome(receive(testInstance({ instance: fresh(), deprecated: first })))).toBe('envio-corregido');
    expect(await outcome(receive(testInstance({ instance: fresh(), deprecated: fresh() })))).toBe('envio-sin-original');
    expect(await app.vault.recoverable(original.number)).toBe(true);
  });

  it('of a form that is unknown, a draft or closed is refused, and its files with it', async () => {
    await keepTestForm(app.pool, '2');
    const before = stored();
    const send = async (version: string, draft = false) => outcome(receive(testInstance({ instance: fresh(), version }), { draft, files: [await file('A', 'a.jpg')] }));
    expect([await send('9'), await send('2'), await send('1', true)]).toEqual(Array(3).fill('envio-sin-formulario'));
    expect(stored()).toBe(before);
    expect(await send('2', true)).toMatchObject({ kind: 'envio' });
    for (const xml of ['<x/>', 'no es XML', '']) expect(await outcome(receive(xml, { files: [await file('A', 'a.jpg')] })), xml).toBe('envio-ilegible');
    expect([stored() - before, readdirSync(app.folders.receiving)]).toEqual([1, []]);
  });

  it('is corrected by nobody but its own sender, and never by a trial', async () => {
    const secret = await app.recordKeys.secret();
    for (const code of ['E-71', 'E-72']) await makeEnumerator(app.pool, secret, OPERATOR, code, null);
    await keepTestForm(app.pool, '7');
    const by = (code: string): Partial<Posted> => ({ enumerator: { code, forms: null, revoked: false } });
    const first = fresh();
    const { number } = await receive(testInstance({ instance: first }), by('E-72'));
    const correct = (more: Partial<Posted>, version = '1') => outcome(receive(testInstance({ instance: fresh(), deprecated: first, version }), more));
    expect(await correct(by('E-71'))).toBe('envio-sin-original');
    expect(await correct({})).toBe('envio-sin-original');
    expect(await correct({ ...by('E-72'), draft: true }, '7')).toBe('envio-sin-original');
    expect((await app.pool.query('select 1 from envio where anterior = $1', [number])).rowCount).toBe(0);
    expect(await correct(by('E-72'))).toMatchObject({ kind: 'envio', fresh: true });
  });

  it('of a form that closes is taken until it is closed, and then only if it was kept before', async () => {
    await keepTestForm(app.pool, '1', 'cierra');
    const step = (name: 'publicar' | 'cerrar-pronto' | 'cerrar') => takeFormStep(app.pool, OPERATOR, 'cierra', '1', name, new Date());
    await step('publicar');
    const xml = testInstance({ instance: fresh(), form: 'cierra' });
    await receive(xml);
    await step('cerrar-pronto');
    expect(await receive(testInstance({ instance: fresh(), form: 'cierra' }))).toMatchObject({ fresh: true });
    await step('cerrar');
    expect(await outcome(receive(testInstance({ instance: fresh(), form: 'cierra' })))).toBe('envio-formulario-cerrado');
    expect(await receive(xml)).toMatchObject({ fresh: false });
  });
});

describe('what cannot be read as XML', () => {
  const cut = testInstance({ instance: fresh() }).slice(0, -20);
  const bomb = `<?xml version="1.0"?><!DOCTYPE data [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;&a;"><!-- don't -->]>${testInstance({ instance: fresh(), nombre: '&b;' }, false)}`;
  it.each([['cut short', cut, 'xml-mal-formado'], ['with declared entities', bomb, 'xml-con-dtd'], ['of other bytes', Buffer.concat([Buffer.from(testInstance({ instance: fresh() })), Buffer.from([0xff])]), 'xml-mal-formado']])('is kept apart, once, with its bytes and files: %s', async (_, xml, reason) => {
    const kept = await receive(xml, { files: [await file('A', 'a.jpg')] });
    expect(kept).toMatchObject({ kind: 'cuarentena', fresh: true });
    expect(await receive(xml, { files: [await file('A', 'a.jpg')] })).toEqual({ ...kept, fresh: false });
    expect((await app.vault.readSubmission(kept.number, 'cuarentena'))!.equals(Buffer.from(xml))).toBe(true);
    expect((await app.pool.query('select motivo from envio_cuarentena where numero = $1', [kept.number])).rows[0].motivo).toBe(reason);
    expect(await app.vault.attachments(kept.number, 'cuarentena')).toHaveLength(1);
  });

  it('is kept apart even where its head holds what no text of the database can', async () => {
    const xml = testInstance({ instance: fresh() }).replace(`id="${TEST_FORM}" version="1"`, `id="${TEST_FORM}\0" version="1\0"`);
    expect(await receive(xml)).toMatchObject({ kind: 'cuarentena', fresh: true });
    expect(await outcome(receive('<data id="\0"/>'))).toBe('envio-ilegible');
  });

  it('is told from what can', () => {
    const wrong = ['<a id="f">', '<a id="f"></b>', '<a id="f"/><b/>', '<a id="f" v="1" v="2"/>', '<a id="f">&x;</a>', '<a id="f">a & b</a>', '<a id="f">\u0001</a>', '<a id="f"><![CDATA[x</a>', '<a id="f"/>x', '<a id="f">&#0;</a>', '<a id="f"><b></a></b>', `<a id="f">${'<b>'.repeat(200)}${'</b>'.repeat(200)}</a>`];
    for (const xml of wrong) expect(readInstance(Buffer.from(xml)), xml).toMatchObject({ form: 'f', fault: 'xml-mal-formado' });
    const right = ['<a id="f"/>', '\ufeff<?xml version="1.0"?>\n<!-- x --><a id=\'f\'>&amp;&#x41;<![CDATA[<]]></a>\n', '<a id="f"><b /></a >', '<x:a xmlns:x="u" id="f"><ñ>1</ñ></x:a>'];
    for (const xml of right) expect(readInstance(Buffer.from(xml)), xml).toMatchObject({ form: 'f', fault: null });
    expect(readInstance(Buffer.from('<a id="f" version="3"><m:meta xmlns:m="u"><m:instanceID> uuid:1 </m:instanceID><m:deprecatedID>uuid:0</m:deprecatedID></m:meta><g><f>a&amp;b.jpg</f></g></a>'))).toEqual({ form: 'f', version: '3', instance: 'uuid:1', deprecated: 'uuid:0', texts: new Set(['uuid:1', 'uuid:0', 'a&b.jpg']), fault: null });
  });
});

describe('what a process that died left behind', () => {
  it('is swept once it is old: half a file, and a whole one that no record names', async () => {
    const { number } = await receive(testInstance({ instance: fresh(), foto: 'a.jpg' }), { files: [await file('A', 'a.jpg')] });
    const [half, lost] = [await file('B', 'b.jpg'), await file('C', 'c.jpg')];
    await app.attachments.adopt(lost.path, lost.sealed);
    // Files of others, which no store of ours would name so.
    for (const name of ['.DS_Store', 'leeme.txt']) writeFileSync(join(app.folders.attachments, name), 'x');
    const [before, later] = [stored(), new Date(Date.now() + 7 * 3_600_000)];
    const sweep = (now: Date) => Promise.all([sweepReceiving(app.folders.receiving, now), sweepUnnamed(app.pool, app.attachments, now)]);
    await sweep(new Date());
    expect([stored(), existsSync(half.path)]).toEqual([before, true]);
    await sweep(later);
    expect([stored(), existsSync(half.path), await app.attachments.has(lost.sealed), (await app.vault.attachments(number)).length]).toEqual([before - 1, false, false, 1]);
  });
});

describe('a key', () => {
  it('destroyed leaves nothing readable, in another copy of the database either', async () => {
    const [first, second] = [fresh(), fresh()];
    const original = await receive(testInstance({ instance: first, foto: 'a.jpg' }), { files: [await file('A', 'a.jpg')] });
    const edit = await receive(testInstance({ instance: second, deprecated: first }));
    const [attachment] = await app.vault.attachments(original.number);
    const { rows: old } = await app.pool.query('select * from envio where numero = any($1)', [[original.number, edit.number]]);
    await app.vault.destroy(edit.number, OPERATOR.id);
    expect([await app.vault.readSubmission(original.number), await app.vault.readSubmission(edit.number), await app.vault.readAttachment(attachment!.number)]).toEqual([null, null, null]);
    // As an older backup would bring it back: with its bytes, and no word of the purge.
    for (const row of old) await app.pool.query('update envio set crudo = $2, destruido = null where numero = $1', [row.numero, row.crudo]);
    expect([await app.vault.readSubmission(original.number), await app.vault.readAttachment(attachment!.number), await app.vault.recoverable(edit.number)]).toEqual([null, null, false]);
    await app.vault.destroy(edit.number, OPERATOR.id);
    const before = stored();
    expect(await receive(testInstance({ instance: first, foto: 'a.jpg' }), { files: [await file('A', 'a.jpg')] })).toMatchObject({ fresh: false });
    expect([await app.vault.readSubmission(original.number), stored()]).toEqual([null, before]);
    expect((await app.pool.query(`select count(*)::int as n from auditoria where accion = 'envio-destruir'`)).rows[0].n).toBe(2);
  });

  it('is of one process alone, in files that others cannot open, and two that serve one database keep apart', async () => {
    const other = await openApplication(readConfiguration(state.environment), state.environment);
    const kept = await Promise.all(Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? app : other).intake.receive(posted(testInstance({ instance: fresh(), nombre: `hogar ${n}` })))));
    const texts = await Promise.all(kept.map(async ({ number }, n) => ((n % 2 === 0 ? other : app).vault.readSubmission(number))));
    expect(texts.filter((text, n) => text?.includes(`hogar ${n}<`)).length).toBe(60);
    expect(new Set((await app.pool.query('select llave from envio')).rows.map((row) => (row.llave as string).split(':')[0])).size).toBeGreaterThanOrEqual(2);
    const folder = join(state.folder, 'llaves');
    expect(statSync(folder).mode & 0o077).toBe(0);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0);
    await other.close();
  });

  it('of another record, or bytes that were altered, open nothing', async () => {
    const { number } = await receive(testInstance({ instance: fresh(), foto: 'a.jpg' }), { files: [await file('A'.repeat(200_000), 'a.jpg')] });
    const [attachment] = await app.vault.attachments(number);
    const { rows } = await app.pool.query('select cifrado from envio_archivo where numero = $1', [attachment!.number]);
    const path = app.attachments.path(rows[0].cifrado as string);
    const bytes = readFileSync(path);
    for (const broken of [bytes.subarray(0, -1), bytes.subarray(0, 65_552), Buffer.concat([bytes.subarray(65_552), bytes.subarray(0, 65_552)])]) {
      chmodSync(path, 0o644);
      writeFileSync(path, broken);
      await expect(app.vault.readAttachment(attachment!.number).then((opened) => read(opened!.stream))).rejects.toThrow();
    }
    await app.pool.query(`update envio set crudo = (select crudo from envio where numero <> $1 and destruido is null limit 1) where numero = $1`, [number]);
    expect(await app.vault.readSubmission(number)).toBeNull();
  });
});

describe('a published version', () => {
  it('asks nobody for whom they would vote', async () => {
    await keepSheets(app.pool, 'voto', { survey: [['type', 'name', 'label'], ['text', 'quien', '¿Por quién votaría usted para alcalde?'], ['text', 'asamblea', '¿Votó en la asamblea?']] });
    await expect(takeFormStep(app.pool, OPERATOR, 'voto', '1', 'publicar', new Date())).rejects.toMatchObject({ code: 'formulario-voto', details: { preguntas: 'quien' } });
  });

  it('of a form that the public answers asks nothing that the web cannot ask', async () => {
    const version = (more: string[][], number: string) => keepSheets(app.pool, 'abierto', { version: number, survey: [['type', 'name', 'label', 'required'], ['text', 'dice', '¿Qué dice?', ''], ...more] });
    const step = (number: string) => outcome(takeFormStep(app.pool, OPERATOR, 'abierto', number, 'publicar', new Date()));
    await version([], '1');
    await step('1');
    await openToPublic(app.pool, OPERATOR, 'abierto', true);
    await version([['geopoint', 'lugar', '¿Dónde?', 'yes']], '2');
    expect(await step('2')).toBe('formulario-solo-telefono');
    await version([['geopoint', 'lugar', '¿Dónde?', '']], '2');
    expect(await step('2')).toBe(undefined);
  });

  it('is never altered, nor its files, whoever tries', async () => {
    const change = (sql: string) => app.pool.query(sql).then(() => 'cambió', (error: Error) => error.message);
    const ofThis = `where formulario = '${TEST_FORM}' and version = '1'`;
    for (const set of [`xform = 'x', hash = md5('x')`, `modelo = '{}'`, `version = '7'`, `estado = 'borrador', publicada = null`, `estado = 'cerrado', cerrada = now()`]) expect(await change(`update formulario_version set ${set} ${ofThis}`), set).toMatch(/versión/);
    expect(await change(`delete from formulario_version ${ofThis}`)).toMatch(/no se borra/);
    expect(await change(`insert into formulario_archivo (formulario, version, nombre, tipo, hash, contenido) values ('${TEST_FORM}', '1', 'x.csv', 'text/csv', 'x', '')`)).toMatch(/no se cambian/);
    expect(await outcome(keepTestForm(app.pool, '1'))).toBe('formulario-publicado');
    expect(await outcome(takeFormStep(app.pool, OPERATOR, TEST_FORM, '1', 'cerrar', new Date()))).toBe('formulario-paso');
    expect(await outcome(takeFormStep(app.pool, null, TEST_FORM, '1', 'cerrar-pronto', new Date()))).toBe('sin-permiso');
  });
});
