import type { SheetRow } from './instrument.ts';

/** The marker in a question's `tema` column. */
export const VOTING_TOPIC = 'intencion-de-voto';

/**
 * Words that ask for whom somebody would vote, without accents. Having voted on a participatory budget is no voting
 * intention, so the verb alone is not enough.
 */
const ASKS = [
  /intencion(es)? de voto/, /voting intention/, /por (quien|cual(es)? (candidat\w+|partido)|que (candidat\w+|partido|lista|alcalde)).{0,30}vot/, /vot(aria|ara|aras|aran|arias|ar) (usted )?(por|a favor de) (\w+ ){0,3}(candidat|partido|alcald|gobernador|lista|el |la )/,
  /(piensa|va|iria|iria usted|pensando) (a )?votar por/, /(who|whom|which (candidate|party)).{0,30}\bvote\b/, /vote for (\w+ ){0,3}(candidate|party|mayor)/, /si las elecciones fueran/, /if the elections? were/,
];

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

/** Names of the questions that ask a voting intention, by their marker or by their words in any language column. */
export function votingQuestions(survey: readonly SheetRow[]): readonly string[] {
  return survey.flatMap((row) => {
    const asks = Object.entries(row).some(([column, text]) => /^(label|hint|guidance_hint)(::|$)/.test(column) && ASKS.some((words) => words.test(plain(text))));
    return asks || row['tema']?.trim() === VOTING_TOPIC ? [row['name'] ?? ''] : [];
  });
}
