import { XMLSerializer, type Document as TreeDocument, type Element as TreeElement } from '@xmldom/xmldom';
import type { FormModel } from '../form/model.ts';
import type { FormInstance, Placed } from '../form/evaluate/form-instance.ts';
import { isRelevant, type FormJudge } from '../form/evaluate/inspect.ts';

const META = 'http://openrosa.org/xforms';

/** Takes away what the form does not ask, as phones do. */
function prune(judge: FormJudge, placed: readonly Placed[]): void {
  for (const one of placed) {
    if (isRelevant(judge, one)) prune(judge, one.children);
    else (one.element.parentNode as unknown as TreeElement).removeChild(one.element as unknown as TreeElement);
  }
}

/** The XML of a filled form as a phone would send it, with its form, version and own id. The instance is used up. */
export function writeInstance(judge: FormJudge, instance: FormInstance, id: string): Buffer {
  const { model }: { model: FormModel } = judge;
  prune(judge, instance.placed);
  const root = instance.root as unknown as TreeElement;
  const tree = root.ownerDocument as TreeDocument;
  root.setAttribute('id', model.id);
  root.setAttribute('version', model.version);
  const meta = tree.createElementNS(META, 'orx:meta');
  meta.appendChild(tree.createElementNS(META, 'orx:instanceID')).appendChild(tree.createTextNode(id));
  root.appendChild(meta);
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${new XMLSerializer().serializeToString(root)}`);
}
