import { ERRORS, EXIT, type ErrorEntry } from '#lib/kernel/errors.ts';
import { cell, code, table } from './markdown.ts';

/** The one table of errors, as it stands. */
export function errorsDoc(errors: Readonly<Record<string, ErrorEntry>> = ERRORS): string {
  return table(
    ['code', 'exit', 'HTTP', 'es', 'en'],
    Object.entries(errors).map(([name, { exit, http, es, en }]) => [code(name), String(exit), String(http), cell(es), cell(en)]),
  );
}

const MEANING: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'done, or `verify` found everything the same',
  different: '`verify`: something differs; `doctor`: something is wrong; `bench`: a target was missed',
  unavailable: '`verify`: an input could not be obtained',
  replaced: '`verify`: the same, but newer data answer the same question',
  usage: 'the command is written wrongly, or lacks something that only a person knows',
  data: 'the file (or backup, or shipped table) cannot be used as it is',
  noInput: 'there is no such file, place, receipt or source',
  internal: 'our own failure',
  io: 'disk full, or the database does not open',
  busy: 'another load is running',
  forbidden: 'refused: the panel is closed, the token was used, or the request is foreign',
  config: 'a setting or the state folder is not usable',
  interrupted: 'Ctrl-C or SIGTERM; nothing was left half done',
};

/** What each exit status means, smallest first. 73 (state folder not empty) belongs to `restore` alone. */
export function exitsDoc(): string {
  const rows = Object.entries(EXIT).map(([name, status]): [number, string] => [status, MEANING[name as keyof typeof EXIT]]);
  rows.push([ERRORS['estado-ocupado'].exit, '`restore`: the state folder already holds data']);
  return table(['status', 'meaning'], rows.sort((a, b) => a[0] - b[0]).map(([status, meaning]) => [String(status), meaning]));
}
