import { FUNCTIONS, FUNDINGS, GENERICS, LEVEL_NAMES, workName, type Executor } from './catalog.ts';
import type { Random } from '#lib/kernel/random.ts';

/** Text as the treasury writes it: names between quotes, quotes doubled. */
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const join = (cells: readonly string[]): string => cells.join(',');

/** NIVEL_GOBIERNO … DISTRITO_EJECUTORA_NOMBRE, 15 cells. */
export function executorCells(executor: Executor): string {
  const { departamento, provincia, distrito } = executor;
  return join([
    executor.nivel, quoted(LEVEL_NAMES[executor.nivel]), executor.sector, quoted(executor.sectorNombre), executor.pliego, quoted(executor.pliegoNombre),
    executor.secEjec, executor.ejecutora, quoted(executor.nombre),
    departamento[0], quoted(departamento[1]), provincia[0], quoted(provincia[1]), distrito[0], quoted(distrito[1]),
  ]);
}

/** PROGRAMA_PPTO … GRUPO_FUNCIONAL_NOMBRE, 14 cells: one chain of programme, project, work and function. */
export function chainCells(random: Random): string {
  const [code, name] = random.pick(FUNCTIONS);
  const project = random.oneIn(3);
  const programme = String(1 + random.below(150)).padStart(4, '0');
  return join([
    programme, quoted(`PROGRAMA PRESUPUESTAL DE EJEMPLO ${programme} PARA EL ACCESO DE LA POBLACION A SERVICIOS DE CALIDAD`),
    project ? '2' : '3', quoted(project ? 'PROYECTO' : 'PRODUCTO / ACTIVIDAD'),
    String((project ? 2_000_000 : 3_000_000) + random.below(600_000)), quoted(workName(random, 170 + random.below(110))),
    String(4_000_000 + random.below(900_000)), quoted(workName(random, 140 + random.below(90))),
    code, quoted(name),
    String(random.below(60)).padStart(3, '0'), quoted(`${name} - DIVISION DE EJEMPLO`),
    String(random.below(150)).padStart(4, '0'), quoted(`${name} - GRUPO FUNCIONAL DE EJEMPLO PARA SERVICIOS PUBLICOS`),
  ]);
}

/** FUENTE_FINANCIAMIENTO … TIPO_RECURSO_NOMBRE, 6 cells. */
export function fundingCells(index: number): string {
  const [source, sourceName, rubro, rubroName, kind, kindName] = FUNDINGS[index]!;
  return join([source, quoted(sourceName), rubro, quoted(rubroName), kind, quoted(kindName)]);
}

/** CATEGORIA_GASTO, its name and TIPO_TRANSACCION, then GENERICA … ESPECIFICA_DET_NOMBRE: 3 + 10 cells. */
export function classifierCells(random: Random): string {
  const [generic, name] = random.pick(GENERICS);
  const capital = generic === '6';
  return join([
    capital ? '6' : '5', quoted(capital ? 'GASTO DE CAPITAL' : 'GASTO CORRIENTE'), '2', generic, quoted(name),
    String(1 + random.below(8)), quoted(`${name} - SUBGENERICA`), String(1 + random.below(9)), quoted(`${name} - SUBGENERICA DETALLE`),
    String(1 + random.below(9)), quoted(`${name} - ESPECIFICA DE EJEMPLO DEL CLASIFICADOR DE GASTOS`), String(1 + random.below(99)), quoted(`${name} - ESPECIFICA DETALLE DE EJEMPLO ${random.below(1_000)} PARA EL FUNCIONAMIENTO DE LOS SERVICIOS PUBLICOS`),
  ]);
}

/** Some hundred ready-made fragments: rows are put together from them, which is what makes the generator fast. */
export function pool(size: number, make: (index: number) => string): string[] {
  return Array.from({ length: size }, (_, index) => make(index));
}
