import type { ColumnType, Dataset, DatasetColumn } from '#lib/provenance/recipe.ts';

const column = (name: string, type: ColumnType, es: string, en: string): DatasetColumn => ({ name, type, es, en });

/** A plan with its monitoring, an activity sheet or a programme, one row for each member of its document (`yupay-plan@1`). */
export const PLAN_PARTES: Dataset = {
  id: 'plan-partes',
  es: 'Planes y su monitoreo: cada parte de su documento',
  en: 'Plans and their monitoring: each part of their document',
  columns: [
    column('plan', 'text', 'Código del plan', 'Code of the plan'),
    column('parte', 'text', 'Lista del documento: nodes, uses, definitions, observations, claims…; «plan» para lo que no está en una lista', 'List of the document: nodes, uses, definitions, observations, claims…; "plan" for what is in no list'),
    column('orden', 'integer', 'Lugar en su lista, desde 1; vacío en «plan»', 'Place in its list, from 1; empty in "plan"'),
    column('clave', 'text', 'Código de la parte; en «plan», nombre del campo', 'Code of the part; in "plan", name of the member'),
    column('uso', 'text', 'Indicador del plan al que se refiere', 'Indicator of the plan that it is about'),
    column('componente', 'text', 'Componente del indicador', 'Component of the indicator'),
    column('clase', 'text', 'baseline (línea de base), target (meta) o actual (avance)', 'baseline, target or actual'),
    column('periodo', 'text', 'Fecha a la que corresponde el valor, o en que cierra el periodo: AAAA, AAAA-MM o AAAA-MM-DD', 'Date that the value is of, or on which the period ends: YYYY, YYYY-MM or YYYY-MM-DD'),
    column('lugar', 'text', 'Lugar al que corresponde el valor, como lo dice el documento; vacío si es del plan entero', 'Place that the value is of, as the document says it; empty when it is of the whole plan'),
    column('desglosado', 'boolean', 'Verdadero si el valor es de una parte de un desglose', 'True for a value of one part of a breakdown'),
    column('version', 'integer', 'Versión de la definición que se usó', 'Version of the definition that was used'),
    column('reemplaza', 'text', 'Código del valor que corrige', 'Code of the value that it corrects'),
    column('cuerpo', 'text', 'La parte entera, en JSON canónico', 'The whole part, as canonical JSON'),
  ],
  yearColumn: null,
  groupColumn: null,
  sortColumns: ['parte', 'lugar', 'uso', 'componente', 'orden'],
  measures: [],
};

export const PLAN_DATASETS: readonly Dataset[] = [PLAN_PARTES];
