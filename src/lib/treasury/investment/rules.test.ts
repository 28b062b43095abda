import { describe, expect, it } from 'vitest';
import { accruedInAll, financialProgress, finished, late, overrun, progressGap, quietMonths, silent, type Reported } from './rules.ts';
import { SILENCE, silenceOn } from './silence.ts';

const WORK: Reported = { registry: 'activas', cutoff: '2026-08-03', start: '2024-01-10', end: '2026-08-02', lastReport: '2026-02-03', physical: '86.86', closed: false, reports: true };

describe('progress of an investment', () => {
  it('is accrued over updated cost, from money alone, and may pass a hundred', () => {
    // The first line of the real sample: 976,110.25 of 993,814.36.
    expect(financialProgress('976110.25', '993814.36')).toBe('98.2186');
    expect(financialProgress('1618.00', '1000.00')).toBe('161.8000');
    expect([financialProgress(null, '1.00'), financialProgress('1.00', null), financialProgress('1.00', '0.00'), financialProgress('0.00', '5.00')]).toEqual([null, null, null, '0.0000']);
  });

  it('is told beside the physical one, with their difference in points, either way', () => {
    expect(progressGap('99.47', '99.4813')).toBe('-0.0113');
    expect(progressGap('1234.5', '10')).toBe('1224.5000');
    expect([progressGap(null, '1'), progressGap('1', null)]).toEqual([null, null]);
  });

  it('adds what was accrued only when both parts are known, and lets the source’s own sum speak first', () => {
    expect(accruedInAll(null, '976110.25', '0.00')).toBe('976110.25');
    expect([accruedInAll(null, null, '5.00'), accruedInAll(null, '5.00', null), accruedInAll('7.00', '5.00', '5.00')]).toEqual([null, null, '7.00']);
  });

  it('knows how much dearer or cheaper it became', () => {
    expect([overrun('711115.25', '993814.36'), overrun('100.00', '90.00'), overrun('0.00', '5.00'), overrun(null, '5.00')]).toEqual(['39.7543', '-10.0000', null, null]);
  });
});

describe('a late investment', () => {
  it('has its end behind the cut-off and nothing that says it was finished', () => {
    expect(late(WORK)).toEqual({ is: true, reason: 'fin-pasado' });
    expect(late({ ...WORK, end: '2026-08-03' })).toEqual({ is: false, reason: 'en-plazo' });
    expect(late({ ...WORK, closed: true })).toEqual({ is: false, reason: 'terminada' });
    expect(late({ ...WORK, physical: '100.00' })).toEqual({ is: false, reason: 'terminada' });
    expect(late({ ...WORK, registry: 'cerradas', closed: null })).toEqual({ is: false, reason: 'terminada' });
  });

  it('is unknown, not in time, when a date or the closure is unknown', () => {
    expect(late({ ...WORK, end: null })).toEqual({ is: null, reason: 'sin-fecha-de-fin' });
    expect(late({ ...WORK, cutoff: null })).toEqual({ is: null, reason: 'sin-corte' });
    expect(late({ ...WORK, closed: null })).toEqual({ is: null, reason: 'sin-dato-de-cierre' });
    expect(late({ ...WORK, registry: 'desactivadas' }).is).toBeNull();
    expect(finished({ ...WORK, physical: null })).toEqual({ is: false, reason: 'sigue-activa' });
  });
});

describe('a silent investment', () => {
  it('has gone the months of the rule without a report, counted to the cut-off and not to today', () => {
    expect(SILENCE.at(-1)!.months).toBe(6);
    expect(silent(WORK)).toEqual({ is: true, reason: 'informe-antiguo' });
    expect(quietMonths(WORK)).toBe(6);
    expect(silent({ ...WORK, lastReport: '2026-02-04' })).toEqual({ is: false, reason: 'informe-reciente' });
    expect(silent({ ...WORK, physical: '100' })).toEqual({ is: false, reason: 'terminada' });
  });

  it('that never reported is silent only where the source says so', () => {
    expect(silent({ ...WORK, lastReport: null, reports: false })).toEqual({ is: true, reason: 'nunca-informo' });
    expect(silent({ ...WORK, lastReport: null, reports: null })).toEqual({ is: null, reason: 'sin-fecha-de-informe' });
    expect(silent({ ...WORK, lastReport: null, reports: false, start: null }).is).toBeNull();
    expect(silent({ ...WORK, lastReport: null, reports: false, start: '2027-01-01' })).toEqual({ is: false, reason: 'no-empezo' });
    expect(silent({ ...WORK, lastReport: '2106-02-03' })).toEqual({ is: null, reason: 'sin-fecha-de-informe' });
    expect([quietMonths({ ...WORK, lastReport: null }), quietMonths({ ...WORK, lastReport: '2026-09-01' })]).toEqual([null, null]);
  });

  it('is judged by the rule in force on the day of the cut-off', () => {
    expect(silenceOn('2026-08-03').months).toBe(6);
    expect(() => silenceOn('1999-12-31')).toThrow();
  });
});
