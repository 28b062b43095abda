import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { accept, invite, PASSWORD } from '../setup/member.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';

const toClose = closing();
let site: Served;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
}, 60_000);

const ADMINISTRATOR = 'administra@ejemplo.pe';
const REPORTER = 'informa@ejemplo.pe';

const visit = async (width = 360): Promise<[BrowserContext, Page]> => {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  context.setDefaultTimeout(10_000);
  return [context, await context.newPage()];
};

async function signIn(page: Page, address: string, password: string): Promise<void> {
  await page.goto(`${site.address}/panel/entrar`);
  await page.getByLabel('Correo').fill(address);
  await page.getByLabel('Clave').fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
}

const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(site.address + path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: site.address, accept: 'text/html', ...headers }, redirect: 'manual' });
const sessionOf = (answer: Response): string => /yupay_persona=([\w-]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
const enter = async (address: string): Promise<string> => sessionOf(await post('/panel/entrar', { correo: address, clave: PASSWORD }));

describe('from a fresh start', () => {
  test('the operator invites an administrator by a link; they set a password, sign in elsewhere and invite a reporter; a link works once', async () => {
    const [machine, operator] = await visit();
    await operator.goto(site.panel);
    await operator.getByRole('link', { name: /^Panel: personas/ }).click();
    expect(await operator.locator('main').innerText()).toContain('Todavía no hay nadie que administre');
    await operator.goto(`${site.address}/panel/personas`);
    await operator.getByLabel('Código, como en los planes').fill('comision');
    await operator.getByLabel('Nombre', { exact: true }).fill('Comisión de prueba');
    await operator.getByRole('button', { name: 'Guardar la organización' }).click();
    const link = await invite(operator, site.address, { address: ADMINISTRATOR, role: 'administrator' });

    const [home, administrator] = await visit();
    await administrator.goto(link);
    expect(await administrator.locator('main').innerText()).toMatch(/operador le invita[\s\S]*administra@ejemplo\.pe[\s\S]*administración: en cualquier organización/);
    await accept(administrator, link, 'Persona que administra', 'administrador123');
    expect(await administrator.getByRole('alert').innerText()).toContain('se prueban primero');
    await accept(administrator, link, 'Persona que administra');
    expect(administrator.url()).toBe(`${site.address}/panel`);
    expect(await administrator.locator('main').innerText()).toContain('Entró como Persona que administra.');
    expect((await operator.goto(link))?.status()).toBe(404);

    const [office, elsewhere] = await visit(1280);
    await signIn(elsewhere, ADMINISTRATOR, PASSWORD);
    const second = await invite(elsewhere, site.address, { address: REPORTER, role: 'reporter', organisation: 'comision' });
    const [phone, reporter] = await visit();
    await accept(reporter, second, 'Persona que informa');
    await reporter.goto(`${site.address}/panel/cuenta`);
    expect(await reporter.locator('main').innerText()).toContain('informante: en Comisión de prueba, en cualquier plan, en cualquier lugar');
    await Promise.all([machine, home, office, phone].map((context) => context.close()));
  }, 60_000);

  test('a session is seen from another and ended there, and is then no session', async () => {
    const [[home, one], [office, other]] = [await visit(), await visit(1280)];
    await signIn(one, REPORTER, PASSWORD);
    await signIn(other, REPORTER, PASSWORD);
    await other.goto(`${site.address}/panel/cuenta`);
    const list = other.locator('section[aria-labelledby=sesiones] li');
    const before = await list.count();
    expect(await list.filter({ hasText: 'esta sesión' }).count()).toBe(1);
    for (const session of (await list.filter({ hasNotText: 'esta sesión' }).all()).slice(0, 10)) expect(await session.innerText()).toContain('Chrome');
    while ((await list.count()) > 1) await list.filter({ hasNotText: 'esta sesión' }).first().getByRole('button').click();
    expect(before).toBeGreaterThan(1);
    await one.goto(`${site.address}/panel/cuenta`);
    expect(one.url()).toContain('/panel/entrar?ir=');
    await other.getByRole('button', { name: 'Salir' }).click();
    expect(await other.locator('main').innerText()).toContain('Su sesión terminó');
    await other.goto(`${site.address}/panel`);
    expect(other.url()).toContain('/panel/entrar');
    await Promise.all([home.close(), office.close()]);
  }, 60_000);

  test('who lacks a right is told what they tried, the rule, who can lift it and how, in both languages', async () => {
    const [context, page] = await visit();
    await signIn(page, REPORTER, PASSWORD);
    const answer = await page.goto(`${site.address}/panel/personas`);
    expect(answer?.status()).toBe(403);
    expect(await page.locator('main').innerText()).toMatch(/Le falta permiso[\s\S]*administrar personas y organizaciones[\s\S]*P6[\s\S]*papel de administración[\s\S]*Pídaselo[\s\S]*sin-permiso/);
    await page.goto(`${site.address}/en/panel/auditoria`);
    expect(await page.locator('main').innerText()).toMatch(/You lack permission[\s\S]*administer people[\s\S]*Whoever is administrator may[\s\S]*Ask whoever administers/);
    expect(await problemsOf(page, site.address, '/panel/personas', { script: true, status: 403 })).toEqual([{ path: '/panel/personas', problem: expect.stringContaining('403') }]);
    await context.close();
  });

  test('an administrator gives a role, takes it back, makes a link for another password and removes an account, whose acts stay under a number', async () => {
    const [context, page] = await visit(1280);
    await signIn(page, ADMINISTRATOR, PASSWORD);
    const other = await invite(page, site.address, { address: 'breve@ejemplo.pe', role: 'reader' });
    const [phone, brief] = await visit();
    await accept(brief, other, 'Persona breve');
    await page.goto(`${site.address}/panel/personas`);
    const item = page.locator('li', { has: page.getByRole('heading', { name: 'Persona breve' }) });
    await item.locator('summary').click();
    await item.getByLabel('Papel', { exact: true }).selectOption('reviewer');
    await item.getByLabel(/^Ubigeo/).fill('18');
    await item.getByRole('button', { name: 'Dar el papel a Persona breve' }).click();
    expect(await item.innerText()).toContain('revisión: en cualquier organización, en cualquier plan, en el lugar 18');
    await brief.goto(`${site.address}/panel`);
    expect(brief.url()).toContain('/panel/entrar');
    await item.getByRole('button', { name: /^Quitar a Persona breve el papel de revisión/ }).click();
    expect(await item.innerText()).not.toContain('revisión: en');
    await item.locator('summary').click();
    await item.getByRole('button', { name: /otra clave de Persona breve/ }).click();
    await brief.goto((await page.getByRole('status').locator('code, pre').first().innerText()).trim());
    await brief.getByLabel('Una clave').fill('otra frase larga de verdad');
    await brief.getByRole('button', { name: 'Guardar la clave y entrar' }).click();
    expect(await brief.locator('main').innerText()).toContain('Persona breve');
    await item.locator('summary').click();
    await item.getByLabel(/Entiendo/).check();
    await item.getByRole('button', { name: 'Retirar la cuenta de Persona breve' }).click();
    expect(await item.count()).toBe(0);
    await page.goto(`${site.address}/panel/auditoria`);
    expect(await page.locator('main').innerText()).toMatch(/persona retirada \d+: aceptó una invitación/);
    expect(await page.locator('main').innerText()).toMatch(/retiró una cuenta[\s\S]*persona: persona retirada \d+/);
    expect(await page.locator('main').innerText()).not.toMatch(/Persona breve|breve@/);
    await page.getByLabel('Acción').selectOption('retirar-persona');
    await page.getByRole('button', { name: 'Ver' }).click();
    expect(await page.locator('main ol > li').count()).toBe(1);
    await Promise.all([context.close(), phone.close()]);
  }, 60_000);
});

describe('pages', () => {
  test.each([[360, true], [1280, true], [360, false]])('are whole and accessible at %i px (JavaScript: %s), in both languages', async (width, javaScriptEnabled) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled });
    const page = await context.newPage();
    for (const path of ['/panel/entrar', '/en/panel/entrar', '/panel/olvido', '/en/panel/olvido', '/auditoria', '/en/auditoria']) expect(await problemsOf(page, site.address, path, { script: javaScriptEnabled, status: 200 })).toEqual([]);
    await signIn(page, ADMINISTRATOR, PASSWORD);
    const link = await invite(page, site.address, { address: `persona${width}${String(javaScriptEnabled)}@ejemplo.pe`, role: 'editor', organisation: 'comision' });
    for (const path of ['/panel', '/en/panel', '/panel/cuenta', '/en/panel/cuenta', '/panel/personas', '/en/panel/personas', '/panel/auditoria', '/en/panel/auditoria?accion=invitar', new URL(link).pathname, `/en${new URL(link).pathname}`]) {
      expect(await problemsOf(page, site.address, path, { script: javaScriptEnabled, status: 200 })).toEqual([]);
    }
    await context.close();
  }, 60_000);

  test('of the public carry no cookie and ask nobody who reads them; those of one person are kept by no cache', async () => {
    const session = await enter(REPORTER);
    for (const path of ['/', '/lugar/180106', '/auditoria']) expect((await fetch(site.address + path, { headers: { cookie: `yupay_persona=${session}` } })).headers.get('set-cookie')).toBeNull();
    for (const path of ['/panel', '/panel/entrar', '/panel/cuenta', `/invitacion/${'x'.repeat(43)}`]) expect((await fetch(site.address + path, { redirect: 'manual' })).headers.get('cache-control'), path).toMatch(/no-store/);
    expect(await (await fetch(`${site.address}/auditoria.json`)).json()).toEqual({ actos: [] });
    expect(await (await fetch(`${site.address}/auditoria.csv`)).text()).toContain('numero,fecha,accion,papel,organizacion,direccion');
  });
});

