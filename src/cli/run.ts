import { parseArgs } from 'node:util';
import { asYupayError, errorSentence, ERRORS, EXIT, YupayError, type Language } from '#lib/kernel/errors.ts';
import { readConfiguration, type Configuration } from '#lib/platform/settings.ts';
import type { Application } from '#lib/publishing/application.ts';
import type { Command, CommandContext, Option } from './command.ts';
import { findCommand, loadCommands } from './commands.ts';
import { commandHelp, generalHelp } from './help.ts';
import { openTerminal } from './terminal.ts';

/** Options that every command takes. */
export const COMMON: readonly Option[] = [
  { name: 'ayuda', alias: 'help', type: 'boolean', es: 'Muestra esta ayuda', en: 'Shows this help' },
  { name: 'json', type: 'boolean', es: 'Resultado en JSON, para programas', en: 'Result as JSON, for programs' },
  { name: 'idioma', alias: 'lang', type: 'string', value: 'es|en', es: 'Idioma de los mensajes', en: 'Language of the messages' },
];

function parse(command: Command, argv: readonly string[]) {
  const options = [...command.options, ...COMMON];
  const spec = Object.fromEntries(
    options.flatMap((option) => [option.name, ...(option.alias ? [option.alias] : [])].map((name) => [name, { type: option.type, multiple: option.multiple ?? false }])),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: spec, allowPositionals: true, strict: true });
    for (const option of options) {
      if (option.alias && values[option.alias] !== undefined) values[option.name] ??= values[option.alias];
    }
    return { values, positionals };
  } catch (error) {
    throw new YupayError('uso', { detalle: (error as Error).message.split('. ')[0]! });
  }
}

const languageOf = (argv: readonly string[]): Language =>
  argv.some((word, index) => word === '--idioma=en' || word === '--lang=en' || word === '--help' || (word === 'en' && /^--(idioma|lang)$/.test(argv[index - 1] ?? ''))) ? 'en' : 'es';

/** Runs one command; gives the exit status. Every failure becomes a sentence and a status from the table. */
export async function main(argv: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const language = languageOf(argv);
  const [name, ...rest] = argv;
  if (name === undefined || name === 'ayuda' || name === 'help' || name.startsWith('--')) {
    process.stdout.write(generalHelp(await loadCommands(), language));
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const abort = new AbortController();
  const stop = () => abort.abort(new YupayError('interrumpido'));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const opened: Promise<Application>[] = [];
  const json = argv.includes('--json');
  const terminal = openTerminal(json, language);
  try {
    const command = await findCommand(name);
    if (!command) throw new YupayError('uso', { detalle: `«${name}» no es una orden; pruebe «yupay ayuda»` });
    const { values, positionals } = parse(command, rest);
    if (values.ayuda === true) {
      process.stdout.write(commandHelp(command, COMMON, language));
      return EXIT.ok;
    }
    const configuration = readConfiguration(environment);
    const context: CommandContext = {
      configuration,
      arguments: positionals,
      options: values as CommandContext['options'],
      terminal,
      signal: abort.signal,
      application: () => opened[0] ?? remember(opened, open(configuration, environment)),
    };
    return await command.run(context);
  } catch (thrown) {
    return fail(abort.signal.aborted ? new YupayError('interrumpido') : asYupayError(thrown), terminal, language, environment);
  } finally {
    terminal.endProgress();
    for (const application of opened) await application.then((found) => found.close()).catch(() => undefined);
  }
}

/** The database and its clients are loaded only by the commands that use them. */
async function open(configuration: Configuration, environment: NodeJS.ProcessEnv): Promise<Application> {
  const { openApplication } = await import('#lib/publishing/application.ts');
  return openApplication(configuration, environment);
}

function remember<T>(kept: T[], value: T): T {
  kept.push(value);
  return value;
}

function fail(error: YupayError, terminal: ReturnType<typeof openTerminal>, language: Language, environment: NodeJS.ProcessEnv): number {
  const { exit } = ERRORS[error.code];
  terminal.endProgress();
  terminal.result({ error: { code: error.code, details: error.details, es: errorSentence(error.code, error.details, 'es'), en: errorSentence(error.code, error.details, 'en') }, exit });
  if (!terminal.json) process.stderr.write(`${errorSentence(error.code, error.details, language)} [${error.code}]\n`);
  // A stack helps whoever mends Yupay; nobody else ever sees one.
  if (environment.YUPAY_DEBUG && error.cause instanceof Error) process.stderr.write(`${error.cause.stack}\n`);
  return exit;
}
