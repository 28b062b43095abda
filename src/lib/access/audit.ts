import type pg from 'pg';

/** Writes what somebody did, in the transaction that does it when one is given. */
export async function audit(client: pg.Pool | pg.ClientBase, who: string, action: string, detail: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await client.query('insert into auditoria (quien, accion, detalle) values ($1, $2, $3)', [who, action, JSON.stringify(detail)]);
}
