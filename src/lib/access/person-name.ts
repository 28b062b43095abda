import { YupayError } from '#lib/kernel/errors.ts';

const LONGEST = 120;

/** A name as its owner writes it, on one line: control and direction signs could forge a line of a message or of a list. Throws `persona-dato`. */
export function personName(text: string): string {
  const name = text.normalize('NFC').trim().replace(/ {2,}/g, ' ');
  if (name === '' || name.length > LONGEST) throw new YupayError('persona-dato', { detalle: `un nombre tiene de 1 a ${LONGEST} letras`, detail: `a name has from 1 to ${LONGEST} letters` });
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u.test(name)) throw new YupayError('persona-dato', { detalle: 'un nombre no lleva saltos de línea ni signos que no se ven', detail: 'a name has no line breaks or signs that cannot be seen' });
  return name;
}

/** What a person is called who was removed: the number stays so that their acts stay one person's. */
export const pseudonym = (number: number): string => `persona retirada ${number}`;
