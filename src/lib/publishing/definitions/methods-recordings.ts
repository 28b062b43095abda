import { define, OURS, type Definition } from './definition.ts';

/** How what is heard is made and checked (METHODS §11). */
export const RECORDING_METHODS: readonly Definition[] = [
  define('grabaciones', { es: 'Cómo se hacen y se revisan los audios', en: 'How recordings are made and checked' },
    { es: 'Una persona traduce la frase de la página a la lengua del lugar, o la revisa si la tradujo una máquina: lo que nadie revisó no se publica. Quien habla da su permiso, y su voz se borra si lo retira. Cada audio dice quién tradujo y con cuántas personas se probó; con menos de ocho no se da por probado. Cuando las cifras de la página cambian, el audio se marca como anterior.', en: 'A person translates the page’s sentence into the language of the place, or reviews it when a machine did: what nobody reviewed is not published. Whoever speaks agrees to it, and their voice is erased if they take that back. Each recording says who translated it and with how many people it was tested; with fewer than eight it does not count as tested. When the page’s figures change, the recording is marked as an earlier one.' },
    OURS, ['recibo']),
];
