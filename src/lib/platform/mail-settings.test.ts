import { expect, test } from 'vitest';
import { YupayError } from '#lib/kernel/errors.ts';
import { readConfiguration } from './settings.ts';

const FULL = { YUPAY_SMTP: 'smtps://ana%40yupay:s%3Acr3to@correo.example', YUPAY_MAIL_FROM: 'Yupay <avisos@yupay.example>', YUPAY_ORIGIN: 'https://yupay.example' };

test('the three settings together open the mail; without one of them this site sends none', () => {
  expect(readConfiguration(FULL).mail).toEqual({
    smtp: { host: 'correo.example', port: 465, secure: true, mustEncrypt: true, auth: { user: 'ana@yupay', pass: 's:cr3to' } },
    from: { name: 'Yupay', address: 'avisos@yupay.example' }, origin: 'https://yupay.example', waitMs: 600_000,
  });
  for (const missing of Object.keys(FULL)) expect(readConfiguration({ ...FULL, [missing]: '' }).mail, missing).toBeNull();
});

test('only a server on this machine may be spoken to without encryption', () => {
  const smtp = (address: string) => readConfiguration({ ...FULL, YUPAY_SMTP: address }).mail!.smtp;
  expect([smtp('smtp://127.0.0.1:2525').mustEncrypt, smtp('smtp://localhost').mustEncrypt, smtp('smtp://[::1]:25').host, smtp('smtp://10.0.0.5').mustEncrypt]).toEqual([false, false, '::1', true]);
});

test('a setting that is not valid is named, and its secret is never repeated', () => {
  for (const smtp of ['http://u:s3creto@x', 'smtp://u:s3creto@x/ruta', 'smtp://u:s3creto@x?pool=true', 'smtp://u:s3creto%ZZ@x', 's3creto', 'smtp://u:s3creto@']) {
    let thrown: unknown;
    try {
      readConfiguration({ ...FULL, YUPAY_SMTP: smtp });
    } catch (error) {
      thrown = error;
    }
    expect(thrown, smtp).toBeInstanceOf(YupayError);
    expect([(thrown as YupayError).code, (thrown as YupayError).details.variable]).toEqual(['configuracion', 'YUPAY_SMTP']);
    expect(JSON.stringify([(thrown as YupayError).message, (thrown as YupayError).details])).not.toContain('s3creto');
  }
  expect(() => readConfiguration({ ...FULL, YUPAY_MAIL_FROM: 'nadie' })).toThrow(/YUPAY_MAIL_FROM/);
  expect(() => readConfiguration({ ...FULL, YUPAY_MAIL_WAIT: '-1' })).toThrow(/YUPAY_MAIL_WAIT/);
});
