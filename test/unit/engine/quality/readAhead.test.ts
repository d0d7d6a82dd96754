import { expect, test } from 'vitest';
import { readingAhead } from '../../../../src/engine/quality/readAhead.ts';
import type { Group, Part } from '../../../../src/engine/quality/openWholeTable.ts';

const part: Part = {
  name: 'a',
  constants: new Map(),
  partition: '',
  reader: {
    ...{ columns: [], rows: 3, notes: {}, facts: [] },
    column: async () => [],
    groups: async function* () {},
    read: async () => [],
    close: async () => undefined,
  },
};
const groups = [0, 1, 2, 3].map((rowGroup): Group => ({ part, rowGroup, base: rowGroup, rows: 1 }));

function reading(failing = -1) {
  const asked: string[] = [];
  const read = readingAhead(groups, async (columns, { rowGroup }) => {
    asked.push(`${columns.join()} ${rowGroup}`);
    if (rowGroup === failing) throw new Error('cannot be read');
    return [[rowGroup]];
  });
  return { asked, read };
}

test('the next group is read while one is checked, and no further', async () => {
  const { asked, read } = reading();
  expect(await read(['id'], 0)).toEqual([[0]]);
  await Promise.resolve();
  expect(asked).toEqual(['id 0', 'id 1']);
  expect(await read(['id'], 1)).toEqual([[1]]);
  expect(await read(['id'], 3)).toEqual([[3]]);
  expect(asked).toEqual(['id 0', 'id 1', 'id 2', 'id 3']);
});

test('no two groups are read at once, and what was given is kept no longer', async () => {
  let [begun, go]: [number, () => void] = [0, () => undefined];
  const read = readingAhead(groups, () => {
    begun += 1;
    return new Promise(resolve => (go = () => resolve([])));
  });
  const first = read(['id'], 2);
  expect(begun).toBe(1);
  go();
  await first;
  expect(begun).toBe(2);
  void read(['id'], 3);
  expect(begun).toBe(2);
  void read(['id'], 3);
  expect(begun).toBe(3);
});

test('other columns are read for themselves', async () => {
  const { asked, read } = reading();
  await read(['id'], 2);
  expect(await read(['id', 'stop'], 3)).toEqual([[3]]);
  expect(asked).toContain('id,stop 3');
});

test('that a group cannot be read is told to who asks for it, and to nobody else', async () => {
  const { read } = reading(2);
  await read(['id'], 0);
  await read(['id'], 1);
  // Asked for here by nobody: a rejection that is not handled would end the program.
  await read(['stop'], 1);
  await expect(read(['id'], 2)).rejects.toThrow('cannot be read');
  expect(await read(['id'], 3)).toEqual([[3]]);
});
