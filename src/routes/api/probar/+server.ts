import { YupayError } from '#lib/kernel/errors.ts';
import { OPERATIONS } from '#lib/publishing/api/index.ts';
import { addressOf } from '#lib/publishing/api/operation.ts';
import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Where a form of the API's page leads: a form cannot write into an address, so this does, and sends there. */
export const GET: RequestHandler = ({ url }) => {
  const operation = OPERATIONS.find(({ id }) => id === url.searchParams.get('operacion'));
  if (!operation) throw new YupayError('no-encontrado');
  const given = [...url.searchParams].filter(([name, value]) => name !== 'operacion' && value !== '');
  redirect(303, addressOf(operation, Object.fromEntries(given)));
};
