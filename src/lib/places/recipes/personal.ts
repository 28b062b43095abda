import type { RawRecord, RejectedRow } from '#lib/provenance/recipe.ts';

/** Words that, in a column's name, mean data on a person. The templates of places have no use for any of them. */
export const PERSONAL_WORDS: readonly string[] = [
  'nombre', 'nombres', 'apellido', 'apellidos', 'paterno', 'materno', 'dni', 'ruc', 'documento', 'persona', 'titular', 'autoridad', 'alcalde', 'alcaldesa',
  'regidor', 'regidora', 'presidente', 'presidenta', 'dirigente', 'representante', 'contacto', 'telefono', 'celular', 'correo', 'email', 'sexo', 'edad',
  'nacimiento', 'domicilio', 'direccion', 'firma', 'foto', 'name', 'surname', 'phone', 'holder',
];

/** Eight digits alone are a DNI; inside an address, a date or a resolution's number they touch another sign. */
const DNI = /(?<![\w/.-])\d{8}(?![\w/-]|\.\w)|\bD\.?N\.?I\b/iu;
const PHONE = /(?<![\w/.-])9\d{2}[ -]?\d{3}[ -]?\d{3}(?![\w/-])/u;
const MAIL = /\S@\S+\.\w/u;
/** "el señor Juan…": a courtesy title and a capital. Not asked of a place's own name: Don Bosco and Doña María are places. */
const TITLE = /\b(?:[Ss]r|[Ss]ra|[Ss]rta|[Ss]eñora?|[Dd]on|[Dd]oña|[Cc]iudadan[oa])\b\.?\s+\p{Lu}/u;

/**
 * The refusal of a whole file when a free cell seems to hold data on a person: a rejected line would be kept, and shown
 * on the source's page. A bare name cannot be told from other words; the template has no column to put one in.
 */
export function personalRefusal(record: RawRecord, columns: readonly string[], placeName: string | null = null): RejectedRow | null {
  const holds = (column: string, signs: readonly RegExp[]) => signs.some((sign) => sign.test(record.cells[column] ?? ''));
  const found = columns.find((column) => holds(column, [DNI, PHONE, MAIL, TITLE])) ?? (placeName !== null && holds(placeName, [DNI, PHONE, MAIL]) ? placeName : undefined);
  return found === undefined ? null : { reason: 'trae datos de una persona', reasonEn: 'holds data on a person', personal: found.toLowerCase() };
}
