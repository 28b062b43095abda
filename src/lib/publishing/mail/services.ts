import { setTimeout as sleep } from 'node:timers/promises';
import { SubscriptionKeys } from '#lib/access/subscription-keys.ts';
import { askSubscription, confirmTopic, stopByLink, topicsOf, WHOLE_LOG } from '#lib/access/subscription.ts';
import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { mailAddress } from '#lib/platform/mail-address.ts';
import { readLog } from '#lib/provenance/log.ts';
import type { Application } from '../application.ts';
import { checkOwnForm, smallForm } from '../server/own-form.ts';
import { ClientLimit, clientOf } from './client-limit.ts';
import { consentInForce } from './consent.ts';
import { placeName } from './news.ts';
import { queueMail } from './outbox.ts';
import { remindedByLink, stopReminders } from './reminder.ts';

/** A topic as its subscriber sees it; `name` is null for the whole log. */
export interface OwnTopic {
  readonly topic: string;
  readonly name: string | null;
  readonly confirmed: boolean;
}

/** Subscriptions by mail, for the routes. Every form is of our own pages, small, and counted by client. */
export interface MailServices {
  /** Whether this site sends mail at all. */
  readonly open: boolean;
  /**
   * Takes the form of a topic (`correo`, and a field that people do not see). Says the same of an address that is known and of
   * one that is not. `peer` is the connection's address. Throws `correo-cerrado`, `direccion-de-correo`, `demasiados-pedidos`.
   */
  ask(request: Request, peer: string, topic: string, language: Language): Promise<void>;
  /** What the holder of a link asked for. Throws `aviso-no-existe`. */
  own(link: string): Promise<readonly OwnTopic[]>;
  /** Takes the form of that page (`accion`, `tema`); true when nothing is left. Throws `aviso-no-existe`. */
  change(request: Request, link: string): Promise<boolean>;
  /** Whether whoever holds the link of a reminder still gets them. Throws `enlace-usado`. */
  reminded(link: string): Promise<boolean>;
  /** Stops them, without signing in. Throws `enlace-usado`. */
  stopReminders(request: Request, link: string): Promise<void>;
}

/** An answer takes at least so long, so that its time tells nobody whether the address was known. */
const EVEN_MS = 400;

const TOPIC = /^(bitacora|\d{2}(\d{2}){0,2})$/;

export function mailServices(application: Application): MailServices {
  const { pool, configuration, loads } = application;
  const store = { pool, keys: new SubscriptionKeys(application.folders.root) };
  const limit = new ClientLimit();
  const own = async (link: string): Promise<OwnTopic[]> =>
    Promise.all((await topicsOf(store, link)).map(async ({ topic, confirmed }) => ({ topic, confirmed, name: topic === WHOLE_LOG ? null : await placeName(pool, topic) })));

  return {
    open: configuration.mail !== null,
    own,
    reminded: (link) => remindedByLink(pool, link),
    stopReminders: async (request, link) => {
      checkOwnForm(request);
      await stopReminders(pool, link);
    },
    ask: async (request, peer, topic, language) => {
      checkOwnForm(request);
      if (configuration.mail === null) throw new YupayError('correo-cerrado');
      limit.enter(clientOf(peer, request.headers.get('x-forwarded-for')), loads.clock());
      const form = await smallForm(request);
      const address = mailAddress(form.get('correo') ?? '');
      if (address === null) throw new YupayError('direccion-de-correo');
      // Whoever fills what nobody sees is a program: it is told what everybody is told.
      const asking = form.get('web') ? Promise.resolve() : askSubscription(store, { address, topic, language, consent: consentInForce().version }, (client, subscriber) =>
        queueMail(client, { subscriber, kind: 'confirmacion', language, told: [{ topic, from: 0, to: 0 }] }));
      await Promise.all([asking, sleep(EVEN_MS)]);
    },
    change: async (request, link) => {
      checkOwnForm(request);
      const form = await smallForm(request);
      const [action, topic] = [form.get('accion'), form.get('tema')];
      if (topic !== null && !TOPIC.test(topic)) throw new YupayError('solicitud-mala', { detalle: 'tema' });
      if (action === 'confirmar' && topic !== null) await confirmTopic(store, link, topic, (await readLog(pool, { before: null, size: 1 }))[0]?.number ?? 0);
      else if (action === 'dejar') await stopByLink(store, link, topic);
      else throw new YupayError('solicitud-mala', { detalle: 'accion' });
      return own(link).then(() => false, (error: unknown) => {
        if (error instanceof YupayError && error.code === 'aviso-no-existe') return true;
        throw error;
      });
    },
  };
}