describe('whoever means ill', () => {
  test('is slowed after five wrong passwords, the right one included, and the answer does not tell which addresses exist', async () => {
    const tries = async (address: string) => {
      const bodies: [number, string][] = [];
      for (let n = 0; n < 6; n++) {
        const answer = await post('/panel/entrar', { correo: address, clave: 'una clave equivocada' }, { 'x-forwarded-for': '192.0.2.77' });
        bodies.push([answer.status, (await answer.text()).replaceAll(address, '')]);
      }
      return bodies;
    };
    const [known, unknown] = [await tries(REPORTER), await tries('nadie@ejemplo.pe')];
    expect(known.map(([status]) => status)).toEqual([403, 403, 403, 403, 403, 429]);
    expect(known).toEqual(unknown);
    expect(known[0]![1]).toContain('no son correctas');
    expect((await post('/panel/entrar', { correo: REPORTER, clave: PASSWORD }, { 'x-forwarded-for': '192.0.2.77' })).status).toBe(429);
    expect((await post('/panel/entrar', { correo: REPORTER, clave: PASSWORD }, { 'x-forwarded-for': '192.0.2.78' })).status).toBe(303);
  });

  test('brings no session of their own choosing, and a cookie is out of scripts’ reach', async () => {
    const fixed = 'f'.repeat(43);
    const answer = await post('/panel/entrar', { correo: REPORTER, clave: PASSWORD }, { cookie: `yupay_persona=${fixed}` });
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly/i);
    expect(answer.headers.get('set-cookie')).toMatch(/SameSite=Lax/i);
    const session = sessionOf(answer);
    expect(session).toMatch(/^[\w-]{43}$/);
    expect(session).not.toBe(fixed);
    const with_ = (value: string) => fetch(`${site.address}/panel/cuenta`, { headers: { cookie: `yupay_persona=${value}` }, redirect: 'manual' });
    expect([(await with_(fixed)).status, (await with_(session)).status]).toEqual([303, 200]);
    const again = sessionOf(await post('/panel/entrar', { correo: REPORTER, clave: PASSWORD }, { cookie: `yupay_persona=${session}` }));
    expect([(await with_(session)).status, (await with_(again)).status]).toEqual([303, 200]);
  });

  test.each([['another site', { origin: 'https://ajeno.example' }], ['a site inside a frame', { 'sec-fetch-site': 'cross-site' }]])('sends no form from %s', async (_, headers) => {
    const session = await enter(REPORTER);
    for (const [path, fields] of [['/panel/entrar', { correo: REPORTER, clave: PASSWORD }], ['/panel/cuenta', { accion: 'cerrar-todas' }], ['/panel/personas', { accion: 'organizacion', codigo: 'x', nombre: 'x' }], ['/panel/salir', {}], ['/panel/olvido', { correo: REPORTER }], [`/invitacion/${'x'.repeat(43)}`, { nombre: 'x', clave: PASSWORD }]] as const) {
      const answer = await post(path, fields, { cookie: `yupay_persona=${session}`, ...headers });
      expect([path, answer.status, answer.headers.get('set-cookie')]).toEqual([path, 403, null]);
    }
    expect((await fetch(`${site.address}/panel/cuenta`, { headers: { cookie: `yupay_persona=${session}` }, redirect: 'manual' })).status).toBe(200);
  });

  test('is not led out of here after signing in, gets no act through another’s form, and no megabyte is read', async () => {
    for (const target of ['https://ajeno.example', '//ajeno.example', '/panel/../../x', '/\\ajeno.example', 'javascript:alert(1)', '/lugar/18']) {
      const answer = await post(`/panel/entrar?ir=${encodeURIComponent(target)}`, { correo: REPORTER, clave: PASSWORD });
      expect([target, answer.headers.get('location')]).toEqual([target, '/panel']);
    }
    expect((await post('/panel/entrar?ir=%2Fpanel%2Fcuenta', { correo: REPORTER, clave: PASSWORD })).headers.get('location')).toBe('/panel/cuenta');
    const session = await enter(REPORTER);
    const change = (path: string, fields: Record<string, string>) => post(path, fields, { cookie: `yupay_persona=${session}` });
    expect((await change('/panel/personas', { accion: 'dar-papel', persona: 'x', papel: 'administrator' })).status).toBe(403);
    expect((await change('/panel/cuenta', { accion: 'nombre', nombre: 'a'.repeat(1_000_000) })).status).toBe(400);
    expect((await change('/panel/cuenta', { accion: 'nombre', nombre: 'Ana\r\nset-cookie: x=1' })).status).toBe(422);
    expect((await change('/panel/cuenta', { accion: 'constructor' })).status).toBe(400);
    expect((await change('/panel/cuenta', { accion: 'cerrar', sesion: "' or 1=1 --" })).status).toBe(303);
    expect((await change('/panel/cuenta', { accion: 'nombre', nombre: '<b>Ana</b>' })).status).toBe(303);
    expect(await (await fetch(`${site.address}/panel`, { headers: { cookie: `yupay_persona=${session}` } })).text()).toContain('&lt;b>Ana');
  });
});

test('a person changes their password with the present one alone, and every other session ends', async () => {
  const [one, other] = [await enter(REPORTER), await enter(REPORTER)];
  const fresh = 'nueve cóndores sobre el valle';
  const change = (present: string) => post('/panel/cuenta', { accion: 'clave', actual: present, clave: fresh }, { cookie: `yupay_persona=${one}` });
  expect((await change('una clave equivocada')).status).toBe(403);
  const renewed = sessionOf(await change(PASSWORD));
  const status = async (session: string) => (await fetch(`${site.address}/panel`, { headers: { cookie: `yupay_persona=${session}` }, redirect: 'manual' })).status;
  expect([await status(one), await status(other), await status(renewed)]).toEqual([303, 303, 200]);
  expect((await post('/panel/entrar', { correo: REPORTER, clave: PASSWORD })).status).toBe(403);
  expect((await post('/panel/entrar', { correo: REPORTER, clave: fresh })).status).toBe(303);
});
