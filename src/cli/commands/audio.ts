import { userInfo } from 'node:os';
import { basename, resolve } from 'node:path';
import { EXIT, YupayError } from '#lib/kernel/errors.ts';
import { VARIETIES } from '#lib/places/varieties.ts';
import type { DraftFields } from '#lib/publishing/audio/draft.ts';
import { addRecording, publishRecording, withdrawRecording, type Keeper } from '#lib/publishing/audio/keep.ts';
import { labelOf, notesOf } from '#lib/publishing/audio/listen.ts';
import { TRANSLATIONS } from '#lib/publishing/audio/recording.ts';
import { allRecordings } from '#lib/publishing/audio/store.ts';
import { flag, text, type Command, type CommandContext, type Option } from '../command.ts';
import { commandServices } from '../command-services.ts';

type FieldName = keyof DraftFields;

/** Options of `add`, and the field of the panel's form that each fills. */
const FIELDS: readonly (Option & { readonly field: FieldName })[] = [
  { field: 'lugar', name: 'lugar', alias: 'place', type: 'string', value: 'UBIGEO', es: 'De qué lugar es el resumen', en: 'Whose summary it is' },
  { field: 'variedad', name: 'variedad', alias: 'variety', type: 'string', value: VARIETIES.map(({ id }) => id).join('|'), es: 'Lengua o variedad', en: 'Language or variety' },
  { field: 'texto', name: 'texto', alias: 'text', type: 'string', es: 'Todo lo que dice, en castellano', en: 'All that it says, in Spanish' },
  { field: 'palabras', name: 'palabras', alias: 'words', type: 'string', es: 'Las palabras que se dicen, en su lengua', en: 'The words spoken, in their language' },
  { field: 'traduccion', name: 'traduccion', alias: 'translation', type: 'string', value: TRANSLATIONS.join('|'), es: 'Cómo se tradujo', en: 'How it was translated' },
  { field: 'traductor', name: 'traductor', alias: 'translator', type: 'string', es: 'Quién tradujo, por su nombre o por su papel', en: 'Who translated, by name or by role' },
  { field: 'con_nombre', name: 'con-nombre', alias: 'named', type: 'boolean', es: 'Es su nombre, y aceptó que se publique', en: 'It is their name, and they agreed to have it published' },
  { field: 'revisor', name: 'revisor', alias: 'reviewer', type: 'string', es: 'Quién revisó lo que tradujo la máquina', en: 'Who reviewed the machine’s translation' },
  { field: 'revisada', name: 'revisada', alias: 'reviewed', type: 'string', value: 'AAAA-MM-DD', es: 'Día de la revisión', en: 'Day of the review' },
  { field: 'voz', name: 'voz-consentida', alias: 'voice-consent', type: 'boolean', es: 'Quien habla aceptó que se publique su voz', en: 'Whoever speaks agreed to have their voice published' },
  { field: 'prueba_fecha', name: 'prueba-fecha', alias: 'test-date', type: 'string', value: 'AAAA-MM-DD', es: 'Día de la prueba de campo', en: 'Day of the field test' },
  { field: 'prueba_lugar', name: 'prueba-lugar', alias: 'test-place', type: 'string', es: 'Dónde se probó', en: 'Where it was tested' },
  { field: 'prueba_personas', name: 'prueba-personas', alias: 'test-people', type: 'string', value: 'N', es: 'Cuántas personas escucharon', en: 'How many people listened' },
  { field: 'prueba_no_entendido', name: 'prueba-no-entendido', alias: 'test-not-understood', type: 'string', es: 'Qué no se entendió', en: 'What was not understood' },
];

function fieldsOf({ options }: CommandContext): DraftFields {
  return Object.fromEntries(FIELDS.flatMap(({ field, name, type }) => {
    const value = type === 'boolean' ? (flag(options, name) ? 'si' : null) : text(options, name);
    return value === null ? [] : [[field, value]];
  }));
}

async function add(context: CommandContext, keeper: Keeper, file: string): Promise<void> {
  const { terminal } = context;
  const kept = await addRecording(keeper, resolve(file), basename(file), fieldsOf(context));
  terminal.say(terminal.language === 'es' ? `${kept.id}: borrador, ${Math.round(kept.milliseconds / 1_000)} s (${kept.format})` : `${kept.id}: draft, ${Math.round(kept.milliseconds / 1_000)} s (${kept.format})`);
  terminal.result(kept);
}

async function list({ terminal, options }: CommandContext, { application }: Keeper): Promise<void> {
  const found = await allRecordings(application.pool, text(options, 'lugar'));
  for (const one of found) terminal.say(`${one.id}  ${one.place}  ${one.state}  ${labelOf(one, terminal.language)}\n  ${notesOf(one, terminal.language).join(' ')}`);
  if (found.length === 0) terminal.say(terminal.language === 'es' ? 'Todavía no hay grabaciones.' : 'No recordings yet.');
  terminal.result({ recordings: found });
}

async function run(context: CommandContext): Promise<number> {
  const [action, subject] = context.arguments;
  const { options, terminal } = context;
  if (action !== 'list' && (subject === undefined || !['add', 'publish', 'withdraw'].includes(action ?? ''))) throw new YupayError('uso', { detalle: 'audio add ARCHIVO, audio list, audio publish ID o audio withdraw ID' });
  const keeper: Keeper = { ...(await commandServices(context)), who: userInfo().username };
  if (action === 'list') await list(context, keeper);
  else if (action === 'add') await add(context, keeper, subject!);
  else {
    if (action === 'publish') await publishRecording(keeper, subject!);
    else await withdrawRecording(keeper, subject!, text(options, 'motivo') ?? '', flag(options, 'borrar'));
    terminal.say(terminal.language === 'es' ? 'Hecho.' : 'Done.');
    terminal.result({ id: subject, action });
  }
  return EXIT.ok;
}

export const AUDIO: Command = {
  name: 'audio',
  usage: 'audio add ARCHIVO | list | publish ID | withdraw ID',
  es: 'Anota, publica y retira las grabaciones de los resúmenes, por lengua o variedad',
  en: 'Enters, publishes and withdraws recordings of the summaries, by language or variety',
  options: [
    ...FIELDS.map(({ field: _, ...option }) => option),
    { name: 'motivo', alias: 'reason', type: 'string', es: 'Por qué se retira', en: 'Why it is withdrawn' },
    { name: 'borrar', alias: 'erase', type: 'boolean', es: 'Al retirar, borra la voz para siempre', en: 'When withdrawing, erases the voice for good' },
  ],
  exits: [
    [EXIT.data, 'el archivo no es una grabación que se reciba, o su ficha no está completa', 'the file is no recording that is taken, or what is stated of it is not complete'],
    [EXIT.noInput, 'no hay tal archivo, lugar o grabación', 'there is no such file, place or recording'],
    [EXIT.forbidden, 'lo tradujo una máquina y nadie lo revisó', 'a machine translated it and nobody reviewed it'],
  ],
  run,
};
