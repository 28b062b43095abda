import type { Language } from '#lib/kernel/errors.ts';
import type { Role } from './actor.ts';

export type Action =
  | 'ver-borrador' | 'informar' | 'revisar' | 'aprobar' | 'publicar' | 'editar-plan' | 'exonerar' | 'bloquear' | 'desbloquear'
  | 'recordar' | 'llenar-ficha' | 'publicar-ranking' | 'llevar-encuesta' | 'cambiar-calendario' | 'invitar' | 'administrar';

export type RuleId = 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7' | 'P8' | 'P9';

type Words = Readonly<Record<Language, string>>;

/** Who may do which actions; everybody else is refused with its sentence. */
export interface Rule {
  readonly id: RuleId;
  readonly actions: readonly Action[];
  readonly roles: readonly Role[];
  readonly says: Words;
  /** What a person who is refused can do about it. */
  readonly lifted: Words;
}

const ASK: Words = {
  es: 'Pídale que lo haga, o pida a un administrador de su organización que le dé ese papel.',
  en: 'Ask them to do it, or ask an administrator of your organisation to give you that role.',
};

/** Rules of a role. Each action is in exactly one of them. */
export const ROLE_RULES: readonly Rule[] = [
  {
    id: 'P1', actions: ['ver-borrador'], roles: ['reader', 'reporter', 'reviewer', 'editor', 'administrator'], lifted: ASK,
    says: { es: 'Lo que todavía no se publica lo ve quien tiene algún papel en ese plan, organización y lugar.', en: 'What is not published yet is seen by whoever holds some role in that plan, organisation and place.' },
  },
  {
    id: 'P2', actions: ['informar', 'llenar-ficha'], roles: ['reporter', 'editor', 'administrator'], lifted: ASK,
    says: { es: 'Informa quien tiene el papel de informante en ese plan, organización y lugar, o la secretaría en su nombre.', en: 'Reporting is for whoever is a reporter in that plan, organisation and place, or for the secretariat on their behalf.' },
  },
  {
    id: 'P3', actions: ['revisar', 'aprobar'], roles: ['reviewer', 'administrator'], lifted: ASK,
    says: { es: 'Revisa y aprueba quien tiene el papel de revisión en ese plan, organización y lugar.', en: 'Reviewing and approving is for whoever is a reviewer in that plan, organisation and place.' },
  },
  {
    id: 'P4', actions: ['editar-plan', 'recordar', 'publicar', 'bloquear', 'exonerar', 'publicar-ranking'], roles: ['editor', 'administrator'], lifted: ASK,
    says: { es: 'El plan lo lleva y lo publica la secretaría: quien tiene en él el papel de edición.', en: 'A plan is kept and published by its secretariat: whoever is an editor of it.' },
  },
  {
    id: 'P5', actions: ['desbloquear', 'cambiar-calendario'], roles: ['administrator'], lifted: { es: 'Pídaselo con el motivo por escrito: quedará a la vista de todos.', en: 'Ask them, with the reason in writing: everybody will see it.' },
    says: { es: 'Un plazo cerrado y el calendario electoral los cambia solo un administrador, con un motivo público.', en: 'A closed deadline and the electoral calendar are changed by an administrator alone, with a public reason.' },
  },
  {
    id: 'P6', actions: ['invitar', 'administrar'], roles: ['administrator'], lifted: { es: 'Pídaselo a quien administra, o a quien opera la máquina de Yupay.', en: 'Ask whoever administers, or whoever operates the machine of Yupay.' },
    says: { es: 'Personas y papeles los cambia solo un administrador, y nadie da lo que no tiene.', en: 'People and roles are changed by an administrator alone, and nobody gives what they do not hold.' },
  },
  {
    id: 'P9', actions: ['llevar-encuesta'], roles: ['editor', 'administrator'], lifted: ASK,
    says: { es: 'Una encuesta la lleva quien tiene el papel de edición sin límite de plan, organización ni lugar: sus formularios, sus encuestadores y sus envíos.', en: 'A survey is kept by whoever is an editor without limit of plan, organisation or place: its forms, its enumerators and its submissions.' },
  },
];

/** Nobody reviews their own: it holds whatever the role. */
export const OWN_WORK: Rule = {
  id: 'P7', actions: ['revisar', 'aprobar'], roles: ['reviewer', 'administrator'],
  says: { es: 'Nadie revisa ni aprueba lo que escribió.', en: 'Nobody reviews or approves what they wrote.' },
  lifted: { es: 'Pida que lo revise otra persona.', en: 'Ask another person to review it.' },
};

/** The first question about anybody: who are they. Its roles are those of the rule of the action. */
export const SIGNED_IN: Rule = {
  id: 'P8', actions: ROLE_RULES.flatMap(({ actions }) => actions), roles: [],
  says: { es: 'Hace falta entrar con una cuenta.', en: 'An account is needed.' },
  lifted: { es: 'Entre con su cuenta; si no la tiene, pida una invitación a un administrador de su organización.', en: 'Sign in with your account; without one, ask an administrator of your organisation for an invitation.' },
};

export const RULES: readonly Rule[] = [...ROLE_RULES, OWN_WORK, SIGNED_IN];

/** Each action as a person reads it after "you cannot". */
export const ACTIONS: Readonly<Record<Action, Words>> = {
  'ver-borrador': { es: 'ver lo que todavía no se publica', en: 'see what is not published yet' },
  'informar': { es: 'informar el avance', en: 'report progress' },
  'revisar': { es: 'revisar un informe', en: 'review a report' },
  'aprobar': { es: 'aprobar un informe', en: 'approve a report' },
  'publicar': { es: 'publicar o retirar un informe', en: 'publish or withdraw a report' },
  'editar-plan': { es: 'cambiar el plan', en: 'change the plan' },
  'exonerar': { es: 'exonerar una observación con un motivo', en: 'waive a finding with a reason' },
  'bloquear': { es: 'cerrar un periodo', en: 'lock a period' },
  'desbloquear': { es: 'abrir un periodo cerrado', en: 'unlock a period' },
  'recordar': { es: 'enviar recordatorios', en: 'send reminders' },
  'llenar-ficha': { es: 'llenar una ficha', en: 'fill in a checklist' },
  'publicar-ranking': { es: 'publicar un ranking', en: 'publish a ranking' },
  'llevar-encuesta': { es: 'llevar encuestas', en: 'keep surveys' },
  'cambiar-calendario': { es: 'cambiar el calendario electoral', en: 'change the electoral calendar' },
  'invitar': { es: 'invitar personas', en: 'invite people' },
  'administrar': { es: 'administrar personas y organizaciones', en: 'administer people and organisations' },
};

/** Each role as a person reads it. */
export const ROLE_NAMES: Readonly<Record<Role, Words>> = {
  reader: { es: 'lectura', en: 'reader' },
  reporter: { es: 'informante', en: 'reporter' },
  reviewer: { es: 'revisión', en: 'reviewer' },
  editor: { es: 'edición', en: 'editor' },
  administrator: { es: 'administración', en: 'administrator' },
};
