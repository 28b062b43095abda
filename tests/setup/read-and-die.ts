/** Reads submissions in small batches, says when it begins, and never ends by itself: its test kills it in the middle. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openApplication } from '#lib/publishing/application.ts';
import { readerParts } from '#lib/publishing/review/office.ts';
import { readBatch } from '#lib/surveys/review/read-batch.ts';
import { readConfiguration } from '#lib/platform/settings.ts';

const application = await openApplication(readConfiguration(process.env), process.env);
const parts = readerParts(application);
console.log('listo');
for (;;) {
  await readBatch(parts, 7);
  // Slow enough that a blow falls before all is read.
  await sleep(20);
}
