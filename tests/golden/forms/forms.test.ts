import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileForm } from '#lib/surveys/form/compile/compile-form.ts';
import type { FormModel } from '#lib/surveys/form/model.ts';
import { jsonSheets, type JsonSheets } from '#lib/surveys/form/sheets/from-json.ts';
import { modelSheets } from '#lib/surveys/form/write-xlsform.ts';
import { writeXForm } from '#lib/surveys/form/xform/write-xform.ts';
import { canonicalXml } from '../../setup/xlsform-cases.ts';

const FOLDER = import.meta.dirname;
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));

function compiled(name: string): FormModel {
  const made = compileForm(jsonSheets(JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as JsonSheets));
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  return made.model;
}

describe('our own forms', () => {
  it.each(NAMES)('%s gives the XForm that was looked at when it was kept', (name) => {
    expect(canonicalXml(writeXForm(compiled(name)))).toBe(canonicalXml(readFileSync(join(FOLDER, `${name}.xml`), 'utf8')));
  });

  it.each(NAMES)('%s gives the same XForm from the sheets that its model is written as', (name) => {
    const again = compileForm(modelSheets(compiled(name)));
    expect(again.ok ? canonicalXml(writeXForm(again.model)) : again.faults).toBe(canonicalXml(readFileSync(join(FOLDER, `${name}.xml`), 'utf8')));
  });

  it.each(NAMES)('%s can be kept as JSON and comes back as it was', (name) => {
    const model = compiled(name);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });
});
