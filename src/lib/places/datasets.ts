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

export const PLACES_DATASETS = [DISTRITOS, EQUIVALENCIAS, POBLACION, LIMITES] as const;
