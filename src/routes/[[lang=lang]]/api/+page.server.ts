import { OPERATIONS } from '#lib/publishing/api/index.ts';
import { API_BASE, type Parameter } from '#lib/publishing/api/operation.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const { language } = locals;
  const field = (parameter: Parameter) => ({ name: parameter.name, label: parameter[language], required: parameter.required, example: parameter.example ?? '' });
  return {
    language, base: url.origin + API_BASE,
    operations: OPERATIONS.map((operation) => ({ id: operation.id, path: operation.path, text: operation[language], fields: operation.parameters.map(field) })),
  };
};
