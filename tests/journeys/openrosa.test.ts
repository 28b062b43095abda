import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import type { Application } from '#lib/publishing/application.ts';
import { openRosa } from '#lib/publishing/openrosa/handler.ts';
import { makeEnumerator, revokeEnumerator, type FieldKey } from '#lib/surveys/intake/enumerator.ts';
import { takeFormStep, type FormStep } from '#lib/surveys/intake/form-version.ts';
import { closing } from '../setup/closing.ts';
import { Collect, messageOf, multipart, type PhoneSubmission } from '../setup/collect.ts';
import { serve, type Served } from '../setup/served.ts';
import { keepTestForm, TEST_FORM, testInstance } from '../setup/test-form.ts';

const toClose = closing();
let site: Served;
let app: Application;
let key: FieldKey;
let phone: Collect;
const LIMIT = 3_000_000;

const at = (path: string, account: ConstructorParameters<typeof Collect>[1] = null, language?: string): Collect => toClose(new Collect(`${site.address}/openrosa${path}`, account, language));
const step = (version: string, name: FormStep, form = TEST_FORM) => takeFormStep(app.pool, OPERATOR, form, version, name, new Date());

beforeAll(async () => {
  site = toClose(await serve({ YUPAY_SUBMISSION_MB: '3' }));
  app = toClose(await site.state.open());
  await keepTestForm(app.pool, '1');
  await step('1', 'publicar');
  await keepTestForm(app.pool, '2', TEST_FORM, [{ name: 'lista ñ&.csv', type: 'text/csv', bytes: Buffer.from('name,label\n1,Uno\n') }]);
  await step('2', 'publicar');
  await keepTestForm(app.pool, '3');
  await keepTestForm(app.pool, '1', 'cierra');
  await step('1', 'publicar', 'cierra');
  key = await makeEnumerator(app.pool, await app.recordKeys.secret(), OPERATOR, 'E-07', null);
  phone = at(`/${key.key}`);
}, 60_000);

const fresh = () => `uuid:${randomUUID()}`;
const xml = (more: Partial<Parameters<typeof testInstance>[0]> = {}) => testInstance({ instance: fresh(), ...more });
const rows = async (sql: string, values: readonly unknown[] = []) => (await app.pool.query(sql, [...values])).rows as Record<string, unknown>[];
const last = async () => (await rows('select numero, incompleto from envio order by numero desc limit 1'))[0]!;
/** What receiving flags; the server reads what came by itself, and flags every question that the made form does not know. */
const flags = async () => (await rows(`select codigo from envio_alerta where envio = $1 and codigo <> 'campo-desconocido' order by codigo`, [(await last()).numero])).map(({ codigo }) => String(codigo));
const post = (submission: PhoneSubmission, from = phone, headers: Record<string, string> = {}) => {
  const { type, body } = multipart(submission);
  return from.raw('POST', 'submission', { 'content-type': type, ...headers }, body);
};

describe('forms', () => {
  test('are offered in their newest published version, and phones download it and its files whole', async () => {
    const forms = await phone.forms();
    expect(forms.map(({ id, version }) => `${id} ${version}`)).toEqual(['cierra 1', `${TEST_FORM} 2`]);
    const [, two] = forms;
    const form = await phone.raw('GET', two!.form);
    expect([form.status, form.headers['content-type'], `md5:${createHash('md5').update(form.body).digest('hex')}`]).toEqual([200, 'text/xml', two!.hash]);
    const manifest = await phone.raw('GET', two!.manifest!);
    const [, name, hash, url] = /<filename>(.*?)<\/filename><hash>(.*?)<\/hash><downloadUrl>(.*?)<\/downloadUrl>/.exec(manifest.body)!;
    expect([manifest.headers['content-type'], name]).toEqual(['text/xml', 'lista ñ&amp;.csv']);
    const file = await phone.raw('GET', url!.replaceAll('&amp;', '&'));
    expect([file.status, `md5:${createHash('md5').update(file.body).digest('hex')}`]).toEqual([200, hash]);
    expect(forms[0]!.manifest).toBeNull();
  });

  test('that are drafts are offered at the address of drafts alone', async () => {
    const drafts = at(`/${key.key}/borrador`);
    expect((await drafts.forms()).map(({ version }) => version)).toEqual(['3']);
    expect((await drafts.raw('GET', (await drafts.forms())[0]!.form)).status).toBe(200);
    expect((await phone.raw('GET', `formulario?id=${TEST_FORM}&version=3`)).status).toBe(404);
    expect((await drafts.send({ xml: xml({ version: '3' }) })).status).toBe(201);
    expect((await rows('select prueba from envio order by numero desc limit 1'))[0]!.prueba).toBe(true);
  });

  test('are only those that an enumerator was given', async () => {
    const one = await makeEnumerator(app.pool, await app.recordKeys.secret(), OPERATOR, 'E-08', ['cierra']);
    const limited = at(`/${one.key}`);
    expect((await limited.forms()).map(({ id }) => id)).toEqual(['cierra']);
    expect((await limited.raw('GET', `formulario?id=${TEST_FORM}&version=2`)).status).toBe(404);
    expect((await limited.send({ xml: xml() })).status).toBe(201);
    expect(await flags()).toEqual(['formulario-no-asignado']);
  });
});

