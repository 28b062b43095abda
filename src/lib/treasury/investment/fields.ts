import type { ColumnType } from '#lib/provenance/recipe.ts';

/** How a cell of the registry of investments is read. */
export type FieldKind = 'texto' | 'nombre' | 'codigo' | 'monto' | 'numero' | 'dia' | 'mes' | 'si-no';

/** A column of the registry: how it is kept, what it means and how its three files spell it. */
export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  readonly es: string;
  readonly en: string;
  /** Header cells, the newest first (DATA §2.6). */
  readonly cells: readonly string[];
}

export const KEPT_AS: Readonly<Record<FieldKind, ColumnType>> = {
  'texto': 'text', 'nombre': 'text', 'codigo': 'code', 'monto': 'money', 'numero': 'decimal', 'dia': 'text', 'mes': 'text', 'si-no': 'boolean',
};

const field = (kind: FieldKind, name: string, es: string, en: string, ...cells: string[]): Field => ({ name, kind, es, en, cells });

const WHAT: readonly Field[] = [
  field('codigo', 'cui', 'Código único de inversión (CUI)', 'Unique investment code (CUI)', 'CODIGO_UNICO'),
  field('codigo', 'snip', 'Código SNIP', 'SNIP code', 'CODIGO_SNIP', 'COD_SNIP'),
  field('nombre', 'nombre', 'Nombre de la inversión', 'Name of the investment', 'NOMBRE_INVERSION'),
  field('texto', 'tipo', 'Tipo de inversión', 'Kind of investment', 'TIPO_INVERSION'),
  field('texto', 'tipologia', 'Tipología', 'Typology', 'DES_TIPOLOGIA'),
  field('texto', 'funcion', 'Función', 'Function', 'FUNCION'),
  field('texto', 'programa', 'División funcional o programa', 'Functional division or programme', 'PROGRAMA'),
  field('texto', 'subprograma', 'Grupo funcional o subprograma', 'Functional group or subprogramme', 'SUBPROGRAMA', 'SUBPROGRAM'),
  field('texto', 'marco', 'Marco: INVIERTE o SNIP', 'Framework: INVIERTE or SNIP', 'MARCO'),
  field('texto', 'modalidad', 'Modalidad de ejecución', 'How it is executed', 'DES_MODALIDAD'),
  field('si-no', 'emergencia', 'Es una IOARR de emergencia', 'Is an emergency IOARR', 'IND_IOARR_EMERG'),
  field('numero', 'beneficiarios', 'Habitantes beneficiarios', 'Inhabitants that benefit', 'NUM_HABITANTES_BENEF', 'BENEFICIARIO'),
];

const WHO: readonly Field[] = [
  field('codigo', 'nivel', 'Nivel de gobierno: GN, GR o GL', 'Level of government: GN, GR or GL', 'NIVEL'),
  field('nombre', 'sector', 'Sector', 'Sector', 'SECTOR'),
  field('nombre', 'entidad', 'Entidad', 'Entity', 'ENTIDAD'),
  field('nombre', 'opmi', 'Oficina que la programa (OPMI)', 'Office that programmes it (OPMI)', 'NOMBRE_OPMI', 'NOM_OPMI', 'OPI'),
  field('nombre', 'uf', 'Unidad formuladora', 'Formulating unit', 'NOMBRE_UF', 'NOM_UF'),
  field('nombre', 'uei', 'Unidad ejecutora de inversiones', 'Executing unit of investments', 'NOMBRE_UEI', 'NOM_UEI'),
  field('codigo', 'sec_ejec', 'Código de la unidad ejecutora en el SIAF', 'Executing unit code in SIAF', 'SEC_EJEC'),
  field('nombre', 'uep', 'Unidad ejecutora presupuestal', 'Budget executing unit', 'NOMBRE_UEP', 'NOM_UEP'),
];

