import { expect, test } from 'vitest';
import { prng } from '../../../tests/setup/tamper.ts';
import { stateAfter, STEP_NAMES, STEPS, SUBMISSION_STATES, type Step, type StepCase, type SubmissionState } from './submission.ts';

const given = (over: Partial<StepCase>): StepCase => ({ state: 'presentada', who: 'revisora', writers: ['reportera'], values: 1, comment: 'porque sí', unsigned: [], ...over });

test('each step leads where the table says, and from nowhere else', () => {
  const table = SUBMISSION_STATES.flatMap((state) => STEP_NAMES.map((step) => {
    try {
      return `${state} ${step} ${stateAfter(step, given({ state }))}`;
    } catch (error) {
      return (error as { code: string }).code === 'paso-no-admitido' ? null : 'other';
    }
  })).filter((row) => row !== null);
  expect(table).toEqual([
    'borrador presentar presentada', 'presentada devolver devuelta', 'presentada aprobar aprobada', 'devuelta presentar presentada',
    'aprobada devolver devuelta', 'aprobada publicar publicada', 'publicada retirar retirada',
  ]);
});

test('no path of steps publishes what nobody but its writers approved', () => {
  const random = prng(2_014);
  let published = 0;
  for (let path = 0; path < 3_000; path += 1) {
    let state: SubmissionState = 'borrador';
    let approvedBy: string | null = null;
    for (let at = 0; at < 12; at += 1) {
      const step: Step = STEP_NAMES[Math.floor(random() * STEP_NAMES.length)]!;
      const who = random() < 0.5 ? 'reportera' : 'revisora';
      try {
        state = stateAfter(step, given({ state, who, comment: random() < 0.5 ? 'por esto' : null }));
        if (step === 'aprobar') approvedBy = who;
        if (step === 'presentar' || step === 'devolver') approvedBy = null;
      } catch {
        continue;
      }
      if (state === 'publicada') {
        published += 1;
        expect(approvedBy).toBe('revisora');
      }
    }
  }
  expect(published).toBeGreaterThan(50);
});

test.each([
  ['devolver', { comment: '  ' }, 'falta-comentario'],
  ['aprobar', { who: 'reportera' }, 'revision-propia'],
  ['aprobar', { unsigned: ['IFC'] }, 'falta-firma'],
  ['presentar', { state: 'borrador', values: 0 }, 'entrega-vacia'],
] as const)('%s is refused with %o: %s', (step, over, code) => {
  expect(() => stateAfter(step, given(over))).toThrow(expect.objectContaining({ code }));
});

test('only approval makes a submission fit for publication', () => {
  expect(STEP_NAMES.filter((step) => STEPS[step].to === 'aprobada')).toEqual(['aprobar']);
  expect(STEPS.publicar.from).toEqual(['aprobada']);
});
