import type { ErrorCode } from './errors.ts';

/** A typed refusal: which rule, the values its sentence names, who can change it. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string>>;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const refuse = (code: ErrorCode, details: Record<string, string> = {}): Result<never> => ({
  ok: false,
  refusal: { code, details },
});
