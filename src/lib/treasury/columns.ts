import type { ColumnType, DatasetColumn } from '#lib/provenance/recipe.ts';

/** A column of a dataset with its meaning in both languages. */
export const column = (name: string, type: ColumnType, es: string, en: string): DatasetColumn => ({ name, type, es, en });

/** `"sector|SECTOR"` pairs of code and name, as the treasury writes them. */
export function pair(name: string, es: string, en: string): DatasetColumn[] {
  return [
    column(name, 'code', `Código de ${es}`, `Code of ${en}`),
    column(`${name}_nombre`, 'text', `Nombre de ${es}`, `Name of ${en}`),
  ];
}

export const ANIO = column('anio', 'year', 'Año de los datos', 'Year of the data');
export const MES = column('mes', 'month', 'Mes (0 es el presupuesto inicial y sus modificaciones)', 'Month (0 carries the opening and modified budget)');
export const UBIGEO = column('ubigeo', 'code', 'Ubigeo de la sede de la ejecutora', 'Place code of the executing unit’s seat');
export const SEC_EJEC = column('sec_ejec', 'code', 'Código de la unidad ejecutora en el SIAF', 'Executing unit code in SIAF');
export const money = (name: string, es: string, en: string) => column(name, 'money', `${es} (soles corrientes)`, `${en} (current soles)`);

/** Who spends or collects, as every wide file of the treasury says it. */
export const EXECUTOR = [
  ...pair('nivel_gobierno', 'nivel de gobierno', 'level of government'),
  ...pair('sector', 'sector', 'sector'),
  ...pair('pliego', 'pliego', 'budget entity'),
  SEC_EJEC,
  ...pair('ejecutora', 'unidad ejecutora', 'executing unit'),
  UBIGEO,
  column('departamento_ejecutora_nombre', 'text', 'Departamento de la ejecutora', 'Department of the executing unit'),
  column('provincia_ejecutora_nombre', 'text', 'Provincia de la ejecutora', 'Province of the executing unit'),
  column('distrito_ejecutora_nombre', 'text', 'Distrito de la ejecutora', 'District of the executing unit'),
];

/** As the treasury spells them in its column names (SEPTIEMBRE, not SETIEMBRE). */
export const MONTHS = ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'] as const;
