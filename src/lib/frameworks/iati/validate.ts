import { IATI_RULES } from './rule.ts';
import { IATI_SCHEMA, XML_SCHEMA } from './schema.ts';

/** One thing wrong with a file: the schema's line, or the rule that is broken and where. */
export interface IatiFault {
  /** `esquema`, `xml` or the rule's number. */
  readonly rule: string;
  readonly line: number | null;
  readonly es: string;
  readonly en: string;
}

/** Faults told of one rule or of the schema: whoever mends a file begins with the first ones. */
const MOST_FAULTS = 50;

/** Files of a schema by name; the first is the one to begin with. */
export type SchemaFiles = readonly (readonly [name: string, text: string])[];

export const OWN_SCHEMA: SchemaFiles = [['iati-activities-schema.xsd', IATI_SCHEMA], ['xml.xsd', XML_SCHEMA]];

/**
 * Holds a file to a schema and to the rules. Entities are never expanded and nothing is fetched. An empty list is a
 * valid file.
 */
export async function iatiFaults(xml: string, files: SchemaFiles = OWN_SCHEMA): Promise<readonly IatiFault[]> {
  if (/<!DOCTYPE/i.test(xml)) return [{ rule: 'xml', line: null, es: 'Un archivo IATI no declara entidades ni tipos propios.', en: 'An IATI file declares no entities or types of its own.' }];
  // Comes as a module of machine code: only whoever validates loads it.
  const { XmlDocument, XmlBufferInputProvider, XmlValidateError, XsdValidator, xmlCleanupInputProvider, xmlRegisterInputProvider, ParseOption } = await import('libxml2-wasm');
  const base = 'yupay:/';
  const provider = new XmlBufferInputProvider(Object.fromEntries(files.map(([name, text]) => [`${base}${name}`, new TextEncoder().encode(text)])));
  xmlRegisterInputProvider(provider);
  const options = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_HUGE;
  const said = (error: unknown): string => (error instanceof Error ? error.message.trim().split('\n')[0]! : String(error));
  let document: InstanceType<typeof XmlDocument>;
  try {
    document = XmlDocument.fromString(xml, { option: options });
  } catch (error) {
    xmlCleanupInputProvider();
    return [{ rule: 'xml', line: null, es: `No es XML bien formado: ${said(error)}`, en: `It is not well-formed XML: ${said(error)}` }];
  }
  const schema = XmlDocument.fromString(files[0]![1], { url: `${base}${files[0]![0]}`, option: ParseOption.XML_PARSE_NONET });
  const validator = XsdValidator.fromDoc(schema);
  try {
    const faults: IatiFault[] = [];
    try {
      validator.validate(document);
    } catch (error) {
      if (!(error instanceof XmlValidateError)) throw error;
      for (const { message, line } of error.details.slice(0, MOST_FAULTS)) faults.push({ rule: 'esquema', line: line ?? null, es: `No cumple el esquema: ${message.trim()}`, en: `It breaks the schema: ${message.trim()}` });
    }
    for (const { id, broken, es, en } of IATI_RULES) for (const node of document.find(broken).slice(0, MOST_FAULTS)) faults.push({ rule: id, line: node.line, es, en });
    return faults;
  } finally {
    validator.dispose();
    schema.dispose();
    document.dispose();
    xmlCleanupInputProvider();
  }
}
