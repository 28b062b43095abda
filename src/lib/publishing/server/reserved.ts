import { YupayError } from '#lib/kernel/errors.ts';
import type { Application } from '../application.ts';
import { RECIPES } from '../registry.ts';

const RESERVED = new Set(RECIPES.filter(({ withheld = [], reserved = false }) => reserved || withheld.length > 0).map(({ id }) => id));

/** True when some load of a capture used a layout whose files carry names of persons (Law 29733): its bytes stay here. */
export async function isReserved(application: Pick<Application, 'pool'>, hash: string): Promise<boolean> {
  const { rows } = await application.pool.query('select distinct receta from carga where captura = $1', [hash]);
  return rows.some(({ receta }) => RESERVED.has((receta as string).split('@')[0]!));
}

/** Throws `captura-reservada` for the bytes of such a capture. */
export async function refuseReserved(application: Pick<Application, 'pool'>, hash: string): Promise<void> {
  if (await isReserved(application, hash)) throw new YupayError('captura-reservada', { codigo: hash.slice(0, 12) });
}
