import { secEjec, ubigeo } from '#lib/kernel/ubigeo.ts';

/** What the first cell of a Consulta Amigable row names (DATA §2.8). */
export interface ConsultaLabel {
  readonly nivel: 'municipalidad' | 'departamento' | 'provincia' | 'unidad' | 'generica';
  readonly ubigeo: string | null;
  readonly secEjec: string | null;
  readonly nombre: string;
}

/**
 * Reads "010101-300001: MUNICIPALIDAD …", "01: AMAZONAS", "0101: CHACHAPOYAS", "001-1693: UNIVERSIDAD …" and "5-21:
 * PERSONAL …". The code's shape tells what it is; `concept` (the header's first cell) tells two-digit codes of
 * departments from those of functions, sectors or rubros, which are refused. Null when it is none of these.
 */
export function consultaLabel(label: string, concept: string): ConsultaLabel | null {
  const parts = /^([\d-]+)\s*:\s*(.+)$/u.exec(label.trim());
  if (!parts) return null;
  const [, code = '', nombre = ''] = parts;
  const municipality = /^(\d{6})-(\d{6})$/.exec(code);
  if (municipality && ubigeo(municipality[1]!)) return { nivel: 'municipalidad', ubigeo: municipality[1]!, secEjec: municipality[2]!, nombre };
  if (/^\d{3}-\d{1,6}$/.test(code)) return { nivel: 'unidad', ubigeo: null, secEjec: secEjec(code.slice(4)), nombre };
  if (/^[567]-2\d$/.test(code)) return { nivel: 'generica', ubigeo: null, secEjec: null, nombre: label.trim() };
  if (/^DEPARTAMENTO/.test(concept) && code.length === 2 && ubigeo(code)) return { nivel: 'departamento', ubigeo: code, secEjec: null, nombre };
  if (/^PROVINCIA/.test(concept) && code.length === 4 && ubigeo(code)) return { nivel: 'provincia', ubigeo: code, secEjec: null, nombre };
  return null;
}
