import type { LoadFormResult, RootNode } from '@getodk/xforms-engine';
import { reactive } from './reactive.svelte.ts';
import type { InterviewRecord, KeptForm, NamedFile } from './record.ts';

/** The file of an instance in what the engine gives and takes. */
const INSTANCE = 'xml_submission_file';

/** The engine is most of what this page weighs: it comes when a form is first opened, and stays on the phone. */
const engine = () => import('@getodk/xforms-engine');

/** Files of a form are asked for as `jr://…/name`: the phone has them already. */
async function attachment(media: KeptForm['media'], address: URL): Promise<Response> {
  const name = decodeURIComponent(address.href.slice(address.href.lastIndexOf('/') + 1));
  const blob = Object.hasOwn(media, name) ? media[name]! : null;
  return blob === null ? new Response('', { status: 404 }) : new Response(blob, { headers: { 'content-type': blob.type } });
}

async function load({ xform, media }: KeptForm): Promise<Exclude<LoadFormResult, { status: 'failure' }>> {
  const { loadForm } = await engine();
  const result = await loadForm(xform, { fetchFormAttachment: (address) => attachment(media, address), missingResourceBehavior: 'BLANK' });
  if (result.status === 'failure') throw new Error(result.error.message);
  return result;
}

const config = (device: string) => ({ stateFactory: reactive, preloadProperties: { deviceID: device } });

/** Opens a new interview of a form. Throws when the engine cannot read the form. */
export async function begin(form: KeptForm, device: string): Promise<RootNode> {
  return (await load(form)).createInstance(config(device)).root;
}

/** Takes up a draft where it was left: the same instance, with its own id. */
export async function resume(form: KeptForm, record: InterviewRecord, device: string): Promise<RootNode> {
  const data = new FormData();
  data.set(INSTANCE, new File([record.xml], INSTANCE, { type: 'text/xml' }));
  for (const { name, file } of record.files) data.set(name, new File([file], name, { type: file.type }));
  return (await (await load(form)).restoreInstance({ data: [data as never] }, config(device))).root;
}

export interface Problem {
  readonly nodeId: string;
  readonly said: string | null;
}

/** What a filled form would send now. */
export interface Filled {
  readonly id: string;
  readonly xml: string;
  readonly files: readonly NamedFile[];
  readonly problems: readonly Problem[];
}

export async function filled(root: RootNode): Promise<Filled> {
  const { data, violations } = await root.prepareInstancePayload({ payloadType: 'monolithic' });
  const entries = [...data[0].entries()];
  const xml = await entries.find(([name]) => name === INSTANCE)![1].text();
  const id = new DOMParser().parseFromString(xml, 'application/xml').getElementsByTagNameNS('*', 'instanceID')[0]?.textContent ?? '';
  return {
    id, xml, files: entries.filter(([name]) => name !== INSTANCE).map(([name, file]) => ({ name, file })),
    problems: (violations ?? []).flatMap((one) => ('violation' in one ? [{ nodeId: String(one.nodeId), said: one.violation.message?.asString ?? null }] : [])),
  };
}
