import { placeView } from '../view-load.ts';
import type { Operation } from './operation.ts';
import { UBIGEO } from './places.ts';
import { list, maybe, record, text, whole } from './schemas.ts';

const RECORDING = record({
  id: text('Nombre de la grabación / Name of the recording'), variedad: text('Lengua o variedad / Language or variety'), lengua: text('BCP 47'),
  direccion: text('Dirección del sonido / Address of the sound'), huella: text('SHA-256'), formato: { type: 'string', enum: ['ogg-opus', 'mp3', 'm4a'] },
  milisegundos: whole('Duración / Length'), bytes: whole('Peso / Weight'),
  texto: text('Lo que dice, en castellano / What it says, in Spanish'), palabras: maybe(text('Las palabras dichas; null en castellano / The words spoken; null for Spanish')),
  traduccion: { type: 'string', enum: ['ninguna', 'persona', 'maquina-revisada'] }, traductor: maybe(text('Quién tradujo, por nombre o por papel / Who translated, by name or role')),
  revisor: maybe(text('Quién revisó / Who reviewed')), revisada: maybe(text('Día de la revisión / Day of the review')),
  prueba: maybe(record({ fecha: text('Día / Day'), lugar: maybe(text('Lugar / Place')), personas: whole('Cuántas escucharon / How many listened'), noEntendido: maybe(text('Qué no se entendió / What was not understood')), probada: { type: 'boolean', description: 'Con ocho o más / With eight or more' } })),
  vigente: { type: 'boolean', description: 'Cuenta las cifras de hoy / Tells today’s figures' }, frase: text('La frase de la página cuando se anotó / The page’s sentence when it was entered'),
  datosAl: text('Momento de esa frase / Moment of that sentence'), publicada: text('Momento / Moment'), recibos: list(text('Recibo / Receipt')),
});

/** The newest recording of each variety, as the place's page plays them. */
const RECORDINGS: Operation = {
  id: 'grabaciones',
  path: '/lugares/{ubigeo}/grabaciones',
  group: 'lugares',
  es: 'Las grabaciones del resumen de un lugar, una por lengua o variedad: cómo se tradujo, cómo se probó y si cuenta las cifras de hoy',
  en: 'The recordings of a place’s summary, one for each language or variety: how it was translated and tested, and whether it tells today’s figures',
  parameters: [UBIGEO],
  answer: record({ grabaciones: list(RECORDING) }),
  run: async ({ services, language, origin, values }) => ({ body: { grabaciones: (await placeView(services, values.ubigeo!, language, origin)).recordings ?? [] } }),
};

export const RECORDING_OPERATIONS: readonly Operation[] = [RECORDINGS];
