/**
 * Where publishers keep their files, as data: nothing else in the program names a host. Each entry says who told us and
 * whether a person has opened the address; `fetch --from` outweighs all of it.
 */
export interface PublishedFile {
  /** The dataset's id, which is also what the operator writes. */
  readonly dataset: string;
  /** Years of the data for which this name is known, inclusive; null is open. */
  readonly years: readonly [number, number | null];
  /** Address, with `{anio}` where the year goes; without it the file holds every year. */
  readonly address: string;
  readonly publisher: string;
  /** Where we learnt the name. */
  readonly source: { readonly es: string; readonly en: string };
  /** Day on which it was written down here. */
  readonly noted: string;
  /** Who opened the address and saw the file, and when; null while nobody has. */
  readonly verified_by: string | null;
}

const MEF_STORE = 'https://fs.datosabiertos.mef.gob.pe/datastorefiles';

const SEVERAL = {
  es: 'Nombre y dirección que dan varios programas públicos que leen esos archivos',
  en: 'Name and address that several public programs which read these files give',
};

const mef = (dataset: string, years: PublishedFile['years'], name: string): PublishedFile => ({
  dataset, years, address: `${MEF_STORE}/${name}`, publisher: 'MEF', source: SEVERAL, noted: '2026-11-20', verified_by: null,
});

/** The treasury's open-data store: plain files over HTTP, one a year. */
export const PUBLISHED_FILES: readonly PublishedFile[] = [
  mef('gasto', [2009, 2024], '{anio}-Gasto.csv'),
  mef('gasto', [2025, null], '{anio}-Gasto-Mensual.csv'),
  mef('gasto-devengado', [2013, 2024], '{anio}-Gasto-Devengado.csv'),
  mef('gasto-devengado', [2025, null], '{anio}-Gasto-Devengado-Mensual.csv'),
  mef('ingreso', [2012, 2024], '{anio}-Ingreso.csv'),
  mef('ingreso', [2025, null], '{anio}-Ingreso-Mensual.csv'),
  mef('transferencias', [2004, null], '{anio}-Transferencias.csv'),
  mef('seguimiento-pi', [2025, null], '{anio}-Seguimiento-PI.csv'),
];

/** The address of a dataset's file of a year; null when none is known. */
export function publishedAddress(dataset: string, year: number | null): string | null {
  const found = PUBLISHED_FILES.find((file) => file.dataset === dataset && (year === null ? !file.address.includes('{anio}') : file.years[0] <= year && year <= (file.years[1] ?? year)));
  return found === undefined ? null : found.address.replaceAll('{anio}', String(year));
}
