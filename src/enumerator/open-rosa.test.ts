import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { madeKeptForm, stubBrowser } from '../../tests/setup/made-phone.ts';
import { freshForm, NoSignal, parcels, Refusal, type ListedForm } from './open-rosa.ts';

afterEach(() => vi.unstubAllGlobals());

const file = (name: string, bytes: number) => ({ name, file: new Blob([new Uint8Array(bytes)]) });
/** What a request is reckoned to need besides the XML and its files. */
const ROOM = 20_000;
const sizes = (packed: ReturnType<typeof parcels>) => packed.map((some) => some.map(({ file: { size } }) => size));

describe('files of an interview', () => {
  test('go all at once where they fit, and the XML goes alone where there is none', () => {
    expect(sizes(parcels(7, [file('a', 10), file('b', 20)], 100_000))).toEqual([[10, 20]]);
    expect(parcels(7, [], 100_000)).toEqual([[]]);
  });

  test('leave room for the XML, which goes with each', () => {
    const [xml, files] = ['x'.repeat(50), [file('a', 60), file('b', 40)]];
    expect([sizes(parcels(xml.length, files, ROOM + 150)), sizes(parcels(xml.length, files, ROOM + 149))]).toEqual([[[60, 40]], [[60], [40]]]);
  });

  test('are at most a hundred in a request', () => {
    expect(sizes(parcels(0, Array.from({ length: 201 }, (_, at) => file(String(at), 1)), 1_000_000)).map((some) => some.length)).toEqual([100, 100, 1]);
  });

  test('all go, once, in their order, and no request passes what the server takes or could have taken the next file too', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 40 }), (lengths) => {
      const files = lengths.map((bytes, at) => file(String(at), bytes));
      const packed = parcels(0, files, ROOM + 1_000);
      expect(packed.flat()).toEqual(files);
      const weights = sizes(packed).map((some) => some.reduce((sum, bytes) => sum + bytes, 0));
      for (const [at, weight] of weights.entries()) {
        expect(weight).toBeLessThanOrEqual(1_000);
        if (at > 0) expect(weights[at - 1]! + packed[at]![0]!.file.size).toBeGreaterThan(1_000);
      }
    }), { numRuns: 100 });
  });
});

const LISTED: ListedForm = { id: 'jornada', version: '1', name: 'Jornada', hash: 'md5:1', address: '/formulario', manifest: '/manifiesto' };
const manifest = (hash: string) => `<manifest xmlns="http://openrosa.org/xforms/xformsManifest"><mediaFile><filename>casa.png</filename><hash>${hash}</hash><downloadUrl>https://otro.example/casa?v=1</downloadUrl></mediaFile></manifest>`;

/** A server that has this at its addresses and refuses any other, as OpenRosa does; what was asked of it. */
function server(held: Readonly<Record<string, string>>): string[] {
  const asked: string[] = [];
  stubBrowser((address) => {
    asked.push(address);
    const body = held[address];
    return body === undefined ? new Response('<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message>No está.</message></OpenRosaResponse>', { status: 404 }) : new Response(body);
  });
  return asked;
}

const WHOLE = { '/manifiesto': manifest('md5:a'), '/casa?v=1': 'imagen', '/formulario': '<h:html/>' };

describe('a form of the list', () => {
  test('comes with its files, asked of the site that gave the page', async () => {
    const asked = server(WHOLE);
    const form = (await freshForm(LISTED, undefined))!;
    expect({ ...form, media: await form.media['casa.png']!.text() }).toEqual({ id: 'jornada', version: '1', name: 'Jornada', hash: 'md5:1\ncasa.png md5:a', xform: '<h:html/>', media: 'imagen', offered: true });
    expect(asked.toSorted()).toEqual(['/casa?v=1', '/formulario', '/manifiesto']);
  });

  test('with no files asks for nothing but itself', async () => {
    const asked = server(WHOLE);
    expect((await freshForm({ ...LISTED, manifest: null }, undefined))!.media).toEqual({});
    expect(asked).toEqual(['/formulario']);
  });

  test('does not come again while it and its files are as they are here', async () => {
    const asked = server(WHOLE);
    expect(await freshForm(LISTED, madeKeptForm('1', { hash: 'md5:1\ncasa.png md5:a' }))).toBeNull();
    expect(asked).toEqual(['/manifiesto']);
  });

  test.each([
    ['itself', { hash: 'md5:0\ncasa.png md5:a' }], ['a file', { hash: 'md5:1\ncasa.png md5:0' }], ['a file that it had not', { hash: 'md5:1' }], ['whether it is offered', { hash: 'md5:1\ncasa.png md5:a', offered: false }],
  ])('comes again when %s changed', async (_, kept) => {
    server(WHOLE);
    expect(await freshForm(LISTED, madeKeptForm('1', kept))).toMatchObject({ hash: 'md5:1\ncasa.png md5:a', offered: true });
  });

  test('comes whole or not at all, and what the server said is told', async () => {
    server({ ...WHOLE, '/casa?v=1': undefined! });
    await expect(freshForm(LISTED, undefined)).rejects.toThrow(new Refusal(404, 'No está.'));
  });

  test('does not come where the server does not answer', async () => {
    stubBrowser(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(freshForm(LISTED, undefined)).rejects.toThrow(NoSignal);
  });
});
