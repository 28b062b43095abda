import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mailAddress, mailbox } from './mail-address.ts';

test('an address is kept as it is written, its domain in lower case and in ASCII', () => {
  expect([mailAddress(' Ana.Quispe+yupay@Correo.PE '), mailAddress("o'hara@example.org"), mailAddress('ana@ñandú.example'), mailAddress('a@xn--and-6ma2c.example')]).toEqual([
    'Ana.Quispe+yupay@correo.pe', "o'hara@example.org", 'ana@xn--and-6ma2c.example', 'a@xn--and-6ma2c.example',
  ]);
});

test('what is no address that we can write to is refused', () => {
  for (const text of [
    '', 'ana', '@example.org', 'ana@', 'ana@localhost', 'ana@example', 'ana@[127.0.0.1]', 'ana@127.0.0.1', '"ana quispe"@example.org', 'ana@example.org, otra@example.org',
    'Ana <ana@example.org>', 'ana@example.org\r\nBcc: otra@example.org', 'ana\n@example.org', 'ana@example.org\0', 'ana(otra@malo.example)@example.org', 'ana@b@example.org', '.ana@example.org', 'ana..q@example.org',
    'ñusta@example.org', `${'a'.repeat(65)}@example.org`, `ana@${'a.'.repeat(130)}pe`, 'ana@-malo.example', 'ana @example.org', 'grupo: ana@example.org;', 'ana@example.org>', `ana@${'a'.repeat(64)}.pe`,
  ]) expect(mailAddress(text), JSON.stringify(text)).toBeNull();
});

test('whatever is typed, what is accepted has one @, no blank and nothing that ends a line', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress(), fc.tuple(fc.emailAddress(), fc.string()).map((parts) => parts.join(''))), (text) => {
      const found = mailAddress(text);
      if (found !== null) expect(found).toMatch(/^[^\s@\p{C}<>",;:\\]+@[a-z0-9.-]+$/u);
    }),
  );
});

test('a sender may carry a name', () => {
  expect([mailbox('Yupay <avisos@Example.org>'), mailbox('avisos@example.org'), mailbox('Yupay <x>'), mailbox('a@example.org, b@example.org'), mailbox('Yupay\r\nBcc: b@example.org <a@example.org>')]).toEqual([
    { name: 'Yupay', address: 'avisos@example.org' }, { name: '', address: 'avisos@example.org' }, null, null, null,
  ]);
});
