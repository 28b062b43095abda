import type { Queryable } from '#lib/platform/database.ts';
import { dwellingsToVisit } from './draw.ts';

/** A file that a form may choose from: each enumerator is given their own, so that a phone holds nobody else's (METHODS §3.12). */
export const OWN_FILE = 'asignaciones.csv';

const COLUMNS = ['name', 'label', 'zona', 'lugar', 'viviendas'] as const;

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Units of an enumerator in every draw, as a list of choices: code, name, area, district, and the dwellings to visit. */
export async function ownAssignments(client: Queryable, enumerator: string): Promise<Buffer> {
  const { rows } = await client.query(
    `select u.codigo as code, u.nombre as name, u.zona as zone, u.lugar as place, u.viviendas as dwellings, d.primera as first, d.cada as every, d.elegidas as selected
    from asignacion a join muestra_unidad d on d.muestra = a.muestra and d.codigo = a.codigo join muestra m on m.numero = a.muestra join marco_unidad u on u.marco = m.marco and u.codigo = a.codigo where a.encuestador = $1 order by a.muestra, u.codigo`, [enumerator],
  );
  const lines = rows.map(({ code, name, zone, place, dwellings, first, every, selected }) => {
    const visits = dwellingsToVisit({ first, every, selected, unit: { dwellings } });
    return [code, `${code} · ${name}`, zone, place, visits.join(' ')].map((text) => cell(String(text))).join(',');
  });
  return Buffer.from([COLUMNS.join(','), ...lines, ''].join('\n'));
}
