import type { Transport } from '@sveltejs/kit/hooks';
import { ServerOnly } from './routes/_page/server-only.ts';

/** A box that is passed over: see `ServerOnly`. */
export const transport: Transport = {
  ServerOnly: { encode: (value) => value instanceof ServerOnly && 1, decode: () => new ServerOnly(null) },
};
