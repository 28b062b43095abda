import { stat } from 'node:fs/promises';
import { dataVersion } from '#lib/provenance/live.ts';
import type { Application } from '../application.ts';
import { makeCatalogue, type Catalogue, type PublishedPartition } from '../catalogue/catalogue.ts';
import { DATASETS } from '../questions.ts';

/** The catalogue of what is live at this moment. */
export async function openCatalogue(application: Application): Promise<Catalogue> {
  const { rows } = await application.pool.query(
    `select p.conjunto, p.anio, p.serie, p.filas, p.parquet, p.carga, p.raiz, v.desde, c.captura, k.cuerpo
     from particion_viva v join particion p on p.id = v.particion join carga c on c.id = p.carga join captura k on k.sha256 = c.captura
     order by p.conjunto collate "C", p.anio nulls first, p.precedencia, c.numero`,
  );
  const partitions = await Promise.all(
    rows.map(async (row): Promise<PublishedPartition & { dataset: string }> => ({
      dataset: row.conjunto, year: row.anio, series: row.serie, rows: Number(row.filas), parquet: row.parquet, load: row.carga, root: row.raiz, capture: row.captura,
      bytes: (await stat(application.parquets.path(row.parquet)).catch(() => null))?.size ?? 0,
      publisher: row.cuerpo.publisher, title: row.cuerpo.title, licence: row.cuerpo.licence, cutoff: row.cuerpo.cutoff,
      since: (row.desde as Date).toISOString(),
    })),
  );
  return makeCatalogue(DATASETS, partitions, await dataVersion(application.pool));
}
