import type { FactId } from '#lib/indicators/model/decoder.ts';
import { actorOf } from '#lib/indicators/model/use.ts';
import type { Framework } from './framework.ts';

/**
 * The organisations that answer for an indicator: those that the monitoring names, else those that the plan names, else
 * the plan's owner. Where there are several, each signs.
 */
export function answerers({ uses, owner }: Pick<Framework, 'uses' | 'owner'>, use: string): readonly FactId[] {
  const all = uses.find(({ id }) => id === use)?.responsibilities ?? [];
  const monitored = all.filter(({ variant }) => variant === 'monitoring');
  const named = (monitored.length > 0 ? monitored : all).map(actorOf);
  return named.length === 0 ? [owner] : [...new Set(named)];
}

/** Whether somebody has signed a value for an organisation. */
export interface Signature {
  readonly value: string;
  readonly organisation: string;
}

/** Organisations that still owe their signature to a value of an indicator; who reports it signs by submitting. */
export function unsigned(framework: Pick<Framework, 'uses' | 'owner'>, value: { readonly id: string; readonly use: string }, reporter: string, signatures: readonly Signature[]): readonly FactId[] {
  return answerers(framework, value.use).filter((one) => one !== reporter && !signatures.some((signature) => signature.value === value.id && signature.organisation === one));
}
