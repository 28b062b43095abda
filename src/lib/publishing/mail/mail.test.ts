import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it, test } from 'vitest';
import { ClientLimit, clientOf } from './client-limit.ts';
import { CONSENTS } from './consent.ts';
import { confirmMessage, newsMessage, type MessageTarget } from './message.ts';
import type { NewsSection } from './news.ts';
import { oneClick } from './one-click.ts';
import { receptionOf } from './post.ts';

const TARGET: MessageTarget = { language: 'es', origin: 'https://yupay.example', link: 'x'.repeat(43) };
const SECTION: NewsSection = { title: 'Cambios en los datos de Torata', address: '/lugar/180106', items: [{ text: 'Gasto 2021: datos nuevos, 3 líneas de este lugar.', links: [{ label: 'Fuente', address: `/fuente/${'a'.repeat(64)}` }] }], more: 2 };

/** Tags, addresses and words of a page, by a reader that is not ours. */
function read(html: string): { tags: Set<string>; hrefs: string[]; words: string } {
  const [tags, hrefs, words] = [new Set<string>(), [] as string[], [] as string[]];
  const parser = new Parser({ onopentag: (name, { href }) => void (tags.add(name), href === undefined || hrefs.push(href)), ontext: (text) => void words.push(text) });
  parser.write(html);
  parser.end();
  return { tags, hrefs, words: words.join('') };
}

describe('a message', () => {
  it('says the same in plain text and in HTML, with the same addresses, in the language asked for', () => {
    for (const language of ['es', 'en'] as const) {
      const { text, html } = newsMessage({ ...TARGET, language }, [SECTION]);
      const seen = read(html);
      expect([...text.matchAll(/https:\S+/g)].map((match) => match[0])).toEqual(seen.hrefs);
      expect(seen.hrefs.every((href) => href.startsWith(`https://yupay.example${language === 'en' ? '/en/' : '/'}`))).toBe(true);
      expect(text.replace(/\s+/g, ' ')).toContain(language === 'es' ? 'Y 2 cargas más, en la bitácora.' : 'And 2 loads more, in the log.');
    }
  });

  it('holds no tag but words and links, whatever a file wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (hostile) => {
        const { html } = newsMessage(TARGET, [{ ...SECTION, title: hostile, items: [{ text: hostile, links: [{ label: hostile, address: `/fuente/${'a'.repeat(64)}` }] }] }]);
        expect([...read(html).tags].sort()).toEqual(['a', 'body', 'br', 'h2', 'head', 'html', 'meta', 'p', 'title']);
      }),
    );
  });

  it('that asks for a yes has one link, and says that doing nothing is a no', () => {
    const { text, html } = confirmMessage(TARGET, '180106', 'Torata');
    expect([read(html).hrefs, text.includes('Torata'), text.includes('no haga nada')]).toEqual([[`https://yupay.example/avisos/${TARGET.link}`], true, true]);
    expect(confirmMessage(TARGET, 'bitacora', '').text).not.toContain('{');
  });
});

test('what was said of the recipient or of the message is theirs; the rest is between the server and us', () => {
  const said = (code: string, command: string, responseCode?: number) => receptionOf({ code, command, responseCode });
  expect([said('EENVELOPE', 'RCPT TO', 550), said('EMESSAGE', 'DATA', 554)]).toEqual([{ kind: 'rechazada', code: '550' }, { kind: 'rechazada', code: '554' }]);
  expect([said('EENVELOPE', 'RCPT TO', 450), said('EMESSAGE', 'DATA', 452)]).toEqual([{ kind: 'despues', code: '450', server: false }, { kind: 'despues', code: '452', server: false }]);
  for (const [code, command, status] of [['EAUTH', 'AUTH PLAIN', 535], ['EENVELOPE', 'MAIL FROM', 550], ['EPROTOCOL', 'CONN', 554], ['EENVELOPE', 'RCPT TO', 421], ['ECONNECTION', 'CONN', undefined], ['ETIMEDOUT', 'DATA', undefined], ['EMESSAGE', 'API', undefined]] as const) {
    expect(said(code, command, status), `${code} ${command}`).toEqual({ kind: 'despues', code: String(status ?? code), server: true });
  }
  expect(JSON.stringify(receptionOf(Object.assign(new Error('550 <ana@example.org> no'), { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, response: '550 <ana@example.org>' })))).not.toContain('ana');
});

describe('forms', () => {
  it('of one client are five in ten minutes, and its neighbour is not counted with it', () => {
    const limit = new ClientLimit();
    const at = (minutes: number) => new Date(minutes * 60_000);
    for (let n = 0; n < 5; n += 1) limit.enter('192.0.2.1', at(n));
    expect(() => limit.enter('192.0.2.1', at(6))).toThrow(/demasiados pedidos/);
    limit.enter('192.0.2.2', at(6));
    limit.enter('192.0.2.1', at(10.1));
  });

  it('from a whole network of IPv6 are one client’s', () => {
    const limit = new ClientLimit();
    for (let n = 0; n < 5; n += 1) limit.enter(`2001:db8:1:2::${n}`, new Date(0));
    expect(() => limit.enter('2001:db8:1:2:3:4:5:6', new Date(0))).toThrow();
    limit.enter('2001:db8:1:3::1', new Date(0));
  });

  it('are counted by what our own proxy says, never by what the client says', () => {
    expect([clientOf('127.0.0.1', '6.6.6.6, 192.0.2.7'), clientOf('::ffff:127.0.0.1', '192.0.2.7'), clientOf('192.0.2.9', '6.6.6.6'), clientOf('127.0.0.1', null)]).toEqual(['192.0.2.7', '192.0.2.7', '192.0.2.9', '127.0.0.1']);
  });
});

test('a consent, once shown, never changes: another text is another version', () => {
  expect(CONSENTS.map(({ version, text }) => [version, createHash('sha256').update(`${text.es}\n${text.en}`).digest('hex').slice(0, 16)])).toEqual([[1, '395284a697142353']]);
});

test('only a POST without an origin, to a subscriber’s own address, is taken for a mailbox’s click', () => {
  const passed: string[] = [];
  const handler = oneClick({} as never, (request) => void passed.push(`${request.method} ${request.url}`));
  const asked = [['GET', `/avisos/${TARGET.link}`, {}], ['POST', `/avisos/${TARGET.link}`, { origin: 'https://yupay.example' }], ['POST', '/avisos', {}], ['POST', `/avisos/${TARGET.link}/x`, {}], ['POST', '/panel/subir', {}]] as const;
  for (const [method, url, headers] of asked) handler(Object.assign(new EventEmitter(), { method, url, headers }) as never, {} as never);
  expect(passed).toEqual(asked.map(([method, url]) => `${method} ${url}`));
});
