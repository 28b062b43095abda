import type { Actor } from '#lib/access/actor.ts';
import { insist } from '#lib/access/permission.ts';
import type { Services } from '../services.ts';
import { checkOwnForm } from './own-form.ts';

/** Who keeps surveys, or a refusal: asked first of everything in their panel. Throws `sin-permiso`, `origen-ajeno`. */
export const surveyKeeper = (services: () => Pick<Services, 'people'>) => async (request: Request): Promise<Actor> => {
  checkOwnForm(request);
  const actor = await services().people.actor(request);
  insist(actor, 'llevar-encuesta', {});
  return actor;
};
