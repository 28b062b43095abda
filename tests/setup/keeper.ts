import type { Application } from '#lib/publishing/application.ts';
import type { Keeper } from '#lib/publishing/audio/keep.ts';
import { PageCache } from '#lib/publishing/http/page-cache.ts';
import { createServices } from '#lib/publishing/server.ts';

/** Whoever enters and publishes recordings, beside a server or without one. */
export function keeperOf(application: Application): Keeper {
  const none = () => Promise.reject(new Error('no load here'));
  return { application, who: 'prueba', services: createServices({ application, cache: new PageCache(), origin: null, panel: false, startImport: none, cancelImport: () => false }) };
}
