import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { refuseLoad, SCHEMA_CONTRACTS, WATERMARKS, WRITES } from '../../../../src/model/api/load.ts';
import { PAGINATIONS } from '../../../../src/model/api/pagination.ts';

/** `docs/loads.md`: watermark and write → what is said of them; the same for each schema contract. */
const TABLE: ReadonlyMap<string, string> = readTable(readFileSync('docs/loads.md', 'utf8'));

function readTable(text: string): Map<string, string> {
  const [head = [], , ...rows] = text
    .split('\n')
    .filter(line => line.startsWith('|'))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    );
  return new Map(
    rows.flatMap(([watermark, ...cells]) => cells.map((cell, at) => [`${watermark} ${head[at + 1]}`, cell])),
  );
}

/** What a cell says of a load. */
function told(cell: string, pagination: string): string {
  const code = /`(\w+)`/.exec(cell)?.[1] ?? 'ok';
  const [, only = pagination] = /^with pagination (\w+)/.exec(cell) ?? [];
  return cell.startsWith('with') && only === pagination ? 'ok' : code;
}

const all = WATERMARKS.flatMap(watermark => WRITES.map(write => ({ watermark, write })));

test('the table in the docs holds every combination', () => {
  expect([...TABLE.keys()].sort()).toEqual(all.map(({ watermark, write }) => `${watermark} ${write}`).sort());
});

test.each(all)(
  '$watermark with $write is legal, or refused with its reason, as the docs say',
  ({ watermark, write }) => {
    const cell = TABLE.get(`${watermark} ${write}`) ?? '';
    expect(cell).toMatch(/^(?:yes$|no: `|with pagination )/);
    for (const pagination of PAGINATIONS)
      for (const schemaContract of SCHEMA_CONTRACTS)
        expect(refuseLoad({ pagination, watermark, write, schemaContract })?.code ?? 'ok').toBe(told(cell, pagination));
  },
);
