import type { Language } from '#lib/kernel/errors.ts';
import { fill, messages } from '#lib/platform/messages/index.ts';
import type { VarietyRecord } from '#lib/surveys/editor/variety-record.ts';
import { dayInWords } from '../day.ts';

/** Whether people tried a form in a variety: when, where and how many, or that nobody did. */
export function fieldTest(record: VarietyRecord | null, language: Language): string {
  const { untested, tested, unknownPeople, unknownPlace } = messages(language).formEditor.varieties;
  if (record === null || record.tested === null) return untested;
  return fill(tested, { fecha: dayInWords(record.tested, language), n: record.testPeople === null ? unknownPeople : String(record.testPeople), lugar: record.testPlace === '' ? unknownPlace : record.testPlace });
}
