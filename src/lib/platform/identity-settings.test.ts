import { expect, it } from 'vitest';
import { readConfiguration } from './settings.ts';

const read = (issuer: string, client = 'yupay', secret = 'muy-secreto') => readConfiguration({ YUPAY_OIDC_ISSUER: issuer, YUPAY_OIDC_CLIENT: client, YUPAY_OIDC_SECRET: secret }).identity;

it('a provider is set with its three settings, or there is none', () => {
  expect(read('', '', '')).toBeNull();
  expect(read('https://proveedor.example/realm')).toMatchObject({ client: 'yupay', secret: 'muy-secreto' });
  expect(read('http://127.0.0.1:4000')!.issuer.href).toBe('http://127.0.0.1:4000/');
});

it.each([['https://proveedor.example', '', 'x'], ['', 'yupay', ''], ['http://proveedor.example', 'yupay', 'muy-secreto'], ['no es nada', 'yupay', 'muy-secreto'], ['https://u:p@proveedor.example', 'yupay', 'muy-secreto'], ['file:///etc/passwd', 'yupay', 'muy-secreto']])('%s with «%s» is refused, and the secret is not repeated', (issuer, client, secret) => {
  expect(() => read(issuer, client, secret)).toThrow(/^YUPAY_OIDC_ISSUER no vale/);
  try {
    read(issuer, client, secret);
  } catch (error) {
    expect((error as Error).message).not.toContain('muy-secreto');
  }
});
