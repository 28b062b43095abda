import { defineParams } from '@sveltejs/kit/params';

const CODE = /^[A-Za-z0-9][A-Za-z0-9._/@-]{0,63}$/;
const TAKEN = /\.(pdf|docx|xlsx|json|csv)$/;

/** Parameters of addresses. What does not match is another address, hence a 404 with its sentence. */
export const params = defineParams({
  lang: (param) => (param === 'en' ? param : undefined),
  ubigeo: (param) => (/^\d{2}(\d{2}){0,2}$/.test(param) ? param : undefined),
  anio: (param) => (/^(19|20)\d{2}$/.test(param) ? param : undefined),
  programa: (param) => (/^\d{4}$/.test(param) ? param : undefined),
  cui: (param) => (/^\d{1,8}$/.test(param) ? param : undefined),
  parte: (param) => (/^[a-z][a-z-]{2,30}$/.test(param) ? param : undefined),
  recibo: (param) => (/^[0-9a-f]{12,64}$/.test(param) ? param : undefined),
  formato: (param) => (param === 'json' || param === 'csv' ? param : undefined),
  conjunto: (param) => (/^[a-z][a-z0-9-]{2,60}$/.test(param) ? param : undefined),
  llevar: (param) => (param === 'pdf' || param === 'docx' || param === 'xlsx' || param === 'json' || param === 'csv' ? param : undefined),
  filas: (param) => (param === 'json' || param === 'csv' || param === 'xlsx' || param === 'parquet' ? param : undefined),
  plan: (param) => (/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(param) ? param : undefined),
  indice: (param) => (/^[a-z][a-z-]{2,40}$/.test(param) ? param : undefined),
  entrega: (param) => (/^[1-9]\d{0,5}$/.test(param) ? param : undefined),
  seccion: (param) => (param === 'arbol' || param === 'lugares' || param === 'contradicciones' || param === 'anexos' || param === 'ficha' ? param : undefined),
  vista: (param) => (param === 'indicador' || param === 'periodo' || param === 'responsable' ? param : undefined),
  // Codes of a plan may hold a point: what ends as a file is a file.
  clave: (param) => (CODE.test(param) && !TAKEN.test(param) ? param : undefined),
  archivo: (param) => (TAKEN.test(param) && CODE.test(param.replace(TAKEN, '')) ? param : undefined),
  enlace: (param) => (/^[\w-]{43}$/.test(param) ? param : undefined),
  forma: (param) => (param === 'ancha' || param === 'cuadrada' ? param : undefined),
  hoja: (param) => (param === 'hoja' || param === 'volante' ? param : undefined),
  huella: (param) => (/^[0-9a-f]{64}$/.test(param) ? param : undefined),
});
