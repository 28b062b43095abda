import type { WideRecipe } from '#lib/provenance/recipe.ts';
import { TRANSFERENCIAS } from '../datasets.ts';
import { SEAT } from './wide-columns.ts';

const pair = (name: string): Record<string, readonly string[]> => ({ [name]: [name.toUpperCase()], [`${name}_nombre`]: [`${name.toUpperCase()}_NOMBRE`] });

/** MEF Transferencias, 26 columns, one row a month, resource and operation. Holds interest and own money too (DATA §2.4). */
export const TRANSFERENCIAS_MEF: WideRecipe = {
  way: 'wide',
  id: 'transferencias',
  version: 1,
  dataset: TRANSFERENCIAS,
  format: 'csv',
  publisher: 'MEF',
  es: 'Transferencias',
  en: 'Transfers',
  years: [2004, null],
  precedence: 20,
  maxBytes: 8_000_000_000,
  source: {
    anio: ['ANO_PRC'],
    mes: ['MES_PRC'],
    mes_nombre: ['MES_PRC_NOMBRE'],
    ...pair('grupo_transferencia'),
    ...pair('tipo_entidad'),
    ...pair('pliego'),
    sec_ejec: ['SEC_EJEC'],
    ejecutora_nombre: ['EJECUTORA_NOMBRE'],
    ...SEAT,
    ...pair('rubro'),
    ...pair('fuente'),
    ...pair('recurso'),
    origen_operacion_nombre: ['ORIGEN_OPERACION_NOMBRE'],
    autorizado: ['MONTO_AUTORIZADO'],
    acreditado: ['MONTO_ACREDITADO'],
  },
  ignored: [],
};
