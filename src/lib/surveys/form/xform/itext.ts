import { everyNode, type ChoiceList, type FormModel, type FormNode, type Media, type MediaForm, type Said } from '../model.ts';
import { element, type Element } from './element.ts';

type Parts = Said['parts'];

/** Forms of one text: the words, the guidance, and the media that go with them. */
type Form = 'long' | 'guidance' | MediaForm;
type Forms = Map<Form, Parts>;

const isPlain = (said: readonly Said[]): boolean => said.every(({ language }) => language === '');

const hasValues = (said: readonly Said[]): boolean => said.some(({ parts }) => parts.some((part) => typeof part !== 'string'));

export const labelInItext = ({ label, media }: Pick<FormNode, 'label' | 'media'>): boolean => media.length > 0 || (label.length > 0 && !isPlain(label));

export const hintInItext = ({ hint, guidance }: Pick<FormNode, 'hint' | 'guidance'>): boolean => guidance.length > 0 || (hint.length > 0 && !isPlain(hint));

/** A message of a bind is an attribute, which cannot hold values or languages. */
export const messageInItext = (said: readonly Said[]): boolean => said.length > 0 && (!isPlain(said) || hasValues(said));

/** A text with the values that stand in it. */
export const written = (parts: Parts): (Element | string)[] => parts.map((part) => (typeof part === 'string' ? part : element('output', { value: part.value })));

const FOLDERS: Readonly<Record<MediaForm, string>> = { image: 'images', 'big-image': 'images', audio: 'audio', video: 'video' };

/** The texts of the form by language, in the order in which the form says them. */
class Texts {
  readonly #byLanguage = new Map<string, Map<string, Forms>>();
  readonly #defaultLanguage: string;

  constructor(defaultLanguage: string) {
    this.#defaultLanguage = defaultLanguage;
  }

  say(id: string, form: 'long' | 'guidance', said: readonly Said[]): void {
    for (const { language, parts } of said) this.#forms(language, id).set(form, parts);
  }

  show(id: string, media: readonly Media[]): void {
    for (const { form, language, parts } of media) this.#forms(language, id).set(form, parts);
  }

  #forms(language: string, id: string): Forms {
    const own = language === '' ? this.#defaultLanguage : language;
    const texts = this.#byLanguage.get(own) ?? new Map<string, Forms>();
    this.#byLanguage.set(own, texts);
    const forms = texts.get(id) ?? new Map() as Forms;
    texts.set(id, forms);
    return forms;
  }

  /** A phone wants every text in every language; a dash stands for the words that one lacks. */
  #fill(): void {
    const all = new Map<string, Set<Form>>();
    for (const texts of this.#byLanguage.values()) for (const [id, forms] of texts) all.set(id, new Set([...(all.get(id) ?? []), ...forms.keys()]));
    for (const texts of this.#byLanguage.values()) for (const [id, wanted] of all) {
      const forms: Forms = texts.get(id) ?? new Map();
      texts.set(id, forms);
      for (const form of wanted) if (!forms.has(form) && (form === 'long' || form === 'guidance')) forms.set(form, ['-']);
    }
  }

  elements(): Element[] {
    this.#fill();
    return [...this.#byLanguage].map(([lang, texts]) => element('translation', { lang, default: lang === this.#defaultLanguage ? 'true()' : null }, [...texts].map(([id, forms]) => element('text', { id }, values(forms)))));
  }
}

const values = (forms: Forms): Element[] => [...forms].map(([form, parts]) => {
  if (form === 'long') return element('value', {}, written(parts));
  if (form === 'guidance') return element('value', { form }, written(parts));
  return element('value', { form }, [`jr://${FOLDERS[form]}/`, ...written(parts)]);
});

function sayList({ name, choices, itext }: ChoiceList, texts: Texts): void {
  if (!itext) return;
  for (const [at, { label, media }] of choices.entries()) {
    texts.say(`${name}-${at}`, 'long', label);
    texts.show(`${name}-${at}`, media);
  }
}

function sayNode(node: FormNode, texts: Texts): void {
  const { path } = node;
  if (messageInItext(node.constraintMessage)) texts.say(`${path}:jr:constraintMsg`, 'long', node.constraintMessage);
  if (messageInItext(node.requiredMessage)) texts.say(`${path}:jr:requiredMsg`, 'long', node.requiredMessage);
  if (messageInItext(node.noAppMessage)) texts.say(`${path}:jr:noAppErrorString`, 'long', node.noAppMessage);
  if (labelInItext(node)) texts.say(`${path}:label`, 'long', node.label);
  if (hintInItext(node)) texts.say(`${path}:hint`, 'long', node.hint);
  texts.say(`${path}:hint`, 'guidance', node.guidance);
}

/** The element `itext`; null where no text of the form needs it. */
export function itext({ nodes, lists, defaultLanguage }: FormModel): Element | null {
  const texts = new Texts(defaultLanguage);
  for (const list of lists) sayList(list, texts);
  for (const node of everyNode(nodes)) sayNode(node, texts);
  for (const node of everyNode(nodes)) texts.show(`${node.path}:label`, node.media);
  const translations = texts.elements();
  return translations.length === 0 ? null : element('itext', {}, translations);
}
