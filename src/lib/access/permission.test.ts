import { describe, expect, it } from 'vitest';
import { YupayError, errorSentence } from '#lib/kernel/errors.ts';
import { Random } from '#lib/kernel/random.ts';
import { OPERATOR, ROLES, type Actor, type Grant, type Role } from './actor.ts';
import { insist, insistInPart, may, mayAnywhere, mayGive, mayInPart, type Subject } from './permission.ts';
import { ACTIONS, ROLE_RULES, RULES, type Action } from './rule.ts';

const everywhere = (role: Role): Grant => ({ role, organisation: null, framework: null, place: null });
const holder = (...grants: Grant[]): Actor => ({ id: 'p1', name: 'Persona de prueba', operator: false, organisations: [], grants });
const EVERY = Object.keys(ACTIONS) as Action[];

/** Which roles may what, written out: the table of rules is held against it. */
const TABLE: Readonly<Record<Action, string>> = {
  'ver-borrador': 'reader reporter reviewer editor administrator',
  'informar': 'reporter editor administrator', 'llenar-ficha': 'reporter editor administrator',
  'revisar': 'reviewer administrator', 'aprobar': 'reviewer administrator',
  'editar-plan': 'editor administrator', 'recordar': 'editor administrator', 'publicar': 'editor administrator', 'bloquear': 'editor administrator',
  'exonerar': 'editor administrator', 'publicar-ranking': 'editor administrator', 'llevar-encuesta': 'editor administrator',
  'desbloquear': 'administrator', 'cambiar-calendario': 'administrator', 'invitar': 'administrator', 'administrar': 'administrator',
};

describe('a role', () => {
  it.each(EVERY)('may or may not «%s» as the table says', (action) => {
    expect(ROLES.filter((role) => may(holder(everywhere(role)), action, {}).allowed).join(' ')).toBe(TABLE[action]);
  });

  it('is spoken of by exactly one rule for each action', () => {
    for (const action of EVERY) expect(ROLE_RULES.filter(({ actions }) => actions.includes(action)), action).toHaveLength(1);
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });

  it('is not needed by the operator, and nobody without an account may anything', () => {
    for (const action of EVERY) {
      expect(may(OPERATOR, action, {}).allowed).toBe(true);
      expect(may(null, action, {})).toMatchObject({ allowed: false, rule: 'P8' });
    }
  });
});

