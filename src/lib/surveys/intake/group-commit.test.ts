import { expect, test } from 'vitest';
import { GroupCommit } from './group-commit.ts';

const settle = (all: readonly Promise<unknown>[]) => Promise.all(all.map((one) => one.then((value) => value, (error: Error) => error.message)));

test('what comes while a write is under way is written together, each with its own result', async () => {
  const batches: number[][] = [];
  const group = new GroupCommit<number, string>(async (items) => {
    batches.push([...items]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return items.map((item) => `n${item}`);
  }, () => 1);
  const all = Array.from({ length: 100 }, (_, n) => n);
  expect(await settle(all.map((n) => group.add(n)))).toEqual(all.map((n) => `n${n}`));
  expect(batches.length).toBeLessThan(5);
  expect(batches.flat()).toEqual(all);
  expect(await group.add(7)).toBe('n7');
});

test('one that cannot be written takes nobody with it', async () => {
  const group = new GroupCommit<number, number>(async (items) => {
    await Promise.resolve();
    if (items.includes(3)) throw new Error('no');
    return items;
  }, () => 1);
  expect(await settle([1, 2, 3, 4].map((n) => group.add(n)))).toEqual([1, 2, 'no', 4]);
});

test('what is large goes in turns of few bytes, and alone where it is larger than a turn', async () => {
  const batches: number[][] = [];
  const group = new GroupCommit<number, number>(async (items) => {
    batches.push([...items]);
    await Promise.resolve();
    return items;
  }, (item) => item * 1_000_000);
  await settle([3, 3, 3, 10, 1, 1].map((n) => group.add(n)));
  expect(batches).toEqual([[3, 3], [3], [10], [1, 1]]);
});
