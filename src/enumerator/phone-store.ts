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

  static open(key: string): Promise<PhoneStore> {
    return PhoneStore.#named(`yupay-${key}`);
  }

  /** What this phone keeps under other keys. */
  static async beside(key: string): Promise<PhoneStore[]> {
    const names = ((await indexedDB.databases?.()) ?? []).map(({ name = '' }) => name).filter((name) => name.startsWith('yupay-') && name !== `yupay-${key}`);
    return Promise.all(names.map((name) => PhoneStore.#named(name)));
  }

  static async #named(name: string): Promise<PhoneStore> {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store, store === 'own' ? {} : { keyPath: store === 'forms' ? ['id', 'version'] : 'id' });
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

  /** Beside other versions of the same form: an unfinished interview goes on in its own. */
  keepForm(form: KeptForm): Promise<void> {
    return this.#write('forms', (objects) => void objects.put(form));
  }

  dropForm({ id, version }: Pick<KeptForm, 'id' | 'version'>): Promise<void> {
    return this.#write('forms', (objects) => void objects.delete([id, version]));
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

  /** Whose key it is, as the server told; null while it has not. */
  async code(): Promise<string | null> {
    return (await this.#own('code')) ?? null;
  }

  keepCode(code: string): Promise<void> {
    return this.#write('own', (objects) => void objects.put(code, 'code'));
  }

  /** What forms that ask for it are told of the phone: its own, made the first time. */
  async device(make: () => string): Promise<string> {
    const found = await this.#own('device');
    if (found !== undefined) return found;
    const fresh = make();
    await this.#write('own', (objects) => void objects.put(fresh, 'device'));
    return fresh;
  }

  #own(name: string): Promise<string | undefined> {
    return settled(this.#database.transaction('own').objectStore('own').get(name) as IDBRequest<string | undefined>);
  }

  close(): void {
    this.#database.close();
  }
}
