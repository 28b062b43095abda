import type { Actor } from '#lib/access/actor.ts';
import { namesOf } from '#lib/access/person.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { FormModel } from '#lib/surveys/form/model.ts';
import { enumerators } from '#lib/surveys/intake/enumerator.ts';
import { formVersions, modelOf } from '#lib/surveys/intake/form-version.ts';
import { versionJudge } from '#lib/surveys/intake/version-judge.ts';
import { submissionOf } from '#lib/surveys/intake/submission-store.ts';
import { compareEntries } from '#lib/surveys/keying/compare.ts';
import { entryFaults, entryXml, paperInstance, type Entry, type PaperRef } from '#lib/surveys/keying/entry.ts';
import { HEAD, keyedFields, keyedParts } from '#lib/surveys/keying/keyed-parts.ts';
import { closePaper, insistOnTurn, keepEntry, keyerLines, paperLine, paperLines, readEntries, type PaperLine } from '#lib/surveys/keying/paper-store.ts';
import { shownValue } from '#lib/surveys/keying/typed-value.ts';
import type { Application } from '../application.ts';
import type { Host } from '../host.ts';
import { smallForm } from '../server/own-form.ts';
import { surveyKeeper } from '../server/survey-keeper.ts';
import type { Services } from '../services.ts';
import { faultMark } from './fault-mark.ts';
import { chosenEntry, fieldsOfBoth, postedPaper } from './posted-paper.ts';
import type { ComparisonPage, KeyedForm, KeyingPage, KeyingServices } from './services.ts';

/** All the answers of a long form at once. */
const MOST_BYTES = 400_000;

const NUMBER = /^[A-Z0-9][A-Z0-9-]{0,29}$/;

/** Papers whose interviews were made while the form was out may be typed until it is closed. */
const OPEN = new Set<string>(['publicado', 'cerrando']);

/** A paper with the form that it is of. */
interface Sheet {
  readonly paper: PaperRef;
  readonly model: FormModel;
  readonly line: PaperLine | null;
}

function numberOf(text: string): string {
  const number = text.trim().toUpperCase();
  if (!NUMBER.test(number)) throw new YupayError('papel-numero');
  return number;
}

async function openVersions({ pool }: Application): Promise<KeyedForm[]> {
  return (await formVersions(pool)).filter(({ state }) => OPEN.has(state)).map(({ form, version, title }) => ({ form, version, title }));
}

async function sheetOf(application: Application, form: string, number: string, version: string | null): Promise<Sheet> {
  const found = (await openVersions(application)).find((one) => one.form === form && (version === null || one.version === version));
  if (found === undefined) throw new YupayError('formulario-no-existe', { codigo: form.slice(0, 64) });
  const paper = { form, version: found.version, number: numberOf(number) };
  return { paper, model: await modelOf(application.pool, form, found.version), line: await paperLine(application.pool, paper) };
}

const addressOf = ({ form, version, number }: PaperRef, end = ''): string => `/panel/digitar/${encodeURIComponent(form)}/${encodeURIComponent(number)}${end}?${new URLSearchParams({ version })}`;
const judgeOf = ({ pool, loads }: Application, model: FormModel) => versionJudge(pool, model, loads.clock());

/** Sends a paper as a submission. What its form works out may differ from one try to the next: the first that was kept stands. */
async function send(application: Application, { paper, model }: Sheet, entry: Entry): Promise<number> {
  const enumerator = (await enumerators(application.pool)).find(({ code }) => code === entry[HEAD.enumerator]) ?? null;
  try {
    return (await application.intake.receive({ xml: entryXml(await judgeOf(application, model), entry, paper), files: [], incomplete: false, enumerator, draft: false })).number;
  } catch (error) {
    const kept = error instanceof YupayError && error.code === 'envio-distinto' ? await submissionOf(application.pool, paper.form, paperInstance(paper)) : null;
    if (kept === null) throw error;
    return kept.number;
  }
}

