import { argon2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { agentSummary } from './agent.ts';
import { checkPassword, checkStrength, hashPassword } from './password.ts';

describe('a password', () => {
  it('is kept as argon2id with its parameters, salted, and recognised again', async () => {
    const [one, two] = await Promise.all([hashPassword('una frase bien larga'), hashPassword('una frase bien larga')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await checkPassword('una frase bien larga', one)).toEqual({ right: true, stale: false });
    expect(await checkPassword('una frase bien larg', one)).toEqual({ right: false, stale: false });
  });

  it('is the same whether an accent is one sign or two', async () => {
    expect((await checkPassword('contrase\u006e\u0303a secreta', await hashPassword('contrase\u00f1a secreta'))).right).toBe(true);
  });

  it('kept with other parameters still opens, and is said to be stale', async () => {
    const nonce = Buffer.alloc(16, 3);
    const tag = argon2Sync('argon2id', { message: 'una frase bien larga', nonce, parallelism: 1, tagLength: 32, memory: 8_192, passes: 3 });
    const text = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
    expect(await checkPassword('una frase bien larga', `$argon2id$v=19$m=8192,t=3,p=1$${text(nonce)}$${text(tag)}`)).toEqual({ right: true, stale: true });
  });

  it('of nobody is never right, not even the one of the stand-in', async () => {
    for (const guess of ['', 'x', 'una frase bien larga']) expect((await checkPassword(guess, null)).right).toBe(false);
  });

  it.each([['short', 'once signos'], ['of few signs', 'aaaaaaaabbbb'], ['known to all', 'Administrador123'], ['known to all, dressed up', 'qwerty-123456'], ['the address', 'ana@ejemplo.pe 2026'], ['endless', 'abcdefg '.repeat(200)]])('is refused when it is %s', (_, password) => {
    expect(() => checkStrength(password, 'ana@ejemplo.pe')).toThrow(/^Esa clave no sirve/);
  });

  it('is taken when it is long and nobody’s', () => {
    expect(() => checkStrength('cuatro llamas cruzan el puente', 'ana@ejemplo.pe')).not.toThrow();
  });
});

it.each([
  ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36', 'Chrome · Android'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:121.0) Gecko/20100101 Firefox/121.0', 'Firefox · Windows'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Version/17.0 Safari/604.1', 'Safari · iOS'],
  ['<script>', '–'], [null, '–'],
])('a browser is summed up without its version: %s', (header, said) => {
  expect(agentSummary(header)).toBe(said);
});
