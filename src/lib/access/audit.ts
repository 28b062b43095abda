import type pg from 'pg';

/** What the public may read of an act upon something published: on behalf of which role and organisation, and where it is seen. Never who. */
export interface PublicAct {
  readonly role: string;
  readonly organisation: string | null;
  /** Address of what was acted upon, in Spanish and without origin. */
  readonly address: string;
}

/** Writes what somebody did, in the transaction that does it when one is given. With `published`, the public reads it too, but for who and the detail. */
export async function audit(client: pg.Pool | pg.ClientBase, who: string, action: string, detail: Readonly<Record<string, unknown>> = {}, published: PublicAct | null = null): Promise<void> {
  await client.query('insert into auditoria (quien, accion, detalle, publica, papel, organizacion, direccion) values ($1, $2, $3, $4, $5, $6, $7)', [
    who, action, JSON.stringify(detail), published !== null, published?.role ?? null, published?.organisation ?? null, published?.address ?? null,
  ]);
}
