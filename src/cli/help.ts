import { SETTINGS } from '#lib/platform/settings.ts';
import type { Language } from '#lib/kernel/errors.ts';
import type { Command, Option } from './command.ts';

const pick = (language: Language, item: { es: string; en: string }): string => item[language];

const line = (left: string, right: string): string => `  ${left.padEnd(30)} ${right}\n`;

export function generalHelp(commands: readonly Command[], language: Language): string {
  const es = language === 'es';
  return [
    es ? 'Yupay: sigue el dinero de la minería, con el recibo de cada número.\n\n' : 'Yupay: follows mining money, with the receipt of every number.\n\n',
    es ? 'Uso: npm run -s yupay -- <orden> [opciones]\n\nÓrdenes:\n' : 'Usage: npm run -s yupay -- <command> [options]\n\nCommands:\n',
    ...commands.map((command) => line(command.usage, pick(language, command))),
    es ? '\nCada orden acepta --ayuda (--help), --json e --idioma.\n\nVariables:\n' : '\nEvery command takes --help, --json and --lang.\n\nSettings:\n',
    ...SETTINGS.map((setting) => line(`${setting.name}${setting.fallback ? `=${setting.fallback}` : ''}`, pick(language, setting))),
  ].join('');
}

function optionLine(option: Option, language: Language): string {
  const names = [option.name, ...(option.alias ? [option.alias] : [])].map((name) => `--${name}`).join(', ');
  return line(`${names}${option.value ? ` ${option.value}` : ''}`, pick(language, option));
}

export function commandHelp(command: Command, common: readonly Option[], language: Language): string {
  const es = language === 'es';
  return [
    `${pick(language, command)}\n\n${es ? 'Uso' : 'Usage'}: npm run -s yupay -- ${command.usage}\n\n${es ? 'Opciones' : 'Options'}:\n`,
    ...[...command.options, ...common].map((option) => optionLine(option, language)),
    `\n${es ? 'Salida' : 'Exit status'}:\n`,
    line('0', es ? 'todo bien' : 'all is well'),
    ...command.exits.map(([status, spanish, english]) => line(String(status), es ? spanish : english)),
    line('64 / 70 / 78 / 130', es ? 'orden mal escrita / falla nuestra / configuración / interrumpida' : 'wrong usage / our own failure / settings / interrupted'),
  ].join('');
}
