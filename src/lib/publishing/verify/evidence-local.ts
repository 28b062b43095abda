import type { Canonical } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { ContentStore } from '#lib/platform/files.ts';
import { findCapture } from '#lib/provenance/capture.ts';
import { keptDigests } from '#lib/provenance/digest.ts';
import { findReceipt } from '#lib/provenance/receipt.ts';
import type { Evidence } from '#lib/provenance/verify.ts';
import type { Application } from '../application.ts';
import { currentReceipt } from '../current.ts';

async function stored(store: ContentStore, hash: string, what: string): Promise<string> {
  if (!(await store.has(hash))) throw new YupayError('entrada-no-disponible', { que: `${what} ${hash.slice(0, 12)}`, detalle: 'no está en esta máquina' });
  return store.path(hash);
}

/** Evidence from this machine's own database and stores. */
export function localEvidence(application: Application): Evidence {
  return {
    receipt: async (code) => {
      const { sha256, body } = await findReceipt(application.pool, code);
      return { sha256, body };
    },
    parquet: (hash) => stored(application.parquets, hash, 'el archivo'),
    digests: (hash) => keptDigests(application.pool, hash),
    capture: (hash) => stored(application.captures, hash, 'la captura'),
    record: async (hash) => {
      const record = await findCapture(application.pool, hash);
      if (!record) throw new YupayError('entrada-no-disponible', { que: `el registro de la captura ${hash.slice(0, 12)}`, detalle: 'no está en esta máquina' });
      return record;
    },
    load: async (id) => {
      const { rows } = await application.pool.query('select cuerpo from carga where id = $1', [id]);
      if (rows.length === 0) throw new YupayError('entrada-no-disponible', { que: `la carga ${id.slice(0, 12)}`, detalle: 'no está en esta máquina' });
      return rows[0].cuerpo as Canonical;
    },
    inForce: async (code) => (await currentReceipt(application, await findReceipt(application.pool, code)))?.sha256 ?? null,
  };
}
