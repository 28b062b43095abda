import type { Dataset, DatasetColumn, ColumnType } from '#lib/provenance/recipe.ts';

const column = (name: string, type: ColumnType, es: string, en: string): DatasetColumn => ({ name, type, es, en });
const UBIGEO = column('ubigeo', 'code', 'Ubigeo INEI del distrito', 'INEI code of the district');

/** The registry of districts and their municipalities. */
export const DISTRITOS: Dataset = {
  id: 'distritos',
  es: 'Registro de distritos y municipalidades',
  en: 'Registry of districts and municipalities',
  columns: [
    UBIGEO,
    column('departamento', 'text', 'Departamento', 'Department'),
    column('provincia', 'text', 'Provincia', 'Province'),
    column('distrito', 'text', 'Distrito', 'District'),
    column('capital', 'text', 'Capital legal', 'Legal capital'),
    column('categoria', 'text', 'Categoría de la capital', 'Category of the capital'),
    column('altitud', 'decimal', 'Altitud de la capital (m s. n. m.)', 'Altitude of the capital (m a.s.l.)'),
    column('latitud', 'decimal', 'Latitud de la capital (grados)', 'Latitude of the capital (degrees)'),
    column('longitud', 'decimal', 'Longitud de la capital (grados)', 'Longitude of the capital (degrees)'),
    column('sec_ejec', 'code', 'Código SIAF de la municipalidad', 'SIAF code of the municipality'),
    column('municipalidad', 'text', 'Municipalidad', 'Municipality'),
    column('reniec', 'code', 'Ubigeo RENIEC', 'RENIEC code'),
    column('sunat', 'code', 'Ubigeo SUNAT', 'SUNAT code'),
  ],
  yearColumn: null,
  groupColumn: 'ubigeo',
  sortColumns: ['ubigeo'],
  measures: [],
};

/** INEI–RENIEC–SUNAT codes. A missing one is null ("NA" in the source). */
export const EQUIVALENCIAS: Dataset = {
  id: 'equivalencias',
  es: 'Equivalencias de ubigeo',
  en: 'Place code equivalences',
  columns: [
    UBIGEO,
    column('distrito', 'text', 'Distrito según INEI', 'District by INEI'),
    column('reniec', 'code', 'Ubigeo RENIEC', 'RENIEC code'),
    column('distrito_reniec', 'text', 'Distrito según RENIEC', 'District by RENIEC'),
    column('sunat', 'code', 'Ubigeo SUNAT', 'SUNAT code'),
    column('distrito_sunat', 'text', 'Distrito según SUNAT', 'District by SUNAT'),
  ],
  yearColumn: null,
  groupColumn: 'ubigeo',
  sortColumns: ['ubigeo', 'reniec', 'sunat'],
  measures: [],
};

/** Population by district and year; half persons are the source's and stay. */
export const POBLACION: Dataset = {
  id: 'poblacion',
  es: 'Población por distrito y año',
  en: 'Population by district and year',
  columns: [
    column('anio', 'year', 'Año', 'Year'),
    UBIGEO,
    column('poblacion', 'decimal', 'Personas', 'Persons'),
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['ubigeo'],
  measures: [],
};

/** Boundaries somebody imported; geometry is GeoJSON text, null where the source has none. */
export const LIMITES: Dataset = {
  id: 'limites',
  es: 'Límites de distritos y departamentos',
  en: 'Boundaries of districts and departments',
  columns: [
    column('nivel', 'text', 'distrito o departamento', 'district or department'),
    column('ubigeo', 'code', 'Ubigeo (seis o dos cifras)', 'Place code (six or two digits)'),
    column('nombre', 'text', 'Nombre según la fuente', 'Name by the source'),
    column('norma', 'text', 'Norma de creación según la fuente', 'Founding norm by the source'),
    column('fecha', 'text', 'Fecha de la norma según la fuente', 'Date of the norm by the source'),
    column('geometria', 'text', 'Geometría GeoJSON en WGS 84', 'GeoJSON geometry in WGS 84'),
  ],
  yearColumn: null,
  groupColumn: 'ubigeo',
  sortColumns: ['ubigeo'],
  measures: [],
};

/** Communities and populated centres: a name and the districts that it lies in; never a boundary (issue 2 §4). */
export const COMUNIDADES: Dataset = {
  id: 'comunidades',
  es: 'Comunidades y centros poblados',
  en: 'Communities and populated centres',
  columns: [
    column('codigo', 'code', 'Código según la fuente', 'Code by the source'),
    column('tipo', 'text', 'campesina, nativa o centro-poblado', 'campesina (peasant), nativa (native) or centro-poblado (populated centre)'),
    column('nombre', 'text', 'Nombre de la comunidad o del centro poblado', 'Name of the community or populated centre'),
    column('distritos', 'text', 'Ubigeos de sus distritos, en orden, separados por un espacio', 'Codes of its districts, in order, separated by a blank'),
    column('fecha', 'text', 'Fecha de la lista: AAAA-MM-DD o AAAA', 'Date of the list: YYYY-MM-DD or YYYY'),
    column('fuente', 'text', 'Quién publica la lista y dónde', 'Who publishes the list and where'),
  ],
  yearColumn: null,
  groupColumn: null,
  sortColumns: ['codigo'],
  measures: [],
};

/** Offices and how they came to be held, by date. The office alone: no person's name has a column (DESIGN §8). */
export const AUTORIDADES: Dataset = {
  id: 'autoridades',
  es: 'Mandatos de cargos municipales',
  en: 'Mandates of municipal offices',
  columns: [
    column('ubigeo', 'code', 'Ubigeo del distrito donde la municipalidad tiene su sede', 'Code of the district where the municipality has its seat'),
    column('cargo', 'text', 'alcalde o regidor', 'alcalde (mayor) or regidor (councillor)'),
    column('clase', 'text', 'elegido, encargado, vacancia o revocatoria', 'elegido (elected), encargado (acting), vacancia (vacancy) or revocatoria (revocation)'),
    column('desde', 'text', 'Primer día, AAAA-MM-DD', 'First day, YYYY-MM-DD'),
    column('hasta', 'text', 'Último día, AAAA-MM-DD; vacío si no se conoce', 'Last day, YYYY-MM-DD; empty when unknown'),
    column('norma', 'text', 'Norma o resolución', 'Norm or resolution'),
    column('fuente', 'text', 'Quién lo publica y dónde', 'Who publishes it and where'),
  ],
  yearColumn: null,
  groupColumn: 'ubigeo',
  sortColumns: ['ubigeo', 'cargo', 'desde', 'clase'],
  measures: [],
};

export const PLACES_DATASETS = [DISTRITOS, EQUIVALENCIAS, POBLACION, LIMITES, COMUNIDADES, AUTORIDADES] as const;
