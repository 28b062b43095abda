import type { PublishedQuery } from '#lib/provenance/query.ts';

/** Conflicts of a department, or of the country under the empty prefix, as the loaded compilation lists them. */
export const CONFLICTOS_DE_LUGARES: PublishedQuery = {
  id: 'conflictos-de-lugares',
  version: 1,
  es: 'Conflictos mineros de un departamento, según la lista cargada',
  en: 'Mining conflicts of a department, by the loaded list',
  datasets: ['conflictos-mineros'],
  parameters: ['prefijo'],
  sql: `
select ubigeo, caso, departamento, provincia, distrito, empresa, estado, fase, violencia, dialogo, competencia, latitud, longitud, linea, linea_original
from {{conflictos-mineros}} where starts_with(ubigeo, left($prefijo, 2))
qualify rango = max(rango) over ()
order by ubigeo, caso, linea`,
  columns: ['ubigeo', 'caso', 'departamento', 'provincia', 'distrito', 'empresa', 'estado', 'fase', 'violencia', 'dialogo', 'competencia', 'latitud', 'longitud', 'linea', 'linea_original'],
  unit: 'casos',
  priceBase: 'no aplica',
  coverage: (rows) => `${rows.length} casos de la lista cargada, que no dice su fecha`,
};

/** Rights and hectares by state, of those that lie in one department alone; a right counted once however often loaded. */
export const DERECHOS_DE_DEPARTAMENTO: PublishedQuery = {
  id: 'derechos-de-departamento',
  version: 1,
  es: 'Derechos mineros de un departamento, por estado',
  en: 'Mining rights of a department, by state',
  datasets: ['derechos-mineros'],
  parameters: ['ubigeo'],
  sql: `
with derechos as (
  select * from {{derechos-mineros}} qualify row_number() over (partition by codigo order by rango desc, linea desc) = 1
)
select coalesce(estado_nombre, estado) as estado, count(*) as derechos, sum(cast(hectareas as decimal(28, 6))) as hectareas,
  count(*) filter (where distritos_n > 1) as en_varios_distritos
from derechos where ubigeo = $ubigeo group by all order by derechos desc, estado`,
  columns: ['estado', 'derechos', 'hectareas', 'en_varios_distritos'],
  unit: 'derechos y hectáreas',
  priceBase: 'no aplica',
  coverage: (rows) => (rows.length === 0 ? 'ningún derecho cargado de ese departamento' : 'los derechos cargados que están en un solo departamento'),
};

/** What was tendered, awarded and contracted for an investment, where the text names its code. Amounts in their own currency. */
export const CONTRATACIONES_POR_CUI: PublishedQuery = {
  id: 'contrataciones-por-cui',
  version: 1,
  es: 'Contrataciones cuyo texto nombra un código de inversión',
  en: 'Procurement whose text names an investment code',
  datasets: ['contrataciones'],
  parameters: ['cui'],
  sql: `
select fecha, ocid, etapa, id, comprador, titulo, estado, monto, moneda, proveedor_ruc, proveedor, proveedores, linea
from {{contrataciones}} where cui = $cui
qualify row_number() over (partition by ocid, etapa, id order by fecha desc, rango desc, linea desc) = 1
order by fecha, ocid, etapa, id`,
  columns: ['fecha', 'ocid', 'etapa', 'id', 'comprador', 'titulo', 'estado', 'monto', 'moneda', 'proveedor_ruc', 'proveedor', 'proveedores', 'linea'],
  unit: 'la moneda de cada fila',
  priceBase: 'montos corrientes',
  coverage: (rows) => `${new Set(rows.map((row) => row[1])).size} procesos cargados que nombran el código; otros pueden no nombrarlo`,
};

export const CONTEXT_QUERIES: readonly PublishedQuery[] = [CONFLICTOS_DE_LUGARES, DERECHOS_DE_DEPARTAMENTO, CONTRATACIONES_POR_CUI];
