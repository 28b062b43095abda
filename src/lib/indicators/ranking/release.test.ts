import { describe, expect, it } from 'vitest';
import { windowsOn, type ElectoralWindow } from './electoral-window.ts';
import { insistReleasable, noticeEnds, releaseAfter, type ReleaseCase } from './release.ts';
import { isWorkingDay, workingDaysAfter } from './working-days.ts';

const NONE: ReadonlySet<string> = new Set();

describe('working days', () => {
  it('are Monday to Friday but for the holidays that are entered', () => {
    expect(['2026-07-27', '2026-07-28', '2026-08-01', '2026-08-02'].map((day) => isWorkingDay(day, new Set(['2026-07-28'])))).toEqual([true, false, false, false]);
  });

  it('are counted from the day after, over weekends, holidays and the end of a year', () => {
    expect(workingDaysAfter('2026-07-20', 10, NONE)).toBe('2026-08-03');
    expect(workingDaysAfter('2026-07-20', 10, new Set(['2026-07-28', '2026-07-29']))).toBe('2026-08-05');
    expect(workingDaysAfter('2026-07-18', 1, NONE)).toBe('2026-07-20');
    expect(workingDaysAfter('2026-12-30', 3, new Set(['2027-01-01']))).toBe('2027-01-05');
  });
});

const window = (more: Partial<ElectoralWindow> = {}): ElectoralWindow => ({ id: 1, place: null, from: '2026-08-10', to: '2026-10-04', what: 'elección inventada', norm: 'Norma de prueba', verifiedBy: null, ...more });

describe('an electoral window', () => {
  it('holds on its first and last day, in the whole country or in its place, in what holds it and in what lies in it', () => {
    const days = (given: ElectoralWindow, place: string) => ['2026-08-09', '2026-08-10', '2026-10-04', '2026-10-05'].map((day) => windowsOn([given], day, [place]).length);
    expect(days(window(), '180101')).toEqual([0, 1, 1, 0]);
    expect(days(window({ place: '18' }), '180101')).toEqual([0, 1, 1, 0]);
    expect(days(window({ place: '180101' }), '18')).toEqual([0, 1, 1, 0]);
    expect(days(window({ place: '04' }), '180101')).toEqual([0, 0, 0, 0]);
  });
});

const CASE: ReleaseCase = { today: '2026-08-04', year: '2025', notifiedOn: '2026-07-20', holidays: NONE, windows: [], places: ['180101'], override: null };
const refused = (more: Partial<ReleaseCase>) => () => insistReleasable({ ...CASE, ...more });

describe('a release', () => {
  it('waits for the ten working days to be over', () => {
    expect(noticeEnds(CASE.notifiedOn, NONE)).toBe('2026-08-03');
    expect(refused({})).not.toThrow();
    expect(refused({ today: '2026-08-03' })).toThrow('2026-08-03');
    expect(refused({ holidays: new Set(['2026-07-28']) })).toThrow(expect.objectContaining({ code: 'ranking-en-plazo', details: { dia: '2026-08-04' } }));
  });

  it('is of a year that is over', () => {
    expect(refused({ year: '2026' })).toThrow(expect.objectContaining({ code: 'ranking-anio-abierto' }));
  });

  it('is held back by a window unless somebody gives a reason that says something', () => {
    const held = { windows: [window({ from: '2026-08-01' })] };
    expect(refused(held)).toThrow(expect.objectContaining({ code: 'ranking-en-campania' }));
    expect(refused({ ...held, override: '   porque   ' })).toThrow(expect.objectContaining({ code: 'ranking-en-campania' }));
    expect(refused({ ...held, override: 'Lo ordenó la Defensoría en su informe.' })).not.toThrow();
    expect(refused({ windows: [window({ from: '2026-08-01', place: '04' })] })).not.toThrow();
  });

  it('takes no step that its state does not admit', () => {
    expect(releaseAfter('notificar', 'borrador')).toBe('notificado');
    expect(releaseAfter('publicar', 'notificado')).toBe('publicado');
    expect(() => releaseAfter('publicar', 'borrador')).toThrow(expect.objectContaining({ code: 'ranking-paso' }));
    expect(() => releaseAfter('descartar', 'publicado')).toThrow(expect.objectContaining({ code: 'ranking-paso' }));
  });
});
