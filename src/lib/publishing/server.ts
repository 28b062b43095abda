import { YupayError } from '#lib/kernel/errors.ts';
import { findQuery } from './questions.ts';
import { host, type Host } from './host.ts';
import type { Services } from './services.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { rowsPage } from './server/downloads.ts';
import { openCatalogue } from './server/catalogue.ts';
import { boundariesUnder, findPlace, nearestPlaces, openAtlas, pointOf, refOf, searchPlaces, viewOf, type Atlas } from './server/gazetteer.ts';
import { captureView, digestsOf, logPage, logStretch, placeChanges } from './server/captures.ts';
import { loadRevision } from './revision-load.ts';
import { revisionPage } from './revision-page.ts';
import { audioServices } from './audio/services.ts';
import { mailServices } from './mail/services.ts';
import { publicWaivers } from './plans/public-waivers.ts';
import { deskOpener, planServices } from './plans/plan-services.ts';
import { planWorkServices } from './plans/work.ts';
import { planIatiServices } from './plan-iati/services.ts';
import { rankingServices } from './ranking/ranking-services.ts';
import { panelServices } from './server/panel.ts';
import { formServices } from './forms/form-services.ts';
import { keyingServices } from './keying/keying-services.ts';
import { fieldServices } from './field/field-services.ts';
import { surveyDeskServices } from './survey-desk/survey-desk-services.ts';
import { surveyFileServices } from './survey-files/survey-file-services.ts';
import { publicFormServices } from './public-form/public-form-services.ts';
import { reviewServices } from './review/review-services.ts';
import { instrumentServices } from './instruments/instrument-services.ts';
import { peopleServices } from './server/people.ts';
import { receiptView } from './server/receipts.ts';
import { communityList, mandateList } from './server/territory.ts';

/** What the routes ask for, over the open application. The registry is read once per load. */
export function createServices(host: Host): Services {
  const { application } = host;
  let atlas: Promise<Atlas> | null = null;
  let catalogue: Promise<Catalogue> | null = null;
  application.events.on('load', () => (atlas = catalogue = null));
  const registry = (): Promise<Atlas> =>
    (atlas ??= openAtlas(application).catch((error: unknown) => {
      atlas = null;
      throw error;
    }));
  const published = (): Promise<Catalogue> =>
    (catalogue ??= openCatalogue(application).catch((error: unknown) => {
      catalogue = null;
      throw error;
    }));
  const desk = deskOpener(host, () => services, registry);
  const services: Services = {
    now: application.loads.clock,
    answer: (name, parameters) => {
      const query = findQuery(name);
      if (!query) throw new YupayError('interno', { detalle: `no hay consulta ${name}` });
      return application.answers.answer(query, parameters);
    },
    place: async (code) => viewOf(await registry(), findPlace(await registry(), code)),
    points: async (prefix) => (await registry()).gazetteer.places.filter((place) => place.level === 'distrito' && place.ubigeo.startsWith(prefix)).map(pointOf),
    departments: async () => (await registry()).gazetteer.childrenOf(null).map(refOf),
    boundaries: async (prefix) => boundariesUnder(application, await registry(), prefix),
    communities: async (ubigeo) => communityList(application, await registry(), ubigeo),
    mandates: (ubigeo) => mandateList(application, ubigeo),
    search: async (text) => searchPlaces(await registry(), text),
    nearest: async (latitude, longitude) => nearestPlaces(await registry(), latitude, longitude),
    receipt: async (code) => receiptView(application, await registry(), code),
    capture: (sha256) => captureView(application, sha256),
    revision: async (sha256, year, language, origin) => revisionPage({ revision: await loadRevision(application, sha256, year), year, names: new Map((await registry()).gazetteer.places.map(({ ubigeo, name }) => [ubigeo, name])), language, origin }),
    digests: (sha256) => digestsOf(application, sha256),
    catalogue: published,
    rows: (dataset, asked, slice) => rowsPage(application, dataset, asked, slice),
    log: (page) => logPage(application, page),
    changesOf: (ubigeo) => placeChanges(application, ubigeo),
    logFrom: (number) => logStretch(application, number),
    waivers: (plan) => publicWaivers(application, plan),
    mail: mailServices(application),
    audio: audioServices(host, () => services),
    plans: planServices(host, () => services, desk),
    planWork: planWorkServices(host, () => services, desk, registry),
    iati: planIatiServices(host),
    rankings: rankingServices(host, () => services),
    panel: panelServices(host),
    people: peopleServices(host),
    instruments: instrumentServices(host, () => services),
    forms: formServices(host, () => services),
    publicForms: publicFormServices(host),
    reviews: reviewServices(host, () => services),
    surveyFiles: surveyFileServices(host, () => services),
    surveyDesk: surveyDeskServices(host, () => services),
    field: fieldServices(host, () => services),
    keying: keyingServices(host, () => services),
  };
  return services;
}

let open: Services | null = null;

/** The services of the process that serves these pages. */
export function services(): Services {
  return (open ??= createServices(host()));
}
