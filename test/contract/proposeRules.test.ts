import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import english from '../../l10n/bundle.l10n.json';
import { inspectData } from '../../src/adapters/composeQuality.ts';
import { proposeDataRules, readDataColumns } from '../../src/adapters/composeRules.ts';
import { createTables } from '../../src/adapters/outputs/tables.ts';
import type { TableColumn } from '../../src/engine/ports.ts';
import { readRules } from '../../src/engine/quality/readRules.ts';
import { render } from '../../src/model/text.ts';
import { writeProposal } from '../../src/model/quality/proposalText.ts';
import { ExactDecimal, type Row } from '../../src/model/table/value.ts';

const NOW = new Date('2026-01-04T12:00:00Z');

const COLUMNS: readonly TableColumn[] = [
  { name: 'id', type: { kind: 'integer' } },
  { name: 'big_number', type: { kind: 'integer' } },
  { name: 'vehicle uuid', type: { kind: 'text' } },
  { name: 'line', type: { kind: 'text' } },
  { name: 'stop', type: { kind: 'text' } },
  { name: 'contact', type: { kind: 'text' } },
  { name: 'day', type: { kind: 'text' } },
  { name: 'fare', type: { kind: 'double' } },
  { name: 'share', type: { kind: 'double' } },
  { name: 'delta', type: { kind: 'integer' } },
  { name: 'price', type: { kind: 'decimal', precision: 10, scale: 2 } },
  { name: 'doors', type: { kind: 'integer' } },
  { name: 'is_late', type: { kind: 'boolean' } },
  { name: 'seen_at', type: { kind: 'timestamp', isZoned: true, unit: 'micros' } },
  { name: '_ingested_at', type: { kind: 'timestamp', isZoned: true, unit: 'micros' } },
  { name: 'service_date', type: { kind: 'date' } },
  { name: 'stops', type: { kind: 'list', element: { kind: 'text' } } },
  { name: 'nothing', type: { kind: 'text' } },
];

const two = (number: number): string => String(number).padStart(2, '0');

const rowsOf = (day: number): Row[] =>
  Array.from({ length: 700 }, (_, at) => ({
    ...{ id: day * 1000 + at, big_number: 9_007_199_254_740_993n + BigInt(at), nothing: null },
    'vehicle uuid': `0b9e7a7c-5a1e-4f7e-9a53-${String(day * 1000 + at).padStart(12, '0')}`,
    line: ['A', 'B', 'yes', "l'express"][at % 4]!,
    stop: at % 50 === 0 ? null : `Place n° ${at} \u{1f68b}`,
    contact: `ada.${at}@example.org`,
    day: `2026-01-${two(day)}`,
    fare: at % 3 === 0 ? null : at / 7,
    share: at / 700,
    delta: at - 350,
    price: new ExactDecimal(`${at}.25`),
    doors: (at % 3) + 1,
    is_late: at % 2 === 0,
    seen_at: `2026-01-${two(day)}T${two(at % 24)}:00:00.000001Z`,
    _ingested_at: `2026-01-${two(day)}T23:59:00Z`,
    service_date: `2026-01-${two(day)}`,
    stops: ['a'],
  }));

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'propose-'));
  const tables = createTables();
  for (const day of [1, 2, 3]) {
    const place = { folder: path.join(folder, `trams/partition_date=2026-01-${two(day)}`), name: 'part-00000.parquet' };
    // A column that came later.
    const columns = day === 1 ? COLUMNS.filter(({ name }) => name !== 'share') : COLUMNS;
    const table = await tables.openTable(place, { columns });
    await table.append(rowsOf(day));
    await table.publish();
  }
  const empty = await tables.openTable({ folder, name: 'empty.parquet' }, { columns: COLUMNS });
  await empty.publish();
  tables.close();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WORDS = {
  head: ['Proposed.'],
  language: 'en',
  seen: ({ code, params }: { code: string; params: Readonly<Record<string, string | number>> }) =>
    render(english, `propose.${code}`, params),
};

async function propose(name: string): Promise<string> {
  const proposal = await proposeDataRules({ file: path.join(folder, name) }, NOW);
  return writeProposal(proposal, { ...WORDS, inputFile: name });
}

describe('rules proposed for real files', { timeout: 60_000 }, () => {
  test.each(['trams', 'trams/partition_date=2026-01-02/part-00000.parquet', 'empty.parquet'])(
    'are read without a fault and hold for %s',
    async name => {
      const { rules, problems } = readRules(await propose(name), { language: 'yaml' });
      expect(problems).toEqual([]);
      const { report } = await inspectData({
        ...{ file: path.join(folder, name), rules, now: NOW, signal: new AbortController().signal },
        ...{ before: null, extract: null, quarantine: null },
      });
      const open = report.rules.filter(({ verdict }) => verdict !== 'passed');
      expect(open.map(({ rule, verdict, reason }) => [rule.id, verdict, reason])).toEqual([]);
      expect(report.validation).toBe('passed');
    },
  );

  test('are the same text each time, and this one', async () => {
    const text = await propose('trams');
    expect(await propose('trams')).toBe(text);
    await expect(text).toMatchFileSnapshot(path.join(import.meta.dirname, '../golden/proposed/trams-rules.yaml'));
  });

  test('name the columns of a folder as the editor completes them', async () => {
    const names = (await readDataColumns(path.join(folder, 'trams'))).map(({ name }) => name);
    expect(names.sort()).toEqual([...COLUMNS.map(({ name }) => name), 'partition_date'].sort());
  });
});
