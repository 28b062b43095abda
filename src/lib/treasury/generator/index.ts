export type { Municipality } from './catalog.ts';
export { generateDevengadoParquet, type DevengadoRequest } from './devengado.ts';
export { generateGasto, GASTO_HEADER, type GastoQuirks, type GastoRequest, type Generated } from './gasto.ts';
export { generateTransferencias, TRANSFERENCIAS_HEADER, type TransferenciasRequest } from './transferencias.ts';
