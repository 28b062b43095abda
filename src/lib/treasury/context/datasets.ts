import type { Dataset } from '#lib/provenance/recipe.ts';
import { column } from '../columns.ts';

const DEPARTAMENTO = column('ubigeo', 'code', 'Ubigeo del departamento (dos cifras); vacío si abarca varios', 'Department code (two digits); blank when it spans several');

/** Social conflicts around mining, as a compilation lists them. No date: the list is as old as its capture. */
export const CONFLICTOS_MINEROS: Dataset = {
  id: 'conflictos-mineros',
  es: 'Conflictos sociales mineros',
  en: 'Social conflicts around mining',
  columns: [
    DEPARTAMENTO,
    column('caso', 'text', 'Nombre del caso', 'Name of the case'),
    column('departamento', 'text', 'Departamento según la fuente', 'Department by the source'),
    column('provincia', 'text', 'Provincia según la fuente', 'Province by the source'),
    column('distrito', 'text', 'Distrito según la fuente; vacío si no lo detalla', 'District by the source; blank when not detailed'),
    column('empresa', 'text', 'Empresa o actividad según la fuente', 'Company or activity by the source'),
    column('tipo', 'text', 'Tipo de conflicto', 'Kind of conflict'),
    column('actividad', 'text', 'Actividad económica', 'Economic activity'),
    column('estado', 'text', 'Estado según la fuente', 'State by the source'),
    column('fase', 'text', 'Fase según la fuente', 'Phase by the source'),
    column('violencia', 'boolean', 'Hubo violencia, según la fuente', 'There was violence, by the source'),
    column('dialogo', 'boolean', 'Hay o hubo diálogo, según la fuente', 'There is or was dialogue, by the source'),
    column('competencia', 'text', 'Nivel de gobierno competente', 'Level of government competent'),
    column('latitud', 'decimal', 'Latitud, grados WGS 84', 'Latitude, degrees WGS 84'),
    column('longitud', 'decimal', 'Longitud, grados WGS 84', 'Longitude, degrees WGS 84'),
    column('linea_original', 'integer', 'Fila en el archivo original', 'Row in the original file'),
  ],
  yearColumn: null,
  groupColumn: 'ubigeo',
  sortColumns: ['ubigeo', 'caso'],
  measures: [],
};

/** Mining rights of INGEMMET's cadastre. Who holds a right is never kept: it may be a person. */
export const DERECHOS_MINEROS: Dataset = {
  id: 'derechos-mineros',
  es: 'Derechos mineros del catastro',
  en: 'Mining rights of the cadastre',
  columns: [
    column('objectid', 'integer', 'Número de la fila en la capa', 'Number of the row in the layer'),
    DEPARTAMENTO,
    column('codigo', 'code', 'Código único del derecho', 'Unique code of the right'),
    column('concesion', 'text', 'Nombre del derecho', 'Name of the right'),
    column('denuncio', 'text', 'Día en que se pidió, AAAA-MM-DD', 'Day on which it was requested, YYYY-MM-DD'),
    column('hectareas', 'decimal', 'Hectáreas según el catastro', 'Hectares by the cadastre'),
    column('estado', 'code', 'Código de estado', 'Code of state'),
    column('estado_nombre', 'text', 'Estado', 'State'),
    column('sustancia', 'text', 'Sustancia', 'Substance'),
    column('departamentos', 'text', 'Departamentos que abarca, separados por «; »', 'Departments that it spans, separated by "; "'),
    column('provincias', 'text', 'Provincias que abarca', 'Provinces that it spans'),
    column('distritos', 'text', 'Distritos que abarca', 'Districts that it spans'),
    column('distritos_n', 'integer', 'Cuántos distritos nombra', 'How many districts it names'),
  ],
  yearColumn: null,
  groupColumn: 'ubigeo',
  sortColumns: ['ubigeo', 'codigo'],
  measures: [],
};

/** Tenders, awards and contracts of OCDS releases, a row each. A supplier who is a natural person is not kept. */
export const CONTRATACIONES: Dataset = {
  id: 'contrataciones',
  es: 'Contrataciones públicas (OCDS)',
  en: 'Public procurement (OCDS)',
  columns: [
    column('anio', 'year', 'Año de la publicación', 'Year of the release'),
    column('fecha', 'text', 'Día de la publicación, AAAA-MM-DD', 'Day of the release, YYYY-MM-DD'),
    column('ocid', 'code', 'Identificador del proceso (OCID)', 'Identifier of the process (OCID)'),
    column('publicacion', 'code', 'Identificador de la publicación', 'Identifier of the release'),
    column('etapa', 'text', 'Qué es la fila: licitacion, adjudicacion o contrato', 'What the row is: licitacion (tender), adjudicacion (award) or contrato (contract)'),
    column('id', 'code', 'Identificador de esa etapa', 'Identifier of that stage'),
    column('comprador_id', 'code', 'Identificador de la entidad que compra', 'Identifier of the buying entity'),
    column('comprador', 'text', 'Entidad que compra', 'Buying entity'),
    column('titulo', 'text', 'Título; vacío si parece traer datos de una persona', 'Title; blank when it seems to hold data on a person'),
    column('cui', 'code', 'Código único de inversión que nombra el texto', 'Investment code that the text names'),
    column('estado', 'text', 'Estado, como lo escribe OCDS', 'Status, as OCDS writes it'),
    column('monto', 'money', 'Monto, en la moneda de la fila; 0 puede estar publicado', 'Amount, in the row’s currency; 0 may be published'),
    column('moneda', 'code', 'Moneda (ISO 4217)', 'Currency (ISO 4217)'),
    column('proveedor_ruc', 'code', 'RUC del proveedor, si es una persona jurídica', 'Supplier’s tax number, when a legal person'),
    column('proveedor', 'text', 'Proveedor, si es una persona jurídica', 'Supplier, when a legal person'),
    column('proveedores', 'integer', 'Cuántos proveedores nombra la etapa', 'How many suppliers the stage names'),
  ],
  yearColumn: 'anio',
  groupColumn: null,
  sortColumns: ['anio', 'ocid', 'etapa', 'id'],
  // Rows of several currencies and of three stages of one purchase: no sum of them means anything.
  measures: [],
};

export const CONTEXT_DATASETS: readonly Dataset[] = [CONFLICTOS_MINEROS, DERECHOS_MINEROS, CONTRATACIONES];
