import type { Command, Option } from '../command.ts';
import { cell, code, table } from './markdown.ts';

function optionRow(option: Option): string[] {
  const names = [option.name, ...(option.alias ? [option.alias] : [])].map((name) => code(`--${name}${option.value ? ` ${option.value}` : ''}`));
  return [names.join(', '), cell(option.es), cell(option.en)];
}

const options = (list: readonly Option[]): string => table(['option', 'es', 'en'], list.map(optionRow));

function section(command: Command): string {
  const exits = command.exits.map(([status, es, en]) => [String(status), cell(es), cell(en)]);
  return [
    `### ${code(command.name)}\n`,
    `${command.es}. *${command.en}.*\n`,
    `\`\`\`\nnpm run -s yupay -- ${command.usage}\n\`\`\`\n`,
    command.options.length === 0 ? 'No option of its own.\n' : options(command.options),
    `Exit status besides 0 and the common ones:\n\n${table(['status', 'es', 'en'], exits)}`,
  ].join('\n');
}

/** Every command with its options and exit statuses, then what all of them take. */
export function commandsDoc(commands: readonly Command[], common: readonly Option[]): string {
  return `${commands.map(section).join('\n')}\n### Options of every command\n\n${options(common)}`;
}
