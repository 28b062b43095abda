import type { Services } from '#lib/publishing/services.ts';
import type { Language } from '#lib/kernel/errors.ts';

declare global {
  namespace App {
    interface Locals {
      services: Services;
      language: Language;
    }
    interface Error {
      /** Code of the table of errors (src/lib/kernel/errors.ts). */
      codigo?: string;
      /** Of `sin-permiso`: what was tried, the rule, who may, how, and whether whoever asks is signed in. */
      permiso?: { tried: string; rule: string; who: string; how: string; names: readonly string[]; known: boolean };
    }
  }
}

export {};
