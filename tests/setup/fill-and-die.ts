/** Fills items of a copy one after another, says each that was kept, and never ends by itself: its test kills it in the middle. */
import { filledCopy } from '#lib/indicators/instruments/copy-store.ts';
import { keepAnswer } from '#lib/indicators/instruments/fill-copy.ts';
import { OPERATOR } from '#lib/access/actor.ts';
import { openApplication } from '#lib/publishing/application.ts';
import { instrumentBy, liveInstruments } from '#lib/publishing/instruments/live-instruments.ts';
import { versionOf } from '#lib/indicators/instruments/instrument.ts';
import { readConfiguration } from '#lib/platform/settings.ts';

const number = Number(process.argv[2]);
const application = await openApplication(readConfiguration(process.env), process.env);
const version = versionOf(instrumentBy(await liveInstruments(application), 'pefa'), '2016')!;
for (let turn = 0; ; turn += 1) {
  for (const { id } of version.items) {
    const head = (await filledCopy(application.pool, number)).answers.find(({ item }) => item === id);
    const value = 'ABCD'[turn % 4]!;
    await keepAnswer(application.pool, OPERATOR, number, version, { item: id, row: 1, state: 'valor', value, address: '', note: '', seen: head?.id ?? '' }, new Date());
    console.log(`${id} ${value}`);
  }
}
