/**
 * Where publishers keep their files, as data: nothing else in the program names a host. Each entry says who told us and
 * whether a person has opened the address; `fetch --from` outweighs all of it.
 */
export interface PublishedFile {
  /** What the operator writes: the dataset's id, or a name of its own where several files make one dataset. */
  readonly name: string;
  readonly dataset: string;
  /** Years of the data for which the address is known, inclusive, the last one null when it is open; null for a file of all years. */
  readonly years: readonly [number, number | null] | null;
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

const mef = (dataset: string, years: PublishedFile['years'], file: string, name = dataset): PublishedFile => ({
  name, dataset, years, address: `${MEF_STORE}/${file}`, publisher: 'MEF', source: SEVERAL, noted: '2026-11-20', verified_by: null,
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
  mef('seguimiento-inversiones', [2025, null], '{anio}-Seguimiento-PI.csv', 'seguimiento-pi'),
  mef('inversiones', null, 'DETALLE_INVERSIONES.csv'),
  mef('inversiones', null, 'CIERRE_INVERSIONES.csv', 'inversiones-cerradas'),
  mef('inversiones', null, 'INVERSIONES_DESACTIVADAS.csv', 'inversiones-desactivadas'),
];

const covers = ({ years }: PublishedFile, year: number | null): boolean => (years === null ? true : year !== null && years[0] <= year && year <= (years[1] ?? year));

/** The file of that name and year, with its address filled in; null when none is known. A file of all years needs none. */
export function publishedFile(name: string, year: number | null): PublishedFile | null {
  const found = PUBLISHED_FILES.find((file) => file.name === name && covers(file, year));
  return found === undefined ? null : { ...found, address: found.address.replaceAll('{anio}', String(year)) };
}

/** The dataset that a name of the list stands for; a name that is not there stands for itself. */
export const datasetNamed = (name: string): string => PUBLISHED_FILES.find((file) => file.name === name)?.dataset ?? name;

/** Addresses of the files of a dataset and year, for whoever looks at the publisher again. */
export function addressesOf(dataset: string, year: number | null): string[] {
  return PUBLISHED_FILES.filter((file) => file.dataset === dataset && file.years !== null && covers(file, year)).map((file) => file.address.replaceAll('{anio}', String(year)));
}

/** The address of a file known by its publisher's own name for it; null when no entry of the list has that name. */
export function addressOfFile(fileName: string): string | null {
  const year = /(?:19|20)\d{2}/.exec(fileName)?.[0] ?? null;
  for (const file of PUBLISHED_FILES) {
    if (file.years !== null && (year === null || !covers(file, Number(year)))) continue;
    const address = file.address.replaceAll('{anio}', year ?? '');
    if (address.endsWith(`/${fileName}`)) return address;
  }
  return null;
}
