import type { ChoiceSource } from '../model.ts';

const plain = (type: string) => (source: ChoiceSource): string => {
  if (source.kind === 'file') return `${type}_from_file ${source.file ?? source.instance}`;
  if (source.kind === 'repeat') return `${type} \${${source.value.slice(source.value.lastIndexOf('/') + 1)}}`;
  return `${type} ${source.list}`;
};

/** How each type that chooses is written with where its choices come from. */
export const selectNames: ReadonlyMap<string, (source: ChoiceSource) => string> = new Map(['select_one', 'select_multiple', 'rank', 'select_one_external'].map((type) => [type, plain(type)]));
