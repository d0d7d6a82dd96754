import { describe, expect, it } from 'vitest';
import { boundHead, listText } from '../../../../src/engine/tableView/boundHead.ts';
import type { TableHead } from '../../../../src/model/tableView/table.ts';

const many = 10_000;
const files = Array.from({ length: many }, (_, at) => ({
  ...{ at, name: `d=${at}/part.parquet`, file: `/t/d=${at}/part.parquet`, rows: 1, bytes: 2, groups: 3 },
}));
const types = files.map(({ name }, at) => ({ type: `struct<c${at}>`, files: 1, first: name }));
const head: TableHead = {
  ...{ path: '/t', name: 't', isFolder: true, rows: many, columns: [], files },
  unread: files.map(({ name }) => ({ name, problem: { kind: 'data', code: 'table_cut', params: {} } })),
  differences: files.map((_, at) => ({ column: `c${at}`, types: at === 0 ? types : types.slice(0, 2) })),
  totals: { files: many, groups: 3 * many, unread: many, differences: many },
};

describe('the head of a folder of ten thousand files', () => {
  it('travels with its first and its last files, and says how many there are', () => {
    const sent = boundHead(head);
    expect([sent.files[0]?.at, sent.files.at(-1)?.at, sent.totals]).toEqual([0, many - 1, head.totals]);
    expect(JSON.stringify(sent).length).toBeLessThan(400_000);
    const few = { ...head, files: files.slice(0, 400) };
    expect(boundHead(few).files).toEqual(few.files);
  });

  it('is copied whole, a line each', () => {
    const lines = listText(head, 'files').split('\n');
    expect([lines.length, lines[0], lines[many]]).toEqual([
      ...[many + 1, 'name\trows\tbytes\tgroups', `d=${many - 1}/part.parquet\t1\t2\t3`],
    ]);
    expect(listText(head, 'unread').split('\n')[1]).toBe('d=0/part.parquet\ttable_cut');
    expect(listText({ ...head, differences: head.differences.slice(0, 1) }, 'differences').split('\n')).toHaveLength(
      many + 1,
    );
  });
});
