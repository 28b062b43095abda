/** What a code of PROGRAMA_PPTO stands for. Only a programme has results to compare with its spending. */
export const KINDS = ['programa', 'acciones-centrales', 'apnop', 'sin-codigo'] as const;
export type Kind = (typeof KINDS)[number];

/** Codes that the budget's own classifier keeps for what is no programme (DATA §3). */
export const APART: Readonly<Record<string, Kind>> = { '9001': 'acciones-centrales', '9002': 'apnop' };

export const kindOf = (code: string): Kind => APART[code] ?? 'programa';

/** Kind of the SQL column `programa`, by the same table. */
export const KIND_SQL = `case when programa is null then 'sin-codigo' ${Object.entries(APART).map(([code, kind]) => `when programa = '${code}' then '${kind}'`).join(' ')} else 'programa' end`;