describe('every answer', () => {
  test('says the protocol, its language and how much may be sent, and none may be kept by a cache', async () => {
    const refused = await phone.raw('GET', 'nada');
    for (const heard of [await phone.raw('HEAD', 'submission'), await phone.raw('GET', 'formList'), await post({ xml: xml() }), refused]) {
      expect(heard.headers).toMatchObject({ 'x-openrosa-version': '1.0', 'x-openrosa-accept-content-length': String(LIMIT), 'content-language': 'es' });
      expect(heard.headers.date).toBeTruthy();
      expect(heard.headers['cache-control']).toMatch(/no-store/);
    }
    expect([(await phone.raw('HEAD', 'submission')).status, refused.status]).toEqual([204, 404]);
    const english = await post({ xml: xml() }, at(`/${key.key}`, null, 'en-GB'));
    expect([english.headers['content-language'], english.headers['content-type'], messageOf(english)]).toEqual(['en', 'text/xml', 'Submission received and kept.']);
    expect(messageOf(await post({ xml: xml() }))).toBe('Envío recibido y guardado.');
  });
});

describe('a submission', () => {
  test('is taken, taken again, and refused with other contents', async () => {
    const instance = fresh();
    expect((await phone.send({ xml: xml({ instance }) })).status).toBe(201);
    expect((await phone.send({ xml: xml({ instance }) })).status).toBe(201);
    const other = await phone.send({ xml: xml({ instance, nombre: 'otro' }) });
    expect([other.status, messageOf(other)]).toEqual([409, expect.stringContaining('envio-distinto')]);
    expect(await rows('select 1 from envio where instancia = $1', [instance])).toHaveLength(1);
  });

  test('of an older version, of a form that closes, and one that was closed are answered as they should', async () => {
    expect((await phone.send({ xml: xml({ version: '1' }) })).status).toBe(201);
    await step('1', 'cerrar-pronto', 'cierra');
    expect((await phone.forms()).map(({ id }) => id)).toEqual([TEST_FORM]);
    expect((await phone.send({ xml: xml({ form: 'cierra' }) })).status).toBe(201);
    await step('1', 'cerrar', 'cierra');
    expect((await phone.send({ xml: xml({ form: 'cierra' }) })).status).toBe(409);
  });

  test('of a form or version that is not there, or of a draft at the live address, finds nobody', async () => {
    for (const broken of [xml({ form: 'otra' }), xml({ version: '9' }), xml().replace(' version="1"', ''), xml({ version: '3' })]) expect((await phone.send({ xml: broken })).status).toBe(404);
  });

  test('that corrects one is taken; of an outdated copy or of none that came, it is not', async () => {
    const first = fresh();
    await phone.send({ xml: xml({ instance: first }) });
    expect((await phone.send({ xml: xml({ deprecated: first, nombre: 'corregido' }) })).status).toBe(201);
    expect((await phone.send({ xml: xml({ deprecated: first, nombre: 'otra vez' }) })).status).toBe(409);
    expect((await phone.send({ xml: xml({ deprecated: fresh() }) })).status).toBe(404);
  });

  test('without a number of its own is kept and flagged', async () => {
    expect((await phone.send({ xml: xml({ instance: null, nombre: randomUUID() }) })).status).toBe(201);
    expect(await flags()).toEqual(['sin-instancia']);
  });

  test('that is cut short, or declares entities, is kept apart', async () => {
    const bomb = `<!DOCTYPE data [${Array.from({ length: 9 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('')}<!ENTITY a0 "ja">]>`;
    for (const broken of [xml().slice(0, -30), `${bomb}${testInstance({ instance: fresh(), nombre: '&a9;' }, false)}`]) {
      const heard = await phone.send({ xml: broken });
      expect([heard.status, messageOf(heard)]).toEqual([201, 'Envío recibido y guardado aparte: no se pudo leer entero y alguien lo revisará.']);
      const [newest] = await rows('select numero from envio_cuarentena order by numero desc limit 1');
      expect((await app.vault.readSubmission(Number(newest!.numero), 'cuarentena'))!.toString()).toBe(broken);
    }
    expect((await phone.send({ xml: xml({ form: 'otra' }).slice(0, -30) })).status).toBe(404);
  });

  test('with more files than one request takes comes in several, and one that no question names is kept and flagged', async () => {
    const files = Array.from({ length: 103 }, (_, n) => ({ name: `foto ${n}.jpg`, bytes: Buffer.alloc(n === 50 ? 2_900_000 : 1_000, n) }));
    phone.asked = 0;
    const whole = { xml: xml({ foto: files[0]!.name }), files };
    expect((await phone.send(whole)).status).toBe(201);
    expect(phone.asked).toBeGreaterThanOrEqual(3);
    const { numero, incompleto } = await last();
    expect([(await app.vault.attachments(Number(numero))).length, incompleto, await flags()]).toEqual([103, false, ['adjunto-sin-nombrar']]);
    expect((await phone.send(whole)).status).toBe(201);
    const kept = await app.vault.attachments(Number(numero));
    expect(kept).toHaveLength(103);
    const opened = (await app.vault.readAttachment(kept.find(({ bytes }) => bytes === 2_900_000)!.number))!;
    expect([opened.name, Buffer.concat(await opened.stream.toArray()).equals(files[50]!.bytes)]).toEqual(['foto 50.jpg', true]);
  });

  test('that is no OpenRosa is refused with what is missing', async () => {
    const { type, body } = multipart({ xml: '' });
    const tries = [
      phone.raw('POST', 'submission', { 'content-type': 'text/xml' }, Buffer.from(xml())), phone.raw('POST', 'submission', { 'content-type': type }, body),
      phone.raw('POST', 'submission', { 'content-type': 'multipart/form-data; boundary=x' }, Buffer.from('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n')),
      phone.raw('POST', 'submission', { 'content-type': 'multipart/form-data; boundary=x' }, Buffer.from('--x\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="a"\r\n\r\n<data')),
      phone.raw('POST', 'submission', { 'content-type': 'multipart/form-data' }, Buffer.from('x')), post({ xml: xml() }, phone, { 'x-openrosa-version': '' }),
    ];
    for (const [n, heard] of (await Promise.all(tries)).entries()) expect([n, heard.status, messageOf(heard)]).toEqual([n, 400, expect.stringContaining('envio-mal-hecho')]);
  });

  test('is refused past what was told, before or while it comes', async () => {
    const { type, body } = multipart({ xml: xml(), files: [{ name: 'a.mp4', bytes: Buffer.alloc(LIMIT + 1) }] });
    expect((await phone.raw('POST', 'submission', { 'content-type': type }, body)).status).toBe(413);
    expect((await phone.raw('POST', 'submission', { 'content-type': type }, Readable.from([body.subarray(0, 2_000_000), body.subarray(2_000_000)]))).status).toBe(413);
    expect((await phone.send({ xml: xml() })).status).toBe(201);
  });
});

