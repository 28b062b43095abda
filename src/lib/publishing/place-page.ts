import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import { shown } from './answer.ts';
import { budgetOf, budgetSentence, hundredBlocks, hundredTitle, type BudgetOfPlace } from './place-page-budget.ts';
import { canonOf, canonSentence, type CanonOfPlace } from './place-page-canon.ts';
import { deeperLinks } from './deeper-links.ts';
import { absentPart, functionsPart, part, takePart, yearsPart } from './place-page-parts.ts';
import { foundingFacts } from './place-page-changes.ts';
import { communitiesAbsent, communitiesBox } from './place-page-communities.ts';
import { lawPart } from './place-page-law.ts';
import { phrase, type Phrase } from './phrase.ts';
import { cardAddress, shareLinks } from './share/links.ts';
import { peersPart, type Names } from './place-page-peers.ts';
import { peoplePart } from './place-page-people.ts';
import { quizFacts, wordsPart } from './place-page-words.ts';
import { worksPart } from './place-page-works.ts';
import type { Answers, CommunityList, MandateView, PlaceView } from './services.ts';
import type { PageModel, Part } from './view.ts';

export interface PlacePageInput {
  readonly place: PlaceView;
  readonly answers: Answers;
  /** Registry names of the municipalities that the page compares, by ubigeo. */
  readonly names: Names;
  readonly communities: CommunityList;
  readonly mandates: readonly MandateView[];
  readonly language: Language;
  readonly now: Date;
  /** Scheme and host of this Yupay, for the command that verifies the page; empty when unknown. */
  readonly origin: string;
}

/** Departments and provinces above a place, as links. */
export function crumbsOf(place: PlaceView, language: Language, t: Messages) {
  const above = [place.department, place.province].filter((ref) => ref !== null);
  return [
    { href: at(language, '/'), text: t.place.country },
    ...above.map((ref) => ({ href: at(language, `/lugar/${ref.ubigeo}`), text: ref.name })),
  ];
}

function headFacts(place: PlaceView, canon: CanonOfPlace, budget: BudgetOfPlace, t: Messages): Phrase[] {
  const dates: Phrase[] = [];
  if (canon.newest !== null) dates.push(phrase(t.place.datesCanon, { anio: shown(canon.answer!, canon.newest, 'anio', 'anio') }));
  if (budget.newest !== null) dates.push(phrase(t.place.datesBudget, { anio: shown(budget.answer!, budget.newest, 'anio', 'anio') }));
  const joined = dates.flatMap((date, index) => (index === 0 ? date : [', ', ...date]));
  const facts: Phrase[] = [phrase(t.place.ubigeo, { codigo: place.ubigeo })];
  if (place.capital !== null) facts.push(phrase(t.place.capital, { capital: place.capital }));
  facts.push(phrase(t.place.dates, { que: joined.length > 0 ? joined : [t.place.datesNone] }));
  return facts;
}

function hundredPart(budget: BudgetOfPlace, { name, provincial }: PlaceView, t: Messages): Part {
  if (budget.state === 'ausente') return absentPart(3, 'cien-soles', t.parts.hundredNone, t.budget.none);
  return part(3, 'cien-soles', hundredTitle(budget, name, t), hundredBlocks(budget, name, provincial, t));
}

/** The page of a district: DESIGN §6's twelve parts in order, each present or saying why it is not. */
export function placePage({ place, answers, names, communities, mandates, language, now, origin }: PlacePageInput): PageModel {
  const t = messages(language);
  const name = place.name;
  const address = `/lugar/${place.ubigeo}`;
  const canon = canonOf(answers['canon-por-anio']);
  const budget = budgetOf(answers['presupuesto-por-anio']);
  const lead: Phrase[] = [canonSentence(canon, name, t), budgetSentence(budget, name, t)];
  if (canon.state === 'ausente') lead.push([t.canon.notRubro18]);
  else if (canon.state === 'hay') lead.push(phrase(t.canon.whoPays, { municipalidad: fill(t.place.municipality, { lugar: name }) }));
  return {
    language,
    address,
    origin,
    title: fill(t.place.pageTitle, { lugar: name, contexto: place.department?.name ?? t.place.country }),
    description: fill(t.place.description, { lugar: name }),
    overline: fill(t.place.districtOf, { provincia: place.province?.name ?? '', departamento: place.department?.name ?? '' }),
    heading: name,
    facts: [...headFacts(place, canon, budget, t), ...foundingFacts(place.ubigeo, language, t), ...communitiesAbsent(communities, t)],
    ...communitiesBox(communities, address, language, t),
    lists: { communities, mandates },
    picture: cardAddress(address, language, origin),
    crumbs: crumbsOf(place, language, t),
    lead,
    parts: [
      hundredPart(budget, place, t),
      yearsPart(canon, budget, { place, transfers: answers['transferencias-por-anio'], real: answers['soles-reales'], mandates, now, language, t }),
      lawPart(place, canon, { index: answers['indice-canon'], explained: answers['indice-explicado'], paid: answers['formula-y-transferido'], now, language, t }),
      functionsPart(answers['gasto-por-funcion'], t),
      worksPart(answers['inversiones-de-lugar'], place, language, t),
      peersPart(answers.parecidos, place, names, language),
      peoplePart(answers.libreta, place, language, t),
      absentPart(10, 'compromisos', t.parts.commitments, t.parts.commitmentsReason),
      wordsPart(11, quizFacts(name, canon, budget), language, t),
      takePart(12, address, language, origin, t, shareLinks({ address, lead, language, origin }), [deeperLinks(place, language)]),
    ],
  };
}
