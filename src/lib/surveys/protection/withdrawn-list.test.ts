import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { WithdrawnList } from './withdrawn-list.ts';

let root: string;
afterEach(() => rm(root, { recursive: true, force: true }));

const slot = (n: number, place: number): string => `0b7e7c1e-0000-4000-8000-${String(n).padStart(12, '0')}:${place}`;

async function listOf(slots: readonly string[]): Promise<{ readonly list: WithdrawnList; readonly path: string }> {
  root = await mkdtemp(join(tmpdir(), 'yupay-retirados-'));
  const list = new WithdrawnList(root);
  await list.add(slots);
  return { list, path: join(root, 'llaves', 'retirados') };
}

test('what was withdrawn is told, in order; nothing where nobody did', async () => {
  const { list } = await listOf([slot(1, 7), slot(2, 120)]);
  await list.add([slot(3, 5)]);
  expect(await list.all()).toEqual([slot(1, 7), slot(2, 120), slot(3, 5)]);
  expect(await new WithdrawnList(join(root, 'otra')).all()).toEqual([]);
});

test('a line that was cut short anywhere is no other record, and spoils none that comes after', async () => {
  const { list, path } = await listOf([slot(1, 7)]);
  const whole = `\n${slot(2, 4567)};`;
  for (let bytes = 1; bytes < whole.length; bytes += 1) {
    await writeFile(path, '');
    await list.add([slot(1, 7)]);
    await appendFile(path, whole.slice(0, bytes));
    expect(await list.all(), `${bytes} bytes`).toEqual([slot(1, 7)]);
    await list.add([slot(3, 5)]);
    expect(await list.all(), `${bytes} bytes`).toEqual([slot(1, 7), slot(3, 5)]);
  }
});