describe('a scope', () => {
  const scoped: Grant = { role: 'reviewer', organisation: 'eiti', framework: 'alianza', place: '18' };
  it.each<[string, Subject, boolean]>([
    ['the place itself', { organisation: 'eiti', framework: 'alianza', place: '18' }, true],
    ['a place under it', { organisation: 'eiti', framework: 'alianza', place: '180106' }, true],
    ['another department', { organisation: 'eiti', framework: 'alianza', place: '08' }, false],
    ['the whole country', { organisation: 'eiti', framework: 'alianza', place: null }, false],
    ['a place that is not said', { organisation: 'eiti', framework: 'alianza' }, false],
    ['another organisation', { organisation: 'mef', framework: 'alianza', place: '18' }, false],
    ['nobody\'s organisation', { organisation: null, framework: 'alianza', place: '18' }, false],
    ['another plan', { organisation: 'eiti', framework: 'otro', place: '18' }, false],
    ['nothing said', {}, false],
  ])('reaches or not: %s', (_, subject, reached) => {
    expect(may(holder(scoped), 'aprobar', subject).allowed).toBe(reached);
  });

  it('lets open what has parts in many places, and no organisation or plan beyond its own', () => {
    const own = holder({ role: 'reporter', organisation: 'eiti', framework: 'alianza', place: '18' });
    expect(mayInPart(own, 'informar', { organisation: 'eiti', framework: 'alianza' })).toEqual({ allowed: true });
    for (const subject of [{ organisation: 'mef', framework: 'alianza' }, { organisation: 'eiti', framework: 'otro' }, {}]) expect(mayInPart(own, 'informar', subject)).toMatchObject({ allowed: false, rule: 'P2' });
    expect(mayInPart(own, 'aprobar', { organisation: 'eiti', framework: 'alianza' }).allowed).toBe(false);
    expect(() => insistInPart(null, 'informar', {})).toThrow(expect.objectContaining({ code: 'sin-permiso' }));
  });

  it('is never left by any grant, whatever its bounds', () => {
    const random = new Random(4);
    const some = <T>(list: readonly T[]): T => random.pick(list);
    let allowed = 0;
    for (let n = 0; n < 5_000; n++) {
      const grant: Grant = { role: some(ROLES), organisation: some([null, 'a', 'b']), framework: some([null, 'x', 'y']), place: some([null, '18', '1801']) };
      const subject: Subject = { organisation: some([null, 'a', 'b']), framework: some(['x', 'y']), place: some([null, '18', '1801', '180106', '08']) };
      if (!may(holder(grant), some(EVERY), subject).allowed) continue;
      allowed++;
      expect(grant.organisation ?? subject.organisation).toBe(subject.organisation);
      expect(grant.framework ?? subject.framework).toBe(subject.framework);
      if (grant.place !== null) expect(subject.place!.slice(0, grant.place.length)).toBe(grant.place);
    }
    expect(allowed).toBeGreaterThan(500);
  });

  it('bounds what an administrator gives: the same or less, never more', () => {
    const local = holder({ role: 'administrator', organisation: 'eiti', framework: null, place: '18' });
    expect(mayGive(local, { role: 'reporter', organisation: 'eiti', framework: 'alianza', place: '1801' })).toBe(true);
    expect(mayGive(local, { role: 'reporter', organisation: 'eiti', framework: 'alianza', place: null })).toBe(false);
    expect(mayGive(local, { role: 'reporter', organisation: null, framework: null, place: '18' })).toBe(false);
    const ofOnePlan = holder({ ...everywhere('administrator'), framework: 'alianza' });
    expect(mayGive(ofOnePlan, { ...everywhere('reader'), framework: 'alianza' })).toBe(true);
    expect(mayGive(ofOnePlan, everywhere('reader'))).toBe(false);
    expect(mayGive(holder(everywhere('editor')), everywhere('reader'))).toBe(false);
  });

  it('does not hide from a menu what somebody may somewhere', () => {
    expect(mayAnywhere(holder(scoped), 'revisar')).toBe(true);
    expect(mayAnywhere(holder(scoped), 'publicar')).toBe(false);
    expect(mayAnywhere(null, 'ver-borrador')).toBe(false);
  });
});

describe('a refusal', () => {
  it('keeps a reviewer from approving what they wrote, an administrator too', () => {
    for (const role of ['reviewer', 'administrator'] as const) {
      expect(may(holder(everywhere(role)), 'aprobar', { author: 'p1' })).toEqual({ allowed: false, rule: 'P7', lifts: ['reviewer', 'administrator'] });
      expect(may(holder(everywhere(role)), 'aprobar', { author: 'p2' }).allowed).toBe(true);
    }
  });

  it('names the act, the rule, who can lift it and how, in Spanish and in English, and nobody by name', () => {
    const refused = (): void => insist(holder(everywhere('reporter')), 'aprobar', { organisation: 'eiti' });
    expect(refused).toThrow(YupayError);
    let thrown: YupayError | null = null;
    try {
      refused();
    } catch (error) {
      thrown = error as YupayError;
    }
    expect(thrown!.code).toBe('sin-permiso');
    expect(thrown!.message).toBe('No puede aprobar un informe (P3). Revisa y aprueba quien tiene el papel de revisión en ese plan, organización y lugar. Puede quien tiene el papel de revisión o administración en eiti. Pídale que lo haga, o pida a un administrador de su organización que le dé ese papel.');
    expect(errorSentence('sin-permiso', thrown!.details, 'en')).toBe('You cannot approve a report (P3). Reviewing and approving is for whoever is a reviewer in that plan, organisation and place. Whoever is reviewer or administrator in eiti may. Ask them to do it, or ask an administrator of your organisation to give you that role.');
    expect(JSON.stringify(thrown!.details)).not.toContain('Persona de prueba');
  });

  it('has words for every action and rule', () => {
    for (const action of EVERY) {
      for (const actor of [null, holder()]) {
        const verdict = may(actor, action, {});
        expect(verdict.allowed).toBe(false);
        if (!verdict.allowed) expect(() => insist(actor, action, {})).toThrow(/^No puede .+ \(P\d\)\. .+/);
      }
    }
  });
});
