import type { Application } from '#lib/publishing/application.ts';
import type { Configuration } from '#lib/platform/settings.ts';
import type { Language } from '#lib/kernel/errors.ts';

/** An option of a command, as node's `parseArgs` takes it, with its meaning for --help and docs/cli.md. */
export interface Option {
  readonly name: string;
  /** The same option in the other language. */
  readonly alias?: string;
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly value?: string;
  readonly es: string;
  readonly en: string;
}

export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

export interface Terminal {
  readonly json: boolean;
  readonly language: Language;
  /** One line of result for people (silent under --json). */
  readonly say: (line: string) => void;
  /** The result for programs, once, under --json. */
  readonly result: (value: unknown) => void;
  readonly progress: (label: string, done: number, total: number, unit?: string) => void;
  readonly endProgress: () => void;
}

export interface CommandContext {
  readonly configuration: Configuration;
  readonly arguments: readonly string[];
  readonly options: OptionValues;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Opens the state folder and the database; closed for the command when it ends. */
  readonly application: () => Promise<Application>;
}

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly es: string;
  readonly en: string;
  readonly options: readonly Option[];
  /** Exit statuses that the command may end with besides 0, and what they mean. */
  readonly exits: readonly (readonly [number, string, string])[];
  readonly run: (context: CommandContext) => Promise<number>;
}

export const text = (options: OptionValues, name: string): string | null => (typeof options[name] === 'string' ? (options[name] as string) : null);
export const flag = (options: OptionValues, name: string): boolean => options[name] === true;
