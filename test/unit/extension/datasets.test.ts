import { describe, expect, it } from 'vitest';
import type { DatasetView, PartitionView } from '../../../src/model/dataset/view.ts';
import { formatsFolder } from '../../../src/extension/features/datasets/formatsFolder.ts';
import { formatsText } from '../../../src/extension/features/datasets/formatsText.ts';
import { lettersText } from '../../../src/extension/features/datasets/lettersText.ts';
import {
  datasetFactItem,
  datasetItem,
  factsOf,
  monthItem,
  partitionItem,
  tableItem,
} from '../../../src/extension/features/datasets/view.ts';
import type { Text } from '../../../src/extension/text.ts';
import { textIn } from './catalogue.ts';
import { line } from './views.ts';

const [en, fr] = [textIn('en'), textIn('fr')];
const folder = '/w/data/bronze';

const view = (more: Partial<DatasetView> = {}): DatasetView => ({
  ...{ folder, baseUrl: 'http://127.0.0.1:4174/events', primaryKey: ['id'], dateColumn: 'occurred_at', columns: 12 },
  ...{
    watermarks: [],
    dates: ['2026-01-01', '2026-01-02'],
    deadLetters: 0,
    config: null,
    verdict: null,
    problem: null,
  },
  ...more,
});

const watermark: DatasetView['watermarks'][number] = {
  kind: 'last_updated_at',
  column: 'updated_at',
  value: '2026-04-07T21:10:00Z',
  run: 'r1',
  at: '2026-04-08T00:00:00Z',
};

const day = (more: Partial<PartitionView> = {}): PartitionView => ({
  ...{ date: '2026-01-02', state: 'done', rows: 1234, bytes: 45_600, run: 'r1', error: null, verdict: null },
  file: 'partition_date=2026-01-02/part-00000.parquet',
  ...more,
});

const lines = (dataset: DatasetView, text: Text): string[] => [
  line(datasetItem({ kind: 'dataset', folder }, dataset, 'data/bronze', text)),
  ...factsOf(dataset).map(what => line(datasetFactItem({ kind: 'datasetFact', folder, what }, dataset, text), 1)),
];

const dayLine = (partition: PartitionView, text: Text): string =>
  line(partitionItem({ kind: 'partition', folder, date: partition.date }, partition, text));

describe('verdicts', () => {
  const verdict = { at: '2026-01-03T00:00:00Z', rows: 3, sha256: 'a' } as const;
  const failed = { ...verdict, verdict: 'failed', rules: ['range', 'unique', 'type'] } as const;

  it('stand on the day, with the rules that they are due to, and the worst on the dataset', () => {
    expect(dayLine(day({ verdict: { ...verdict, verdict: 'passed', rules: [] } }), en)).toMatch(/verified.*· valid →$/);
    expect(dayLine(day({ verdict: failed }), en)).toMatch(/testing-failed-icon.*failed: range, unique, … · 1,234 rows/);
    expect(dayLine(day({ verdict: failed }), fr)).toMatch(/non valide\u00a0: range, unique, … · 1/);
    expect(lines(view({ verdict: 'failed' }), en)[0]).toMatch(/testing-failed-icon.*failed · 2 days →$/);
    expect(lines(view({ verdict: 'passed' }), en)[0]).toMatch(/database.*2 days · valid →$/);
  });

  it('of a day that is not done say nothing of what it lacks', () => {
    expect(dayLine(day({ state: 'failed', error: 'table_cut', verdict: failed }), en)).not.toMatch(/testing-failed/);
  });
});

describe('formats of a table', () => {
  it('keep the same day of two datasets apart, in the workspace and beside it', () => {
    const files = ['/w/data/a', '/w/data/b', '/x/a'].map(dataset => `${dataset}/partition_date=2026-01-02/p.parquet`);
    const folders = files.map(file => formatsFolder(file, file.startsWith('/w/') ? '/w' : null));
    expect(folders).toEqual([
      'data/a/partition_date=2026-01-02',
      'data/b/partition_date=2026-01-02',
      'x/a/partition_date=2026-01-02',
    ]);
    expect(formatsFolder('/w/p.parquet', '/w')).toBe('');
  });
});

