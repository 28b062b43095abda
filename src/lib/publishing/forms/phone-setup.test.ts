import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { collectSettings, phoneSetup, settingsCode } from './phone-setup.ts';

test('the picture that sets a phone up is base64 of zlib of its settings, with an admin part, and fits a screen', () => {
  const key = 'k'.repeat(43);
  const { address, page, plain, qr } = phoneSetup('https://yupay.example', { code: 'E-07', key, password: 'x' });
  expect([address, page, plain]).toEqual([`https://yupay.example/openrosa/${key}`, `https://yupay.example/encuestar/${key}`, 'https://yupay.example/openrosa']);
  const code = settingsCode(collectSettings(address, 'E-07'));
  expect(JSON.parse(inflateSync(Buffer.from(code, 'base64')).toString())).toEqual({
    general: { server_url: address, form_update_mode: 'match_exactly', autosend: 'wifi_and_cellular' }, admin: {}, project: { name: 'Yupay E-07' },
  });
  // Modules a side, with its border: more than these and a cheap camera misses it.
  expect(Number(/viewBox="0 0 (\d+)/.exec(qr)![1])).toBeLessThan(700);
  expect(qr).not.toMatch(/style=|<script/);
});
