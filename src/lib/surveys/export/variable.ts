/** Words that SPSS or Stata keep for themselves. */
const RESERVED = new Set([
  'all', 'and', 'by', 'eq', 'ge', 'gt', 'le', 'lt', 'ne', 'not', 'or', 'to', 'with',
  'byte', 'double', 'float', 'if', 'in', 'int', 'long', 'using', '_all', '_b', '_coef', '_cons', '_n', '_pi', '_pred', '_rc', '_skip', 'strl',
]);
/** Stata's limit; SPSS takes twice as many. */
const LONGEST = 32;

/** A name that both programs take: letters, digits and `_`, a letter first. */
function variable(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[^A-Za-z0-9_]+/g, '_');
  const begun = /^[A-Za-z]/.test(plain) ? plain : `v${plain.startsWith('_') ? '' : '_'}${plain}`;
  const short = begun.slice(0, LONGEST).replace(/_+$/, '') || 'v';
  return RESERVED.has(short.toLowerCase()) || /^str\d+$/i.test(short) ? `${short.slice(0, LONGEST - 2)}_v` : short;
}

/** Names of variables, each its own among them and among those `taken`, whatever its capitals: SPSS does not tell them apart. */
export function uniqueVariables(names: readonly string[], taken: readonly string[]): string[] {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  return names.map((name) => {
    const first = variable(name);
    let own = first;
    for (let n = 2; used.has(own.toLowerCase()); n += 1) own = `${first.slice(0, LONGEST - String(n).length - 1)}_${n}`;
    used.add(own.toLowerCase());
    return own;
  });
}