describe('the tree of datasets', () => {
  it('shows of each where it comes from, how far it is and what could not be ingested', () => {
    const full = view({ watermarks: [watermark], deadLetters: 3, config: '/w/events.api.yaml' });
    expect(lines(full, en)).toEqual([
      '(database) data/bronze  2 days · 3 dead letters →',
      '  (cloud) API  http://127.0.0.1:4174/events',
      '  (file) Configuration  events.api.yaml →',
      '  (bookmark) Watermark  updated_at = 2026-04-07T21:10:00Z',
      '  (warning) Dead letters  3 →',
    ]);
    expect(lines(view(), fr)).toEqual([
      '(database) data/bronze  2 jours →',
      '  (cloud) API  http://127.0.0.1:4174/events',
      '  (inbox) Lettres mortes  aucune',
    ]);
  });

  it('says what cannot be read, and opens it', () => {
    const file = `${folder}/_state/watermarks.json`;
    const problem = {
      kind: 'config',
      code: 'state_invalid',
      params: { file, line: 2, name: 'last_id' },
      file,
    } as const;
    const [head, first] = lines(view({ problem }), en);
    expect(head).toMatch(/^\(warning\)/);
    expect(first).toMatch(/^ {2}\(error\) Not readable .*watermarks.json, line 2: .* →$/);
  });

  it('offers in its menus what can be done with it', () => {
    const words = (dataset: DatasetView) => datasetItem({ kind: 'dataset', folder }, dataset, 'data', en).contextValue;
    expect(words(view())).toBe('dataset');
    expect(words(view({ deadLetters: 1, config: '/c', watermarks: [watermark] }))).toBe('dataset letters config');
  });

  it('tells days apart by a shape and a word', () => {
    expect([
      dayLine(day(), en),
      dayLine(day({ rows: 0, bytes: null, file: null }), en),
      dayLine(day({ state: 'failed', error: 'table_cut' }), en),
      dayLine(day({ state: 'unfinished', rows: null, bytes: null, file: null }), en),
      dayLine(day(), fr),
    ]).toEqual([
      '(pass) 2026-01-02  1,234 rows · 45.6\u00A0kB →',
      '(circle-slash) 2026-01-02  0 rows',
      '(error) 2026-01-02  Failed (table_cut) · 1,234 rows · 45.6\u00A0kB →',
      '(warning) 2026-01-02  Not finished',
      '(pass) 2026-01-02  1\u202f234 lignes · 45,6\u00A0ko →',
    ]);
  });

  it('has a file under a day that has one, which a click opens, and months for older days', () => {
    const file = `${folder}/${day().file}`;
    const table = tableItem({ kind: 'table', folder, date: day().date, file }, day(), en);
    expect(line(table)).toBe('(table) part-00000.parquet  1,234 rows · 45.6\u00A0kB →');
    expect(table.command).toMatchObject({ id: 'vscode.open', file });
    expect(partitionItem({ kind: 'partition', folder, date: day().date }, day({ file: null }), en).children).toBe(
      false,
    );
    expect(line(monthItem({ kind: 'month', folder, month: '2026-01' }, 31, fr))).toBe('() Janvier 2026  31 jours');
  });
});

describe('dead letters in a document', () => {
  const letter = {
    ...{ id: '0123456789abcdef', reason: { code: 'made_up', params: {} }, partitionDate: '2026-01-02', attempts: 2 },
    ...{ record: '{\n  "note": "a ``` b"\n}', url: 'http://h/events?page=2', firstSeen: '2026-01-03T00:00:00Z' },
    state: 'correct',
  } as const;
  const page = { folder: '/d/_dead_letters', reasons: [] };

  it('keep their record whole, whatever stands in it', () => {
    const written = lettersText({ ...page, total: 3, matching: 3, letters: [letter] }, en);
    expect(written).toContain('````json\n{\n  "note": "a ``` b"\n}\n````');
    expect(written).toContain('## `0123456789abcdef` · day 2026-01-02\n');
    expect(written).toContain('\n3 Jan 2026, 00:00 · 2 attempts\n');
    expect(written).toMatch(/… and 2 more\.$/);
  });

  it('say that there are none', () => {
    expect(lettersText({ ...page, total: 0, matching: 0, letters: [] }, fr)).toBe(
      '# Lettres mortes\n\nAucune\u00A0: tout ce qui est venu a été ingéré.',
    );
  });
});

describe('formats compared', () => {
  it('are a table of what was measured', () => {
    const measured = { file: '/w/formats/day/part.csv', bytes: 4200, writeMs: 1.26, readMs: 12, readOneColumnMs: 3 };
    const compared = { rows: 1234, columns: 12, column: 'id', formats: [{ format: 'csv', ...measured } as const] };
    const written = formatsText('/d/part.parquet', compared, en);
    expect(written).toContain('| CSV | 4.2\u00A0kB | 1.3 ms | 12 ms | 3 ms |');
    expect(written).toContain('`/w/formats/day`');
  });
});
