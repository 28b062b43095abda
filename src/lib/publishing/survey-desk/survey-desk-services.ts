import manifest from '../../../../package.json' with { type: 'json' };
import type { Actor } from '#lib/access/actor.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { SurveyInstrument } from '#lib/surveys/instrument/instrument.ts';
import { draws } from '#lib/surveys/field/field-store.ts';
import { beginRound, keepSample, keepVisits, noteReturn, takeRoundStep } from '#lib/surveys/wave/keep-round.ts';
import { missingZones, ROUND_STEPS, type RoundStep, type SurveyRound } from '#lib/surveys/wave/round.ts';
import { allRounds, marginsOf, returnsOf, roundOf, unitsOf } from '#lib/surveys/wave/round-store.ts';
import type { Host } from '../host.ts';
import { peruDay } from '../plans/today.ts';
import { smallForm } from '../server/own-form.ts';
import { surveyKeeper } from '../server/survey-keeper.ts';
import type { Services } from '../services.ts';
import { liveSurveyInstruments } from '../surveys/live-instruments.ts';
import { liveRound } from '../surveys/publish-round.ts';
import { closeWave, publishWave } from '../surveys/publish-wave.ts';
import { approvedAnswers, countsOf, visitsFound } from './approved-answers.ts';
import { countedUnits, unitsOfDraw } from './sample-of-draw.ts';
import { newRound, pastedMargins, pastedUnits, returnOf, visitsOf } from './round-fields.ts';
import type { OneRound, RoundLine, SurveyDeskServices } from './services.ts';

/** A sample of some thousand primary units, pasted. */
const MOST_BYTES = 2_000_000;

/** The program's own version, which a publication names. */
const CODE = `yupay-${manifest.version}`;

const titleOf = (instruments: readonly SurveyInstrument[], { instrument, version, survey }: SurveyRound): RoundLine['title'] =>
  instruments.find((one) => one.code === instrument && one.version === version)?.title ?? { es: survey, en: survey };

/** Questions whose key each round sets. */
const ownKeys = ({ measures }: SurveyInstrument): string[] => [...new Set(measures.flatMap(({ value }) => [...JSON.stringify(value).matchAll(/"([^"]+)":null/g)].map(([, question]) => question!)))];

const stepsOf = ({ state }: SurveyRound): RoundStep[] => (Object.keys(ROUND_STEPS) as RoundStep[]).filter((step) => (ROUND_STEPS[step].from as readonly string[]).includes(state));

async function oneOf({ application }: Host, survey: string, code: string): Promise<OneRound> {
  const { pool } = application;
  const [round, instruments] = [await roundOf(pool, survey, code), await liveSurveyInstruments(application)];
  const [units, margins, returns, counts, found] = await Promise.all([unitsOf(pool, survey, code), marginsOf(pool, survey, code), returnsOf(pool, survey, code), countsOf(pool, round), visitsFound(pool, round)]);
  const domains = instruments.find((one) => one.code === round.instrument && one.version === round.version)?.domains ?? [];
  const missing = units.length > 0 ? missingZones(units, returns) : returns.length === 0 ? [...round.places] : [];
  return { ...round, title: titleOf(instruments, round), units, margins, returns, counts, missing, found, draws: (await draws(pool)).map(({ number, name }) => ({ number, name })), steps: stepsOf(round), uncompared: (await liveRound(application, survey, code))?.head.uncompared ?? null, domains: domains.map(({ id, codes }) => ({ id, codes: codes.map((one) => one.code) })) };
}

type Field = (name: string) => string;

const addressOf = (survey: string, code: string): string => `/panel/encuestas/${encodeURIComponent(survey)}/${encodeURIComponent(code)}`;

async function take(host: Host, actor: Actor, action: string, field: Field): Promise<void> {
  const { application } = host;
  const [survey, code, today] = [field('encuesta'), field('ola'), peruDay(application.loads.clock())];
  const { pool } = application;
  if (action === 'muestra') return keepSample(pool, actor, survey, code, pastedUnits(field('conglomerados')), pastedMargins(field('margenes')));
  if (action === 'usar-muestra') return keepSample(pool, actor, survey, code, await unitsOfDraw(pool, Number(field('sorteo'))), await marginsOf(pool, survey, code));
  if (action === 'contar') return keepSample(pool, actor, survey, code, await countedUnits(pool, await unitsOf(pool, survey, code)), await marginsOf(pool, survey, code));
  if (action === 'visitas') return keepVisits(pool, actor, survey, code, visitsOf(field));
  if (action === 'devolver') return noteReturn(pool, actor, survey, code, returnOf(field));
  if (action === 'publicar') return void (await publishWave(application, actor, survey, code, (round) => approvedAnswers(pool, round), { today, code: CODE }));
  if (action === 'cerrar') return closeWave(application, actor, survey, code, today);
  if (action === 'abrir-campo' || action === 'cerrar-campo') return takeRoundStep(pool, actor, survey, code, action, today);
  throw new YupayError('solicitud-mala', { detalle: 'no se conoce esa acción' });
}

/** Rounds of surveys over the open application. Each question begins by who asks. */
export function surveyDeskServices(host: Host, services: () => Services): SurveyDeskServices {
  const { application } = host;
  const enter = surveyKeeper(services);
  return {
    desk: async (request) => {
      await enter(request);
      const instruments = await liveSurveyInstruments(application);
      const rounds = (await allRounds(application.pool)).map((round) => ({ ...round, title: titleOf(instruments, round) }));
      return { rounds, instruments: instruments.map((one) => ({ code: one.code, version: one.version, title: one.title, keys: ownKeys(one) })) };
    },
    one: async (request, survey, round) => {
      await enter(request);
      return oneOf(host, survey, round);
    },
    change: async (request) => {
      const actor = await enter(request);
      const form = await smallForm(request, MOST_BYTES);
      const field: Field = (name) => form.get(name) ?? '';
      if (field('accion') !== 'empezar') await take(host, actor, field('accion'), field);
      else await beginRound(application.pool, actor, newRound(field));
      return addressOf(field('encuesta').trim(), field('ola').trim());
    },
  };
}
