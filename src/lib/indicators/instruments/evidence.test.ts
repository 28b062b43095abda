import { crc32, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { asYupayError } from '#lib/kernel/errors.ts';
import { cleanEvidence, MOST_EVIDENCE_BYTES } from './evidence.ts';

const segment = (marker: number, body: Buffer): Buffer => Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff]), body]);
const frame = (width: number, height: number): Buffer => Buffer.from([8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]);
const [START, END] = [Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xd9])];
const SCAN = Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4])]);
const GPS = Buffer.from('Exif\0\0MM lat -5.19 lon -80.63 iPhone');
const jpeg = (...marks: Buffer[]): Buffer => Buffer.concat([START, ...marks, segment(0xdb, Buffer.alloc(65, 1)), segment(0xc0, frame(40, 30)), segment(0xc4, Buffer.alloc(20, 2)), SCAN, END]);
const chunk = (name: string, body: Buffer): Buffer => {
  const whole = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(whole));
  return Buffer.concat([length, whole, sum]);
};
const header = (width: number, height: number): Buffer => Buffer.concat([Buffer.from([0, 0, width >> 8, width & 0xff, 0, 0, height >> 8, height & 0xff]), Buffer.from([8, 0, 0, 0, 0])]);
const png = (...marks: Buffer[]): Buffer => Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header(1, 1)), ...marks, chunk('IDAT', deflateSync(Buffer.from([0, 0]))), chunk('IEND', Buffer.alloc(0))]);

const refusal = (bytes: Buffer): string => {
  try {
    return cleanEvidence(bytes).type;
  } catch (error) {
    const { code, details } = asYupayError(error);
    return `${code}: ${details.detalle}`;
  }
};

test('a photograph keeps its picture and loses where, when and with what it was taken', () => {
  const clean = cleanEvidence(Buffer.concat([jpeg(segment(0xe1, GPS), segment(0xe2, Buffer.from('MPF\0preview')), segment(0xed, Buffer.from('Photoshop IPTC autor')), segment(0xfe, Buffer.from('comentario'))), Buffer.from('trailing lat -5.19')]));
  expect(clean.bytes.equals(jpeg())).toBe(true);
  expect(clean.bytes.toString('latin1')).not.toMatch(/-5\.19|iPhone|IPTC|preview|comentario/);
});

test('the preview that a camera left inside its header goes too, and what colours need stays', () => {
  const jfif = Buffer.concat([Buffer.from('JFIF\0'), Buffer.from([1, 1, 0, 0, 72, 0, 72, 2, 2]), Buffer.from('miniatura...')]);
  const adobe = Buffer.concat([Buffer.from('Adobe'), Buffer.from([0, 100, 0, 0, 0, 0, 1])]);
  const text = cleanEvidence(jpeg(segment(0xe0, jfif), segment(0xee, adobe))).bytes.toString('latin1');
  expect([text.includes('JFIF'), text.includes('miniatura'), text.includes('Adobe')]).toEqual([true, false, true]);
});

test('cleaning what is clean changes nothing, so that a picture always has the same hash', () => {
  for (const bytes of [jpeg(segment(0xe1, GPS)), png(chunk('tEXt', Buffer.from('Author\0Nadie')))]) {
    const once = cleanEvidence(bytes).bytes;
    expect(cleanEvidence(once).bytes.equals(once)).toBe(true);
  }
});

test('a PNG loses its texts and its EXIF', () => {
  expect(cleanEvidence(png(chunk('eXIf', GPS), chunk('iTXt', Buffer.from('autor')))).bytes.equals(png())).toBe(true);
});

test('an image whose frames come in several scans is kept whole', () => {
  const bytes = Buffer.concat([START, segment(0xdb, Buffer.alloc(65, 1)), segment(0xc2, frame(9, 9)), SCAN, segment(0xc4, Buffer.alloc(20, 3)), SCAN, END]);
  expect(cleanEvidence(bytes).bytes.equals(bytes)).toBe(true);
});

test.each([
  ['a zip named as a photograph', Buffer.concat([Buffer.from('PK\x03\x04'), gzipSync(Buffer.alloc(1_000_000))]), 'solo se reciben'],
  ['a drawing that runs a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'solo se reciben'],
  ['a page that says that it is a picture', Buffer.from('GIF89a<html><script>1</script>'), 'solo se reciben'],
  ['nothing', Buffer.alloc(0), 'solo se reciben'],
  ['a picture that would unfold into a wall', Buffer.concat([START, segment(0xc0, frame(60_000, 60_000)), SCAN, END]), 'pasa de 60 millones'],
  ['a picture cut in its lines', jpeg().subarray(0, -6), 'cortado'],
  ['a picture cut in its marks', jpeg(segment(0xe1, GPS)).subarray(0, 20), 'cortado'],
  ['two bytes of a photograph', START, 'cortado'],
  ['a photograph of nothing', Buffer.concat([START, END]), 'cortado'],
  ['a PNG whose sums do not hold', Buffer.concat([png().subarray(0, 20), Buffer.from([9]), png().subarray(21)]), 'cortado'],
  ['a PDF that runs a program', Buffer.from('%PDF-1.7\n1 0 obj << /OpenAction << /JS (app.alert(1)) >> >>\n%%EOF'), 'trae programas'],
  ['a PDF without an end', Buffer.from('%PDF-1.7\n1 0 obj'), 'cortado'],
  ['more than it may weigh', Buffer.alloc(MOST_EVIDENCE_BYTES + 1), 'pasa de 12 MB'],
])('%s is refused with a clear word', (_, bytes, word) => {
  expect(refusal(bytes)).toMatch(new RegExp(`^evidencia-rechazada: .*${word}`));
});

test('a PDF is kept as it is', () => {
  const bytes = Buffer.from('%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n');
  expect(cleanEvidence(bytes)).toEqual({ type: 'pdf', bytes });
});
