import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, type Messages } from '#lib/platform/messages/index.ts';
import { dayInWords } from './day.ts';
import type { Phrase } from './phrase.ts';
import type { CommunityList, CommunityView } from './services.ts';
import type { CommunitiesBox } from './view.ts';

/** A page on a phone; a district may have hundreds of populated centres. */
const SHOWN = 40;
const ORDER = ['comunidad-campesina', 'comunidad-nativa', 'centro-poblado'] as const;

/** Why there is no list: nobody loaded one, or the one that is loaded names none here. */
export function communitiesAbsent({ covered, communities }: CommunityList, t: Messages): Phrase[] {
  if (communities.length > 0) return [];
  return [[covered ? t.communities.none : t.communities.notLoaded]];
}

function itemText(community: CommunityView, t: Messages): string {
  const text = fill(t.communities.item, { nombre: community.name, tipo: t.communities.kinds[community.kind] });
  return community.elsewhere.length === 0 ? text : `${text}; ${fill(t.communities.elsewhere, { distritos: community.elsewhere.map((place) => place.name).join(', ') })}`;
}

function sourceText({ source, date }: CommunityView, language: Language, t: Messages): string {
  return date === null ? fill(t.communities.source, { fuente: source }) : fill(t.communities.sourceDated, { fuente: source, fecha: dayInWords(date, language) });
}

/** Under the name: communities first, then populated centres, each with its own name and no boundary (issue 2 §4). */
export function communitiesBox({ communities }: CommunityList, address: string, language: Language, t: Messages): { communities?: CommunitiesBox } {
  if (communities.length === 0) return {};
  const ordered = ORDER.flatMap((kind) => communities.filter((community) => community.kind === kind));
  const sources = new Map(ordered.map((community) => [sourceText(community, language, t), community.capture]));
  return {
    communities: {
      title: fill(t.communities.title, { n: String(communities.length) }),
      items: ordered.slice(0, SHOWN).map((community) => itemText(community, t)),
      more: ordered.length > SHOWN ? { text: fill(t.communities.more, { n: String(ordered.length - SHOWN) }), href: at(language, `${address}.json`) } : null,
      sources: [...sources].slice(0, SHOWN).map(([text, capture]) => ({ text, href: capture === null ? null : at(language, `/fuente/${capture}`) })),
    },
  };
}