async function key(application: Application, actor: Actor, sheet: Sheet, posted: URLSearchParams): Promise<{ readonly next: string } | { readonly page: KeyingPage }> {
  const { paper, model, line } = sheet;
  const { pool, recordKeys: keys } = application;
  insistOnTurn(line, actor.id);
  const { parts, typed, entry, kept, unfinished } = postedPaper(model, posted);
  const codes = new Set((await enumerators(pool)).map(({ code }) => code));
  const faults = unfinished ? null : entryFaults(await judgeOf(application, model), entry, keyedFields(parts), (code) => codes.has(code));
  if (faults === null || [...faults].some(([field, fault]) => !kept.includes(faultMark(field, fault)))) {
    return { page: { ...paper, title: model.title, parts, typed, kept, faults: faults === null ? null : Object.fromEntries(faults) } };
  }
  const after = await keepEntry({ pool, keys }, actor, paper, entry, (first, second) => compareEntries(fieldsOfBoth(model, first, second), first, second));
  if (after.state === 'dos') await closePaper({ pool, keys }, actor, after, await send(application, sheet, entry), false);
  return { next: after.state === 'difiere' ? addressOf(paper, '/comparar') : '/panel/digitar' };
}

async function compared({ pool, recordKeys }: Application, { paper, model, line }: Sheet) {
  if (line === null) throw new YupayError('papel-falta-otra', { numero: paper.number });
  const [first, second] = await readEntries(pool, recordKeys, line);
  return { line, first, comparison: compareEntries(fieldsOfBoth(model, first, second), first, second) };
}

async function comparisonPage(application: Application, actor: Actor, sheet: Sheet): Promise<ComparisonPage> {
  const { line, comparison: { fields, kappa, differences } } = await compared(application, sheet);
  const shown = differences.map(({ field, first, second }) => ({ field, first: shownValue(field, first), second: shownValue(field, second) }));
  return { ...sheet.paper, title: sheet.model.title, fields, kappa, differences: shown, own: line.keyers.includes(actor.id) };
}

/** Double keying over the open application. Each question begins by who asks. */
export function keyingServices({ application }: Host, services: () => Services): KeyingServices {
  const { pool, recordKeys: keys } = application;
  const enter = surveyKeeper(services);
  return {
    desk: async (request) => {
      const actor = await enter(request);
      const [forms, papers, people] = await Promise.all([openVersions(application), paperLines(pool), keyerLines(pool)]);
      const names = await namesOf(pool, people.map(({ who }) => who));
      return { forms, papers: papers.map((paper) => ({ ...paper, open: paper.state === 'una' && !paper.keyers.includes(actor.id) })), keyers: people.map((one) => ({ ...one, name: names.get(one.who) ?? one.who })) };
    },
    begin: async (request) => {
      const actor = await enter(request);
      const posted = await smallForm(request);
      const [, form = '', version = ''] = /^(.*?)@(.*)$/s.exec(posted.get('formulario') ?? '') ?? [];
      const { paper, line } = await sheetOf(application, form, posted.get('numero') ?? '', version);
      insistOnTurn(line, actor.id);
      return addressOf(paper);
    },
    paper: async (request, form, number, version) => {
      const actor = await enter(request);
      const { paper, model, line } = await sheetOf(application, form, number, version);
      insistOnTurn(line, actor.id);
      return { ...paper, title: model.title, parts: keyedParts(model), typed: {}, faults: null, kept: [] };
    },
    key: async (request, form, number, version) => {
      const actor = await enter(request);
      return key(application, actor, await sheetOf(application, form, number, version), await smallForm(request, MOST_BYTES));
    },
    comparison: async (request, form, number, version) => comparisonPage(application, await enter(request), await sheetOf(application, form, number, version)),
    settle: async (request, form, number, version) => {
      const actor = await enter(request);
      const sheet = await sheetOf(application, form, number, version);
      const { line, first, comparison } = await compared(application, sheet);
      const entry = chosenEntry(first, comparison.differences, await smallForm(request, MOST_BYTES));
      await closePaper({ pool, keys }, actor, line, await send(application, sheet, entry), comparison.differences.length > 0);
      return '/panel/digitar';
    },
  };
}
