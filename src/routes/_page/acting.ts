import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import type { Services } from '#lib/publishing/services.ts';
import { said } from './said.ts';

/** Longest form that is shown again; a longer one is no form of ours. */
const MOST_BYTES = 2_100_000;

/** A second reading of a form that says how long it is; null where it does not, or is too long to be held twice. */
function copyOf(request: Request): Request | null {
  const length = Number(request.headers.get('content-length') ?? NaN);
  return length <= MOST_BYTES && (request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded') ? request.clone() : null;
}

async function typedIn(copy: Request | null): Promise<Record<string, string>> {
  return copy === null ? {} : Object.fromEntries(new URLSearchParams(await copy.text().catch(() => '')));
}

/** A form whose one action gives the address, without language, to go on from; what it cannot take is said beside what was typed, so that nothing is lost. */
export const acting = (change: (services: Services, request: Request) => Promise<string>) => ({
  default: async ({ locals: { language, services }, request }: Pick<RequestEvent, 'locals' | 'request'>) => {
    const copy = copyOf(request);
    let next: string;
    try {
      next = await change(services, request);
    } catch (error) {
      const { status, data } = said(error, language);
      return fail(status, { ...data, typed: await typedIn(copy) });
    }
    await copy?.body?.cancel();
    redirect(303, `${at(language, next)}?hecho`);
  },
});
