import type { Bind, FormModel, FormNode, QuestionNode, Said } from '../model.ts';
import { element, type Element } from './element.ts';
import { messageInItext } from './itext.ts';

const plain = (said: readonly Said[]): string => said[0]!.written;

const message = (path: string, kind: string, said: readonly Said[]): string | null => (said.length === 0 ? null : messageInItext(said) ? `jr:itext('${path}:${kind}')` : plain(said));

/** Attributes that an action of its own carries instead of the bind. */
const isAction = (node: FormNode): boolean => node.kind === 'question' && node.type === 'background-audio';

function bind({ path, bind: said, ...node }: FormNode): Element[] {
  const triggered = node.kind === 'question' && node.triggers.length > 0;
  const attributes: (readonly [string, string | null])[] = [
    ['type', said.type], ['relevant', xpath(said.relevant)], ['constraint', xpath(said.constraint)], ['jr:constraintMsg', message(path, 'jr:constraintMsg', node.constraintMessage)],
    ['required', xpath(said.required)], ['jr:requiredMsg', message(path, 'jr:requiredMsg', node.requiredMessage)], ['jr:noAppErrorString', message(path, 'jr:noAppErrorString', node.noAppMessage)],
    ['readonly', xpath(said.readonly)], ['calculate', triggered ? null : xpath(said.calculate)], ['jr:preload', said.preload?.kind ?? null], ['jr:preloadParams', said.preload?.params ?? null],
    ['entities:saveto', said.saveTo], ...said.attributes.map(({ name, value }) => [name, isAction({ path, bind: said, ...node } as FormNode) ? null : value] as const),
  ];
  const given = attributes.filter((pair): pair is readonly [string, string] => pair[1] !== null);
  return given.length === 0 ? [] : [element('bind', [['nodeset', path], ...given])];
}

const xpath = (expression: Bind['calculate']): string | null => expression?.xpath ?? null;

/** What happens to a question when the form is first opened. */
function firstActions(node: QuestionNode): Element[] {
  if (node.type === 'start-geopoint') return [element('odk:setgeopoint', { ref: node.path, event: 'odk-instance-first-load' })];
  if (node.type === 'background-audio') return [element('odk:recordaudio', { ref: node.path, event: 'odk-instance-load', 'odk:quality': node.parameters.find(({ name }) => name === 'quality')?.value ?? null })];
  return node.default?.kind === 'dynamic' ? [element('setvalue', { ref: node.path, event: 'odk-instance-first-load', value: node.default.expression.xpath })] : [];
}

const isExternal = (node: FormNode): boolean => node.kind === 'question' && (node.type === 'csv-external' || node.type === 'xml-external');

function bindings(nodes: readonly FormNode[]): Element[] {
  return nodes.flatMap((node) => (isExternal(node) ? [] : [...bind(node), ...(node.kind === 'question' ? firstActions(node) : bindings(node.children))]));
}

/** Binds of every node in the order of the form, each with what happens when it is opened; the form's own at the end. */
export function modelBindings({ nodes, root, settings, ...rest }: FormModel, entityBindings: (container: string) => Element[]): Element[] {
  void rest;
  const meta = `/${root}/meta`;
  const inside = (list: readonly FormNode[]): Element[] => list.flatMap((node) => (isExternal(node) ? [] : [...bind(node), ...(node.kind === 'question' ? firstActions(node) : [...inside(node.children), ...entityBindings(node.path)])]));
  const audits = nodes.filter((node) => node.kind === 'question' && node.type === 'audit');
  return [
    ...inside(nodes.filter((node) => !audits.includes(node))), ...bindings(audits), ...entityBindings(`/${root}`),
    ...(settings.omitInstanceId ? [] : [element('bind', { nodeset: `${meta}/instanceID`, type: 'string', readonly: 'true()', 'jr:preload': 'uid' })]),
    ...(settings.instanceName === null ? [] : [element('bind', { nodeset: `${meta}/instanceName`, type: 'string', calculate: settings.instanceName.xpath })]),
  ];
}
