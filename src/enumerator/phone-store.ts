import type { InterviewRecord, KeptForm } from './record.ts';

const STORES = ['forms', 'records', 'own'] as const;
type Store = (typeof STORES)[number];

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });

/** The phone's own store, one for each key: two enumerators who share a phone do not see each other's interviews. */
export class PhoneStore {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  static async open(key: string): Promise<PhoneStore> {
    const request = indexedDB.open(`yupay-${key}`, 1);
    request.onupgradeneeded = () => {
      for (const name of STORES) request.result.createObjectStore(name, name === 'own' ? {} : { keyPath: 'id' });
    };
    return new PhoneStore(await settled(request));
  }

  /** Settles once it is on the disk: a phone that dies the next moment has it. */
  async #write(store: Store, work: (objects: IDBObjectStore) => void): Promise<void> {
    const transaction = this.#database.transaction(store, 'readwrite', { durability: 'strict' });
    work(transaction.objectStore(store));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'));
    });
  }

  #all<T>(store: Store): Promise<T[]> {
    return settled(this.#database.transaction(store).objectStore(store).getAll() as IDBRequest<T[]>);
  }

  forms(): Promise<KeptForm[]> {
    return this.#all('forms');
  }

  keepForm(form: KeptForm): Promise<void> {
    return this.#write('forms', (objects) => void objects.put(form));
  }

  dropForm(id: string): Promise<void> {
    return this.#write('forms', (objects) => void objects.delete(id));
  }

  /** Newest first. */
  async records(): Promise<InterviewRecord[]> {
    return (await this.#all<InterviewRecord>('records')).sort((a, b) => b.touched - a.touched);
  }

  keepRecord(record: InterviewRecord): Promise<void> {
    return this.#write('records', (objects) => void objects.put(record));
  }

  dropRecord(id: string): Promise<void> {
    return this.#write('records', (objects) => void objects.delete(id));
  }

  /** A value of this phone's own, made the first time. */
  async own(name: string, make: () => string): Promise<string> {
    const found = await settled(this.#database.transaction('own').objectStore('own').get(name) as IDBRequest<string | undefined>);
    if (found !== undefined) return found;
    const fresh = make();
    await this.#write('own', (objects) => void objects.put(fresh, name));
    return fresh;
  }
}
