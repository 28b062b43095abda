export type { Municipality } from './catalog.ts';
export { generateDevengadoParquet, type DevengadoRequest } from './devengado.ts';
export { generateGasto, GASTO_HEADER, type GastoQuirks, type GastoRequest, type Generated } from './gasto.ts';
export { generateInfobras, INFOBRAS_HEADER, type InfobrasRequest } from './infobras.ts';
export { DETALLE_HEADER, generateInversiones, type InversionesRequest } from './inversiones.ts';
export { generateTransferencias, TRANSFERENCIAS_HEADER, type TransferenciasRequest } from './transferencias.ts';
