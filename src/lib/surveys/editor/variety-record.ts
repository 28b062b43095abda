import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { audit } from '#lib/access/audit.ts';
import { insist } from '#lib/access/permission.ts';
import type { Queryable } from '#lib/platform/database.ts';
import { findVariety, VARIETIES, type Variety, type VarietyId } from '#lib/places/varieties.ts';
import { YupayError } from '#lib/kernel/errors.ts';

/** How a form came to speak a variety, and how it is known that people understand it. Offices and organisations, never a person's name. */
export interface VarietyRecord {
  readonly variety: VarietyId;
  /** Who translated; empty where nobody said. */
  readonly office: string;
  /** Day of the translation back by another office, `AAAA-MM-DD`; null for none. */
  readonly backTranslated: string | null;
  readonly backOffice: string;
  /** Day of the field test; null for none. */
  readonly tested: string | null;
  readonly testPlace: string;
  /** People who took part in it; null where nobody counted. */
  readonly testPeople: number | null;
  readonly notes: string;
}

/** What a form calls a variety: the column's name, with the code that a phone tells it by. */
export const languageOf = ({ id, es, tag }: Variety): string => (id === 'castellano' ? 'Español (es)' : `${es} (${tag})`);

/** The variety that a form's language is; null for any other language. */
export function varietyOf(language: string): Variety | null {
  const plain = language.replace(/\s*\([^()]*\)\s*$/, '').toLowerCase();
  return VARIETIES.find(({ id, es, en }) => [es, en, id === 'castellano' ? 'español' : es].some((name) => name.toLowerCase() === plain)) ?? null;
}

export async function varietyRecords(client: Queryable, form: string): Promise<VarietyRecord[]> {
  const { rows } = await client.query(`select variedad as variety, oficina as office, retrotraduccion::text as "backTranslated", retrotraduccion_oficina as "backOffice", prueba::text as tested, prueba_lugar as "testPlace", prueba_personas as "testPeople", notas as notes
    from formulario_variedad where formulario = $1 order by variedad`, [form]);
  return rows as VarietyRecord[];
}

/** Keeps the record of a variety in place of its former one. Throws `sin-permiso`, `formulario-no-existe`, `solicitud-mala`. */
export async function keepVarietyRecord(pool: pg.Pool, actor: Actor | null, form: string, record: VarietyRecord): Promise<void> {
  insist(actor, 'llevar-encuesta', {});
  if (findVariety(record.variety) === null) throw new YupayError('solicitud-mala', { detalle: 'variedad' });
  const { rowCount } = await pool.query(
    `insert into formulario_variedad (formulario, variedad, oficina, retrotraduccion, retrotraduccion_oficina, prueba, prueba_lugar, prueba_personas, notas, quien)
    select id, $2, $3, $4, $5, $6, $7, $8, $9, $10 from formulario where id = $1
    on conflict (formulario, variedad) do update set oficina = excluded.oficina, retrotraduccion = excluded.retrotraduccion, retrotraduccion_oficina = excluded.retrotraduccion_oficina, prueba = excluded.prueba,
      prueba_lugar = excluded.prueba_lugar, prueba_personas = excluded.prueba_personas, notas = excluded.notas, quien = excluded.quien, cuando = now()`,
    [form, record.variety, record.office, record.backTranslated, record.backOffice, record.tested, record.testPlace, record.testPeople, record.notes, actor.id],
  );
  if (rowCount === 0) throw new YupayError('formulario-no-existe', { codigo: form.slice(0, 80) });
  await audit(pool, actor.id, 'formulario-variedad', { formulario: form, variedad: record.variety });
}