const STATE: readonly Field[] = [
  field('texto', 'estado', 'Estado', 'State', 'ESTADO'),
  field('texto', 'situacion', 'Situación', 'Situation', 'SITUACION'),
  field('dia', 'fecha_registro', 'Fecha de registro', 'Date of registration', 'FECHA_REGISTRO'),
  field('dia', 'fecha_viabilidad', 'Fecha de viabilidad', 'Date of viability', 'FECHA_VIABILIDAD'),
  field('dia', 'inicio_ejecucion', 'Inicio de la ejecución según expediente', 'Start of execution by the technical file', 'FEC_INI_EJECUCION'),
  field('dia', 'fin_ejecucion', 'Fin de la ejecución según expediente', 'End of execution by the technical file', 'FEC_FIN_EJECUCION', 'FEC_FIN_EJUCION'),
  field('dia', 'inicio_fisico', 'Inicio de la ejecución física', 'Start of physical execution', 'FEC_INI_EJEC_FISICA', 'INICIO_EJEC_FISICA'),
  field('dia', 'fin_fisico', 'Fin de la ejecución física', 'End of physical execution', 'FEC_FIN_EJEC_FISICA', 'CULMINACION_EJEC_FISICA', 'CULMINA_EJEC_FISICA'),
  field('dia', 'ultima_declaracion', 'Último día en que la unidad declaró su avance o estimación', 'Last day on which the unit stated its progress or estimate', 'ULT_FEC_DECLA_ESTIM'),
  field('si-no', 'tiene_f12b', 'Tiene seguimiento (formato 12-B)', 'Has follow-up (form 12-B)', 'TIENE_F12B'),
  field('si-no', 'tiene_avance_fisico', 'Declara avance físico', 'States physical progress', 'TIENE_AVAN_FISICO'),
  field('numero', 'avance_fisico', 'Avance físico, %', 'Physical progress, %', 'AVANCE_FISICO'),
  field('numero', 'avance_ejecucion', 'AVANCE_EJECUCION tal como viene: no es un porcentaje fiable', 'AVANCE_EJECUCION as it comes: not a percentage to rely on', 'AVANCE_EJECUCION'),
  field('si-no', 'expediente_tecnico', 'Tiene expediente técnico', 'Has a technical file', 'EXPEDIENTE_TECNICO'),
  field('si-no', 'tiene_f8', 'Tiene formato 8', 'Has form 8', 'TIENE_F8'),
  field('texto', 'etapa_f8', 'Etapa del formato 8', 'Stage of form 8', 'ETAPA_F8'),
  field('si-no', 'informe_cierre', 'Tiene informe de cierre', 'Has a closing report', 'INFORME_CIERRE'),
  field('si-no', 'tiene_f9', 'Tiene formato 9 (cierre)', 'Has form 9 (closure)', 'TIENE_F9'),
  field('dia', 'fecha_f9', 'Fecha del formato 9', 'Date of form 9', 'FEC_REG_F9'),
  field('texto', 'etapa_f9', 'Etapa del formato 9', 'Stage of form 9', 'ETAPA_F9'),
  field('dia', 'fecha_cierre', 'Fecha de cierre', 'Date of closure', 'FEC_CIERRE', 'FECHA_CIERRE'),
  field('texto', 'cierre', 'Motivo o clase de cierre', 'Reason or kind of closure', 'DES_CIERRE'),
  field('si-no', 'culminada', 'Culminada', 'Completed', 'CULMINADA'),
  field('si-no', 'en_pmi', 'Está en la programación multianual', 'Is in the multi-year programme', 'REGISTRADO_PMI'),
  field('mes', 'primer_devengado', 'Primer mes con devengado', 'First month with an accrual', 'PRIMER_DEVENGADO'),
  field('mes', 'ultimo_devengado', 'Último mes con devengado', 'Last month with an accrual', 'ULTIMO_DEVENGADO'),
];

const MONEY: readonly Field[] = [
  field('monto', 'monto_viable', 'Monto viable o aprobado', 'Viable or approved amount', 'MONTO_VIABLE'),
  field('monto', 'costo_actualizado', 'Costo actualizado', 'Updated cost', 'COSTO_ACTUALIZADO'),
  field('monto', 'control_concurrente', 'Control concurrente', 'Concurrent control', 'CTRL_CONCURR'),
  field('monto', 'laudo', 'Laudos', 'Arbitral awards', 'MONTO_LAUDO'),
  field('monto', 'carta_fianza', 'Cartas fianza', 'Bonds', 'MONTO_FIANZA'),
  field('monto', 'saldo_publicado', 'Saldo por ejecutar según la fuente', 'Balance to execute by the source', 'SALDO_EJECUTAR'),
  field('monto', 'monto_expediente', 'Monto del expediente técnico', 'Amount of the technical file', 'MONTO_ET_F8'),
  field('monto', 'pmi_1', 'Programado, año 1', 'Programmed, year 1', 'PMI_ANIO_1'),
  field('monto', 'pmi_2', 'Programado, año 2', 'Programmed, year 2', 'PMI_ANIO_2'),
  field('monto', 'pmi_3', 'Programado, año 3', 'Programmed, year 3', 'PMI_ANIO_3'),
  field('monto', 'pmi_4', 'Programado, año 4', 'Programmed, year 4', 'PMI_ANIO_4'),
  field('monto', 'devengado_anterior', 'Devengado hasta el año anterior', 'Accrued up to the year before', 'DEVEN_ACUMUL_ANIO_ANT'),
  field('monto', 'devengado_anio', 'Devengado del año', 'Accrued in the year', 'DEV_ANIO_ACTUAL'),
  field('monto', 'devengado_acumulado', 'Devengado acumulado según la fuente', 'Accrued in all by the source', 'DEVEN_ACUMULADO', 'DEVENGADO_ACUMULADO'),
  field('monto', 'pia', 'Presupuesto de apertura del año', 'Opening budget of the year', 'PIA_ANIO_ACTUAL'),
  field('monto', 'pim', 'Presupuesto modificado del año', 'Modified budget of the year', 'PIM_ANIO_ACTUAL'),
  field('monto', 'certificado', 'Certificado del año', 'Certified in the year', 'CERTIF_ANIO_ACTUAL'),
  field('monto', 'comprometido_anual', 'Compromiso anual del año', 'Annual commitment of the year', 'COMPROM_ANUAL_ANIO_ACTUAL'),
];

const WHERE: readonly Field[] = [
  field('nombre', 'departamento', 'Departamento según la fuente', 'Department by the source', 'DEPARTAMENTO'),
  field('nombre', 'provincia', 'Provincia según la fuente', 'Province by the source', 'PROVINCIA'),
  field('nombre', 'distrito', 'Distrito según la fuente', 'District by the source', 'DISTRITO'),
  field('codigo', 'ubigeo_publicado', 'Ubigeo tal como viene', 'Place code as it comes', 'UBIGEO'),
];

/** Every column that is read cell by cell; year, cut-off, registry, district and coordinates are worked out beside them. */
export const FIELDS: readonly Field[] = [...WHAT, ...WHO, ...STATE, ...MONEY, ...WHERE];

export const cellsOf = (name: string): readonly string[] => {
  const found = FIELDS.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`the registry of investments has no field ${name}`);
  return found.cells;
};
