import { redirect, type RequestEvent } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import type { Services } from '#lib/publishing/services.ts';
import { said } from './said.ts';

/** A form whose one action gives the address, without language, to go on from; what it cannot take is said beside it. */
export const acting = (change: (services: Services, request: Request) => Promise<string>) => ({
  default: async ({ locals: { language, services }, request }: Pick<RequestEvent, 'locals' | 'request'>) => {
    let next: string;
    try {
      next = await change(services, request);
    } catch (error) {
      return said(error, language);
    }
    redirect(303, `${at(language, next)}?hecho`);
  },
});
