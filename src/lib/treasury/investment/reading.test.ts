import { describe, expect, it } from 'vitest';
import { cutoffSurvey, lastDay } from './cutoff.ts';
import { monthsBetween, readDay, readMonth } from './day.ts';
import { coordinates, districtOf } from './place.ts';

const day = (text: string) => {
  const reading = readDay(text);
  return reading.ok ? reading.value : 'ilegible';
};
const month = (text: string) => {
  const reading = readMonth(text);
  return reading.ok ? reading.value : 'ilegible';
};

describe('dates of the registry', () => {
  it('are read with an hour after them, with the day first, in the afternoon, and from a program’s own form', () => {
    expect(['2014-04-22 00:00:00', '2024-09-15 18:22:01', '2001-06-12', '2026-08-03T14:00:15.000Z'].map(day)).toEqual(['2014-04-22', '2024-09-15', '2001-06-12', '2026-08-03']);
    expect(['05/08/2019 04:02:50 p.m.', '5/8/2019', '05/08/2019 04:02:50 p. m.', ' 31/12/2020 ', '05/08/2019 11:02 AM'].map(day)).toEqual(['2019-08-05', '2019-08-05', '2019-08-05', '2020-12-31', '2019-08-05']);
  });

  it('are nothing when blank, and unreadable when no day of the calendar, never another day', () => {
    expect(['', ' ', '\u00a0', '-'].map(day)).toEqual([null, null, null, null]);
    expect(['2023-02-30', '31/04/2020', '2020-13-01', '20200101', '0000-01-01', '3020-01-01', 'pronto', '2020-01-01 basura', '1/2/20'].map(day)).toEqual(Array(9).fill('ilegible'));
  });

  it('that are months come as YYYYMM, with or without the decimals that a program adds', () => {
    expect(['201512', '201512.0', '', ' ', '201513', '2015', '1512'].map(month)).toEqual(['2015-12', '2015-12', null, null, 'ilegible', 'ilegible', 'ilegible']);
  });

  it('are whole months apart', () => {
    expect([monthsBetween('2026-01-15', '2026-07-14'), monthsBetween('2026-01-15', '2026-07-15'), monthsBetween('2025-12-31', '2026-01-01'), monthsBetween('2026-05-01', '2026-01-01')]).toEqual([5, 6, 0, -4]);
  });
});

describe('the cut-off of a file that does not state it', () => {
  it('is its last day, lone slips ahead of the others left out', () => {
    expect(lastDay(['2026-08-03', '2026-07-08', '2024-09-15'])).toBe('2026-08-03');
    expect(lastDay(['2026-08-03', '2026-07-08', '2206-08-03'])).toBe('2026-08-03');
    expect(lastDay(['2026-08-03', '2024-01-01', '2020-01-01'])).toBe('2020-01-01');
    expect([lastDay([]), lastDay(['2026-01-01'])]).toEqual([null, '2026-01-01']);
  });

  it('never passes the year that the file itself states', () => {
    const survey = cutoffSurvey(['FECHA'], 'ANIO');
    for (const FECHA of ['2026-01-05', '2027-01-04', '']) survey.see({ line: 1, byteOffset: null, raw: '', cells: { FECHA, ANIO: '2026' } });
    expect(survey.context()).toEqual({ corte: '2026-01-05' });
    expect(cutoffSurvey(['FECHA'], null).context()).toEqual({});
  });
});

describe('places of the registry', () => {
  const tallies: string[] = [];
  const tally = (what: string) => void tallies.push(what);

  it('are a district, or none where the investment spans several', () => {
    expect(['210501', '60101', '990000', '180000', '180100', '', ' ', '990101', '210501.0'].map((code) => districtOf(code, tally))).toEqual(['210501', '060101', null, null, null, null, null, null, '210501']);
    expect(tallies).toEqual(['ceros-repuestos']);
  });

  it('have coordinates unless they are 0/0, half missing or out of the country', () => {
    tallies.length = 0;
    expect(coordinates('-15.20331632999995', '-69.76082195999999', tally)).toEqual({ latitud: '-15.20331632999995', longitud: '-69.76082195999999' });
    const none = { latitud: null, longitud: null };
    expect([coordinates('0.0', '0.0', tally), coordinates('', '-69.7', tally), coordinates(' ', ' ', tally)]).toEqual([none, none, none]);
    expect(tallies).toEqual([]);
    expect([coordinates('15.2', '-69.7', tally), coordinates('-15.2', '0.0', tally), coordinates('x', '1', tally)]).toEqual([none, none, none]);
    expect(tallies).toHaveLength(3);
  });
});
