import { Cells } from '#lib/provenance/reading/cells.ts';
import type { RowRecipe } from '#lib/provenance/recipe.ts';
import { PRESUPUESTO } from '../datasets.ts';
import { yearSurvey } from './year-closed.ts';

/** Every municipality by year, compiled from the Consulta Amigable: whole soles, rubros 08 and 18 apart. */
export const PANEL_MUNICIPAL: RowRecipe = {
  way: 'rows',
  id: 'panel-municipal',
  version: 1,
  dataset: PRESUPUESTO,
  format: 'csv',
  publisher: 'MEF',
  es: 'Panel de presupuesto municipal por año',
  en: 'Municipal budget panel by year',
  years: [2009, null],
  precedence: 10,
  maxBytes: 128_000_000,
  required: [
    ['periodo'], ['ubigeo'], ['sec_ejec'], ['municipalidad'], ['pia'], ['pim'], ['certificacion'], ['compromiso_anual'],
    ['atencion_de_compromiso_mensual'], ['devengado'], ['girado'], ['avance_percent'], ['rubro08_recaudado'], ['rubro18_recaudado'], ['total_recaudado'],
  ],
  optional: [['departamento'], ['provincia']],
  survey: () => yearSurvey({ year: 'PERIODO', pim: 'PIM', devengado: 'DEVENGADO', dialect: 'punto' }),
  read: (record, context, tally) => {
    const cells = new Cells(record, tally);
    const money = (column: string) => cells.money(column, 'punto');
    return cells.facts(() => {
      const anio = cells.year('PERIODO');
      return [
        {
          anio,
          nivel: 'municipalidad',
          ubigeo: cells.district('UBIGEO'),
          sec_ejec: cells.executor('SEC_EJEC'),
          nombre: cells.name('MUNICIPALIDAD'),
          pia: money('PIA'),
          pim: money('PIM'),
          certificado: money('CERTIFICACION'),
          comprometido_anual: money('COMPROMISO_ANUAL'),
          comprometido: money('ATENCION_DE_COMPROMISO_MENSUAL'),
          devengado: money('DEVENGADO'),
          girado: money('GIRADO'),
          avance_publicado: cells.percent('AVANCE_PERCENT', 'punto'),
          rubro08_recaudado: money('RUBRO08_RECAUDADO'),
          rubro18_recaudado: money('RUBRO18_RECAUDADO'),
          total_recaudado: money('TOTAL_RECAUDADO'),
          fecha_corte: null,
          parcial: String(anio !== null && anio === context.anio_parcial),
          linea_original: String(record.line),
        },
      ];
    });
  },
};
