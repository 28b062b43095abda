import { randomUUID } from 'node:crypto';
import type { Queryable } from '#lib/platform/database.ts';
import { fileTree, type FileTree } from '../form/evaluate/file-tree.ts';
import { formJudge, type FormJudge } from '../form/evaluate/inspect.ts';
import type { FormFiles } from '../form/evaluate/secondary-instances.ts';
import type { FormModel } from '../form/model.ts';

/** Bytes of one file that is read at all. */
const MOST_BYTES = 10_000_000;

/** Nodes of all the files that are held for the next judge; past it the one that was longest not asked for goes. */
const MOST_HELD = 300_000;

/** Files by their MD5 and name: what is published never changes, and what two forms share is held once. */
const held = new Map<string, FileTree | null>();

function hold(key: string, file: FileTree | null): void {
  held.delete(key);
  held.set(key, file);
  let nodes = 0;
  for (const [one, kept] of [...held].reverse()) if ((nodes += kept?.nodes ?? 1) > MOST_HELD && one !== key) held.delete(one);
}

async function read(client: Queryable, { id, version }: FormModel, name: string): Promise<FileTree | null> {
  const { rows } = await client.query('select contenido as bytes from formulario_archivo where formulario = $1 and version = $2 and nombre = $3 and octet_length(contenido) <= $4', [id, version, name, MOST_BYTES]);
  return rows.length === 0 ? null : fileTree(name, rows[0].bytes as Buffer);
}

async function treeOf(client: Queryable, model: FormModel, { name, hash }: { readonly name: string; readonly hash: string }): Promise<Node | null> {
  const key = `${hash} ${name}`;
  const known = held.get(key);
  const file = known === undefined ? await read(client, model, name) : known;
  hold(key, file);
  return file?.tree ?? null;
}

/** The files that a version looks answers up in; without those that lie on a phone alone, or cannot be read. */
async function filesOf(client: Queryable, model: FormModel): Promise<FormFiles> {
  if (model.instances.length === 0) return new Map();
  const names = new Map(model.instances.map(({ id, src }) => [id, src.split('/').at(-1)!]));
  const { rows } = await client.query('select nombre as name, hash from formulario_archivo where formulario = $1 and version = $2 and nombre = any($3)', [model.id, model.version, [...names.values()]]);
  const files = new Map<string, Node>();
  for (const [id, name] of names) {
    const row = (rows as { name: string; hash: string }[]).find((one) => one.name === name);
    const tree = row === undefined ? null : await treeOf(client, model, row);
    if (tree !== null) files.set(id, tree);
  }
  return files;
}

/** A version of a form that is kept here, ready to judge or to be filled, with the files that it looks answers up in. */
export async function versionJudge(client: Queryable, model: FormModel, now: Date): Promise<FormJudge> {
  return formJudge(model, { now, uuid: randomUUID, files: await filesOf(client, model) });
}
