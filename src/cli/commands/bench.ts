import type { Command } from '../command.ts';
import { YupayError } from '#lib/kernel/errors.ts';
export const BENCH: Command = { name: 'bench', usage: 'bench', es: '', en: '', options: [], exits: [], run: async () => { throw new YupayError('interno', { detalle: 'pendiente' }); } };
