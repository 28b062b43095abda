import { everyNode, type FormModel } from '../model.ts';
import { modelBindings } from './binding.ts';
import { Body } from './body.ts';
import { element, serialise, type Element } from './element.ts';
import { primaryInstance, secondaryInstances } from './instance.ts';
import { itext } from './itext.ts';

const NAMESPACES = {
  xmlns: 'http://www.w3.org/2002/xforms', 'xmlns:h': 'http://www.w3.org/1999/xhtml', 'xmlns:ev': 'http://www.w3.org/2001/xml-events', 'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
  'xmlns:jr': 'http://openrosa.org/javarosa', 'xmlns:orx': 'http://openrosa.org/xforms', 'xmlns:odk': 'http://www.opendatakit.org/xforms',
} as const;

const ENTITIES = 'http://www.opendatakit.org/xforms/entities';

/** Version of the ODK XForms specification that is written. */
const XFORMS_VERSION = '1.0.0';

function submission({ submissionUrl, autoSend, autoDelete, clientEditable }: FormModel['settings']): Element[] {
  if (submissionUrl === null && autoSend === null && autoDelete === null && clientEditable === null) return [];
  return [element('submission', { action: submissionUrl, method: submissionUrl === null ? null : 'post', 'orx:auto-send': autoSend, 'orx:auto-delete': autoDelete, 'odk:client-editable': clientEditable })];
}

/** The XForm of a form, for phones (OpenRosa 1.0, ODK XForms). */
export function writeXForm(model: FormModel): string {
  const { title, nodes, settings } = model;
  const texts = itext(model);
  const inline = new Set([...everyNode(nodes)].flatMap((node) => (node.kind === 'question' && node.choices?.kind === 'list' && node.choices.inline ? [node.choices.list] : [])));
  const inside = [...submission(settings), ...(texts === null ? [] : [texts]), primaryInstance(model), ...secondaryInstances(model, inline), ...modelBindings(model)];
  const head = element('h:head', {}, [element('h:title', {}, [title]), element('model', { 'odk:xforms-version': XFORMS_VERSION, 'entities:entities-version': settings.entitiesVersion }, inside)]);
  const body = element('h:body', { class: settings.style }, new Body(model).controls(nodes));
  const own = settings.namespaces.map(({ name, value }) => [`xmlns:${name}`, value] as const);
  const entities = settings.entitiesVersion === null ? [] : [['xmlns:entities', ENTITIES] as const];
  return serialise(element('h:html', [...Object.entries(NAMESPACES), ...entities, ...own], [head, body]));
}
