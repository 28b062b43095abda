/**
 * How the treasury spells the columns of its wide files. `dataset column → spellings`, oldest last; a `+` joins the codes
 * of several cells into one (the seat's ubigeo).
 */
export type Spellings = Readonly<Record<string, readonly string[]>>;

/** A code and its name: `('sector')` gives SECTOR and SECTOR_NOMBRE. */
function pair(name: string, ...older: string[]): Spellings {
  const spellings = [name, ...older].map((spelling) => spelling.toUpperCase());
  return { [name]: spellings, [`${name}_nombre`]: spellings.map((spelling) => `${spelling}_NOMBRE`) };
}

export const SEAT: Spellings = {
  ubigeo: ['DEPARTAMENTO_EJECUTORA+PROVINCIA_EJECUTORA+DISTRITO_EJECUTORA'],
  departamento_ejecutora_nombre: ['DEPARTAMENTO_EJECUTORA_NOMBRE'],
  provincia_ejecutora_nombre: ['PROVINCIA_EJECUTORA_NOMBRE'],
  distrito_ejecutora_nombre: ['DISTRITO_EJECUTORA_NOMBRE'],
};

export const EXECUTOR: Spellings = {
  // Older years say TIPO_GOBIERNO (DATA §2.1).
  ...pair('nivel_gobierno', 'tipo_gobierno'),
  ...pair('sector'),
  ...pair('pliego'),
  sec_ejec: ['SEC_EJEC'],
  ...pair('ejecutora'),
  ...SEAT,
};

export const STRUCTURE: Spellings = {
  sec_func: ['SEC_FUNC'],
  ...pair('programa_ppto'),
  tipo_act_proy: ['TIPO_ACT_PROY'],
  ...pair('producto_proyecto'),
  ...pair('actividad_accion_obra'),
  ...pair('funcion'),
  ...pair('division_funcional'),
  ...pair('grupo_funcional'),
  meta: ['META'],
  finalidad: ['FINALIDAD'],
  meta_nombre: ['META_NOMBRE'],
  ...pair('departamento_meta'),
  ...pair('fuente_financiamiento', 'fuente_financ'),
  ...pair('rubro'),
  ...pair('tipo_recurso'),
  ...pair('categoria_gasto'),
};

export const CLASSIFIER: Spellings = {
  ...pair('generica'),
  ...pair('subgenerica'),
  ...pair('subgenerica_det'),
  ...pair('especifica'),
  ...pair('especifica_det'),
};

export const BUDGET: Spellings = { pia: ['MONTO_PIA'], pim: ['MONTO_PIM'] };
