import { YupayError } from '#lib/kernel/errors.ts';
import type { PlaceView, Services } from './services.ts';

/** A place by its code; null for one that the registry does not have. Any other failure is a failure. */
export async function placeOrNull(services: Services, code: string): Promise<PlaceView | null> {
  return services.place(code).catch((error: unknown) => {
    if (error instanceof YupayError && error.code === 'lugar-no-existe') return null;
    throw error;
  });
}