describe('a key', () => {
  test('that is wrong is forbidden, that is no key or none makes a phone ask, and that was withdrawn is forbidden', async () => {
    const status = async (path: string) => (await at(path).raw('GET', 'formList')).status;
    expect([await status(`/${'A'.repeat(43)}`), await status('/corta'), await status(''), await status('/corta/borrador')]).toEqual([403, 401, 401, 401]);
    const gone = await makeEnumerator(app.pool, await app.recordKeys.secret(), OPERATOR, 'E-09', null);
    expect(await status(`/${gone.key}`)).toBe(200);
    await revokeEnumerator(app.pool, OPERATOR, 'E-09');
    expect(await status(`/${gone.key}`)).toBe(403);
    expect((await at('', { user: 'E-09', password: gone.password }).ask('GET', 'formList')).status).toBe(403);
    expect((await post({ xml: xml() }, at(`/${'A'.repeat(43)}`))).status).toBe(403);
  });

  test('is a user and password too, by Digest, and a request that is replayed is challenged again', async () => {
    const account = { user: 'E-07', password: key.password };
    const digest = at('', account);
    const sent = xml();
    expect((await digest.send({ xml: sent })).status).toBe(201);
    expect((await digest.forms()).map(({ id }) => id)).toContain(TEST_FORM);
    const uri = '/openrosa/submission?deviceID=collect%3Aprueba';
    const proof = digest.authorization('POST', uri);
    const { type, body } = multipart({ xml: xml() });
    const replay = () => digest.raw('POST', 'submission', { 'content-type': type, authorization: proof }, body);
    expect((await replay()).status).toBe(201);
    const again = await replay();
    expect([again.status, String(again.headers['www-authenticate'])]).toEqual([401, expect.stringContaining('stale=true')]);
    const elsewhere = await digest.raw('GET', 'formList', { authorization: digest.authorization('GET', uri) });
    expect(elsewhere.status).toBe(401);
    for (const wrong of [{ user: 'E-07', password: 'otra' }, { user: 'E-99', password: key.password }]) expect((await at('', wrong).ask('HEAD', 'submission')).status).toBe(401);
    expect((await at('', { ...account, basic: true }).ask('HEAD', 'submission')).status).toBe(401);
  });

  test('sends a password in the clear only where the site is reached by https', async () => {
    const handler = openRosa({ ...app, configuration: { ...app.configuration, origin: 'https://yupay.example' } }, () => undefined);
    const server = createServer(handler).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const base = `http://127.0.0.1:${(server.address() as { port: number }).port}/openrosa`;
    const [right, wrong] = [key.password, 'otra'].map((password) => new Collect(base, { user: 'E-07', password, basic: true }));
    expect((await right!.forms())[0]!.form).toMatch(/^https:\/\/yupay\.example\/openrosa\//);
    const refused = await wrong!.raw('GET', 'formList', { authorization: `Basic ${Buffer.from('E-07:otra').toString('base64')}` });
    expect([refused.status, String(refused.headers['www-authenticate'])]).toEqual([401, expect.stringMatching(/Digest .*Basic /)]);
    right!.close();
    wrong!.close();
    server.close();
  });
});
