import { isExternal, type Bind, type FormModel, type FormNode, type QuestionNode, type Said } from '../model.ts';
import { element, type Element } from './element.ts';
import { entityBindings } from './entity.ts';
import { messageInItext } from './itext.ts';

const plain = (said: readonly Said[]): string => said[0]!.written;

const message = (path: string, kind: string, said: readonly Said[]): string | null => (said.length === 0 ? null : messageInItext(said) ? `jr:itext('${path}:${kind}')` : plain(said));

function bind(node: FormNode): Element[] {
  const { path, bind: said } = node;
  // The action that records carries the quality, and a bind of its own would say it twice.
  const given = node.kind === 'question' && node.type === 'background-audio' ? [] : said.attributes;
  const triggered = node.kind === 'question' && node.triggers.length > 0;
  const attributes: (readonly [string, string | null])[] = [
    ['type', said.type], ['relevant', xpath(said.relevant)], ['constraint', xpath(said.constraint)], ['jr:constraintMsg', message(path, 'jr:constraintMsg', node.constraintMessage)],
    ['required', xpath(said.required)], ['jr:requiredMsg', message(path, 'jr:requiredMsg', node.requiredMessage)], ['jr:noAppErrorString', message(path, 'jr:noAppErrorString', node.noAppMessage)],
    ['readonly', xpath(said.readonly)], ['calculate', triggered ? null : xpath(said.calculate)], ['jr:preload', said.preload?.kind ?? null], ['jr:preloadParams', said.preload?.params ?? null],
    ['entities:saveto', said.saveTo], ...given.map(({ name, value }) => [name, value] as const),
  ];
  const present = attributes.filter((pair): pair is readonly [string, string] => pair[1] !== null);
  return present.length === 0 ? [] : [element('bind', [['nodeset', path], ...present])];
}

const xpath = (expression: Bind['calculate']): string | null => expression?.xpath ?? null;

/** What happens to a question when the form is first opened. */
function firstActions(node: QuestionNode): Element[] {
  if (node.type === 'start-geopoint') return [element('odk:setgeopoint', { ref: node.path, event: 'odk-instance-first-load' })];
  if (node.type === 'background-audio') return [element('odk:recordaudio', { ref: node.path, event: 'odk-instance-load', 'odk:quality': node.parameters.find(({ name }) => name === 'quality')?.value ?? null })];
  return node.default?.kind === 'dynamic' ? [element('setvalue', { ref: node.path, event: 'odk-instance-first-load', value: node.default.expression.xpath })] : [];
}

/** Binds of every node in the order of the form, each with what happens when it is opened; the form's own at the end. */
export function modelBindings({ nodes, root, settings, entities }: FormModel): Element[] {
  const meta = `/${root}/meta`;
  const held = (container: string): Element[] => entities.filter((entity) => entity.container === container).flatMap(entityBindings);
  const all = (list: readonly FormNode[]): Element[] => list.flatMap((node) => (isExternal(node) ? [] : [...bind(node), ...(node.kind === 'question' ? firstActions(node) : [...all(node.children), ...held(node.path)])]));
  const audits = nodes.filter((node) => node.kind === 'question' && node.type === 'audit');
  return [
    ...all(nodes.filter((node) => !audits.includes(node))), ...all(audits), ...held(`/${root}`),
    ...(settings.omitInstanceId ? [] : [element('bind', { nodeset: `${meta}/instanceID`, type: 'string', readonly: 'true()', 'jr:preload': 'uid' })]),
    ...(settings.instanceName === null ? [] : [element('bind', { nodeset: `${meta}/instanceName`, type: 'string', calculate: settings.instanceName.xpath })]),
  ];
}
