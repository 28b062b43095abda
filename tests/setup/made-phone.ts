import { DOMParser } from '@xmldom/xmldom';
import { vi } from 'vitest';
import type { PhoneStore } from '../../src/enumerator/phone-store.ts';
import type { InterviewRecord, KeptForm } from '../../src/enumerator/record.ts';

/** An interview of nobody, ready to be sent. */
export const madeRecord = (id: string, rest: Partial<InterviewRecord> = {}): InterviewRecord =>
  ({ id, form: 'jornada', version: '1', title: 'Jornada', state: 'ready', touched: 0, page: 0, xml: `<data><meta><instanceID>${id}</instanceID></meta></data>`, files: [], said: null, ...rest });

export const madeKeptForm = (version: string, rest: Partial<KeptForm> = {}): KeptForm =>
  ({ id: 'jornada', version, name: 'Jornada', hash: `md5:${version}`, xform: '<h:html/>', media: {}, offered: true, ...rest });

interface Held {
  readonly code?: string;
  readonly forms?: readonly KeptForm[];
  readonly records?: readonly InterviewRecord[];
}

export interface MadeStore {
  readonly store: PhoneStore;
  readonly forms: () => KeptForm[];
  readonly records: () => InterviewRecord[];
  readonly isClosed: () => boolean;
}

/** A phone's store without its disk: what the page does with it, in memory; what it does is told to `log`. */
export function madeStore({ code, forms = [], records = [] }: Held, log: (act: string) => void = () => undefined): MadeStore {
  const [keptForms, keptRecords] = [new Map(forms.map((form) => [form.version, form])), new Map(records.map((record) => [record.id, record]))];
  let closed = false;
  const store: Pick<PhoneStore, 'code' | 'forms' | 'keepForm' | 'records' | 'keepRecord' | 'dropRecord' | 'close'> = {
    code: async () => code ?? null,
    forms: async () => [...keptForms.values()],
    keepForm: async (form) => (log(`keep form ${form.version}`), void keptForms.set(form.version, form)),
    records: async () => [...keptRecords.values()].sort((a, b) => b.touched - a.touched),
    keepRecord: async (record) => (log(`keep ${record.id}`), void keptRecords.set(record.id, record)),
    dropRecord: async (id) => (log(`drop ${id}`), void keptRecords.delete(id)),
    close: () => void (closed = true),
  };
  return { store: store as PhoneStore, forms: () => [...keptForms.values()], records: () => [...keptRecords.values()], isClosed: () => closed };
}

/** A browser's own throws nothing: what it cannot read, as the body that a HEAD has not, it gives as a document that says so. */
class BrowserParser {
  parseFromString(text: string, type: string) {
    try {
      return new DOMParser({ onError: () => undefined }).parseFromString(text, type);
    } catch {
      return new DOMParser().parseFromString('<parsererror/>', type);
    }
  }
}

/** What a page asks of its browser, in a process that has none; `answer` is the server's. The caller takes it back. */
export function stubBrowser(answer: (address: string, init: RequestInit) => Response | Promise<Response>): void {
  vi.stubGlobal('DOMParser', BrowserParser);
  vi.stubGlobal('location', new URL('https://sitio.example/encuestar/llave'));
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => answer(address, init));
}
