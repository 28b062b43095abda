import { PhoneStore } from './phone-store.ts';

/**
 * Whoever is given a new key for the same code goes on with what they had filled under the former one. What another code
 * filled on a shared phone stays with it. Kept here before it is dropped there: a phone that dies in between has it twice,
 * under one id.
 */
export async function takeOver(store: PhoneStore, key: string, code: string): Promise<void> {
  for (const former of await PhoneStore.beside(key)) {
    try {
      if ((await former.code()) === code) await move(former, store);
    } finally {
      former.close();
    }
  }
}

async function move(former: PhoneStore, store: PhoneStore): Promise<void> {
  const left = (await former.records()).filter(({ state }) => state !== 'sent');
  const needed = (await former.forms()).filter(({ id, version }) => left.some((record) => record.form === id && record.version === version));
  for (const form of needed) await store.keepForm({ ...form, offered: false });
  for (const record of left) {
    await store.keepRecord({ ...record, said: null });
    await former.dropRecord(record.id);
  }
}
