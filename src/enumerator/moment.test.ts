import { afterEach, expect, test, vi } from 'vitest';
import { shownMoment, writtenMoment } from './moment.ts';

afterEach(() => vi.unstubAllEnvs());

const NOW = new Date('2026-11-21T15:00:00Z');

test.each([
  ['America/Lima', '10:30:00.000-05:00'], ['UTC', '10:30:00.000+00:00'], ['Asia/Kolkata', '10:30:00.000+05:30'], ['America/St_Johns', '10:30:00.000-03:30'],
])('a time is written with seconds and with how late it is in %s', (zone, written) => {
  vi.stubEnv('TZ', zone);
  expect(writtenMoment('10:30', NOW)).toBe(written);
});

test('a moment is as late as its own day is, not as today', () => {
  vi.stubEnv('TZ', 'America/Santiago');
  expect([writtenMoment('2026-07-01T08:05', NOW), writtenMoment('2026-12-01T08:05', NOW)]).toEqual(['2026-07-01T08:05:00.000-04:00', '2026-12-01T08:05:00.000-03:00']);
});

test.each(['06:30', '2026-11-20T17:45'])('%s is shown again as it was typed', (typed) => {
  expect(shownMoment(writtenMoment(typed, NOW))).toBe(typed);
});

test('seconds that a browser gives are not kept', () => {
  vi.stubEnv('TZ', 'America/Lima');
  expect([writtenMoment('10:30:59', NOW), writtenMoment('2026-11-20T17:45:59.999', NOW)]).toEqual(['10:30:00.000-05:00', '2026-11-20T17:45:00.000-05:00']);
});
