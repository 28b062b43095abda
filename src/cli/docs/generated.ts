import { OPERATIONS } from '#lib/publishing/api/index.ts';
import { GLOSSARY, METHODS } from '#lib/publishing/definitions/index.ts';
import { readManifest } from '#lib/publishing/facts.ts';
import { DATASETS, QUERIES, REVISION_QUERIES } from '#lib/publishing/questions.ts';
import { RECIPES } from '#lib/publishing/registry.ts';
import { LAW } from '#lib/treasury/law/parameters.ts';
import { PUBLISHED_FILES } from '#lib/treasury/publishers.ts';
import { loadCommands } from '../commands.ts';
import { COMMON } from '../run.ts';
import { apiDoc } from './api.ts';
import { commandsDoc } from './commands.ts';
import { datasetsDoc } from './datasets.ts';
import { errorsDoc, exitsDoc } from './errors.ts';
import { factsDoc } from './facts.ts';
import { glossaryDoc } from './glossary.ts';
import { lawDoc } from './law.ts';
import type { Parts } from './parts.ts';
import { permissionsDoc } from './permissions.ts';
import { publishersDoc } from './publishers.ts';
import { queriesDoc, revisionsDoc } from './queries.ts';
import { recipesDoc } from './recipes.ts';
import { settingsDoc } from './settings.ts';

/** Every generated part of the documents, as the code of this moment writes it. */
export async function generatedParts(): Promise<Parts> {
  const commands = await loadCommands();
  return {
    api: apiDoc(OPERATIONS),
    conjuntos: datasetsDoc(DATASETS),
    consultas: queriesDoc(QUERIES),
    revisiones: revisionsDoc(REVISION_QUERIES),
    recetas: recipesDoc(RECIPES),
    publicadores: publishersDoc(PUBLISHED_FILES),
    hechos: factsDoc(readManifest()),
    ordenes: commandsDoc(commands, COMMON),
    salidas: exitsDoc(),
    errores: errorsDoc(),
    permisos: permissionsDoc(),
    variables: settingsDoc(),
    leyes: lawDoc(LAW),
    glosario: glossaryDoc(GLOSSARY),
    metodos: glossaryDoc(METHODS),
  };
}
