import type { ChoiceSource, Expression, FormModel, FormNode, GroupNode, QuestionNode, RepeatNode } from '../../src/lib/surveys/form/model.ts';
import type { SentElement } from '../../src/lib/surveys/form/evaluate/form-instance.ts';

const NO_TEXTS = { label: [], hint: [], guidance: [], media: [], constraintMessage: [], requiredMessage: [], noAppMessage: [] } as const;
const NO_BIND = { type: 'string', relevant: null, constraint: null, required: null, readonly: null, calculate: null, preload: null, saveTo: null, attributes: [] } as const;
/** An expression as the compiler leaves it. */
export const xpath = (text: string): Expression => ({ written: text, xpath: text });

/** A question at the root of a form, or wherever it is put. */
export function question(name: string, type: string, { bind = {}, choices = null, ...rest }: { bind?: Partial<QuestionNode['bind']>; choices?: ChoiceSource | null; control?: QuestionNode['control']; personal?: boolean } = {}): QuestionNode {
  return { ...NO_TEXTS, kind: 'question', name, path: `/data/${name}`, row: null, bind: { ...NO_BIND, ...bind }, appearance: null, bodyAttributes: [], instanceAttributes: [], type, control: 'input', parameters: [], choices, default: null, triggers: [], tags: [], personal: false, series: name, ...rest };
}

const container = { ...NO_TEXTS, row: null, bind: NO_BIND, appearance: null, bodyAttributes: [], instanceAttributes: [] } as const;
export const group = (name: string, children: FormNode[], relevant: string | null = null): GroupNode => ({ ...container, kind: 'group', name, path: `/data/${name}`, children, bind: { ...NO_BIND, relevant: relevant === null ? null : xpath(relevant) } });
export const repeat = (name: string, children: FormNode[]): RepeatNode => ({ ...container, kind: 'repeat', name, path: `/data/${name}`, children, count: null });
export const list = (name: string, filter: string | null = null): ChoiceSource => ({ kind: 'list', list: name, filter: filter === null ? null : xpath(filter), randomize: false, seed: null, inline: false });

/** A form of these nodes, with a list of yes and no, and one of provinces by department. */
export function form(nodes: FormNode[]): FormModel {
  const choice = (name: string, extra: { name: string; value: string }[] = []) => ({ name, label: [{ language: 'default', written: name.toUpperCase(), parts: [] }], media: [], extra, row: null });
  return {
    model: 1, id: 'f', version: '1', title: 'F', root: 'data', defaultLanguage: 'default', languages: ['default'], nodes, instances: [], files: [], entities: [], warnings: [],
    settings: { instanceName: null, style: null, submissionUrl: null, autoSend: null, autoDelete: null, smsKeyword: null, prefix: null, delimiter: null, instanceNamespace: null, omitInstanceId: false, clientEditable: null, namespaces: [], attributes: [], entitiesVersion: null },
    lists: [
      { name: 'sino', itext: false, choices: [choice('si'), choice('no')] },
      { name: 'provincia', itext: false, choices: [choice('huari', [{ name: 'depto', value: 'ancash' }]), choice('ilo', [{ name: 'depto', value: 'moquegua' }])] },
    ],
  };
}

/** What somebody sent: a text, or elements. */
export const sent = (name: string, children: SentElement[] | string): SentElement => (typeof children === 'string' ? { name, text: children, children: [] } : { name, text: '', children });
