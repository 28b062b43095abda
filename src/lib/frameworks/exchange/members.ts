/** `Torata | distrito | Moquegua`, a member a line: name, level and what it lies in; the last two may be left out. */
export function membersOf(lines: string): readonly unknown[] {
  return lines.split('\n').map((line) => line.split('|').map((cell) => cell.trim())).filter(([name]) => name !== '').map(([name, level, within]) => ({ name, ...(level ? { level } : {}), ...(within ? { within } : {}) }));
}

interface Written {
  readonly name: string;
  readonly level?: string | null;
  readonly within?: string | null;
}

/** The lines that `membersOf` reads back; what a member leaves out before what it says is left empty. */
export function membersText(members: readonly Written[]): string {
  return members.map(({ name, level, within }) => (within ? [name, level ?? '', within] : level ? [name, level] : [name]).join(' | ')).join('\n');
}
