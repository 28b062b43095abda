import type pg from 'pg';
import { OPERATOR } from '#lib/access/actor.ts';
import { keepDraft, type FormFile } from '#lib/surveys/intake/form-version.ts';
import { madeForm, madeInstance } from '#lib/surveys/intake/generator.ts';

export const TEST_FORM = 'encuesta-de-prueba';

/** A made form, kept as a draft. */
export const keepTestForm = (pool: pg.Pool, version: string, form = TEST_FORM, files: readonly FormFile[] = []): Promise<void> => keepDraft(pool, OPERATOR, madeForm(form, version, files));

interface TestInstance extends NonNullable<Parameters<typeof madeInstance>[3]> {
  readonly instance: string | null;
  readonly deprecated?: string;
  readonly version?: string;
  readonly form?: string;
}

/** A submission of that form, with the declaration that phones write. */
export function testInstance({ instance, deprecated, version = '1', form = TEST_FORM, ...answers }: TestInstance, declared = true): string {
  return `${declared ? "<?xml version='1.0' ?>" : ''}${madeInstance(form, version, { instance, deprecated }, answers)}`;
}
