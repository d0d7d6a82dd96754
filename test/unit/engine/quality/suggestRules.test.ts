import { describe, expect, it } from 'vitest';
import { checkRules } from '../../../../src/engine/quality/checkRules.ts';
import { completeRules, hoverRules } from '../../../../src/engine/quality/suggestRules.ts';
import type { TableColumn } from '../../../../src/engine/filePorts.ts';

const COLUMNS: readonly TableColumn[] = [
  { name: 'id', type: { kind: 'integer' } },
  { name: 'title', type: { kind: 'text' } },
  { name: 'no: 1', type: { kind: 'double' } },
];
const NAMES = COLUMNS.map(({ name }) => name);

/** `|` is the cursor. */
function at(marked: string, language: 'yaml' | 'json' = 'yaml') {
  const offset = marked.indexOf('|');
  return { text: marked.replace('|', ''), offset, language };
}
const labels = (marked: string, language?: 'json') =>
  completeRules(at(marked, language), COLUMNS).map(({ label }) => label);

/** The text with the named completion taken. */
function taken(marked: string, label: string, language?: 'json'): string {
  const { text, ...rest } = at(marked, language);
  const item = completeRules({ text, ...rest }, COLUMNS).find(one => one.label === label)!;
  return text.slice(0, item.replace.start) + item.insertText + text.slice(item.replace.end);
}

describe('completion in a rules file', () => {
  it.each([
    ['required_columns:\n  - |'],
    ['not_null_columns: [|]'],
    ['unique_columns: [id, |]'],
    ['rules:\n  - kind: unique\n    column: |'],
    ['rules:\n  - kind: unique\n    columns: [|]'],
    ['rules:\n  - kind: unique\n    columns:\n      - |'],
    ['rules:\n  - { kind: unique, column: | }'],
    ['value_ranges:\n  |'],
  ])('offers the columns of the data: %s', marked => {
    expect(labels(marked)).toEqual(NAMES);
  });

  it('offers them in JSON, in quotes', () => {
    expect(labels('{ "unique_columns": [|] }', 'json')).toEqual(NAMES);
    expect(taken('{ "unique_columns": ["ti|"] }', 'title', 'json')).toBe('{ "unique_columns": ["title"] }');
    expect(taken('{ "rules": [{ "kind": "unique", "column": | }] }', 'id', 'json')).toContain('"column": "id" }');
  });

  it('writes what YAML reads back as the name', () => {
    expect(taken('unique_columns: [|]', 'no: 1')).toBe('unique_columns: ["no: 1"]');
    expect(taken('required_columns:\n  |', 'id')).toBe('required_columns:\n  - id');
    expect(taken('value_ranges:\n  i|', 'id')).toBe('value_ranges:\n  id: [${1:0}, ${2:100}]');
    expect(taken('value_ranges:\n  i|: [1, 2]', 'id')).toBe('value_ranges:\n  id: [1, 2]');
  });

  it('offers keys and kinds elsewhere', () => {
    expect(labels('|')).toContain('value_ranges');
    expect(labels('rules:\n  - kind: |')).toEqual(expect.arrayContaining(['not_null', 'freshness']));
    expect(labels('rules:\n  - kind: pattern\n    |')).toEqual(expect.arrayContaining(['column', 'pattern']));
    expect(labels('rules:\n  - kind: type\n    type: |')).toContain('timestamp');
  });
});

describe('completion of a rule whose kind is written', () => {
  it.each([
    ['rules:\n  - kind: range\n    m|', ['column', 'columns', 'min', 'max', 'threshold', 'severity', 'id']],
    ['rules:\n  - { kind: min_rows, | }', ['min', 'severity', 'id']],
    ['rules:\n  - kind: unique\n    column: id\n    |\nmin_rows: 1', ['columns', 'threshold', 'severity', 'id']],
  ])('offers the keys that it reads: %s', (marked, keys) => {
    expect(labels(marked)).toEqual(keys);
  });
});

describe('hover in a rules file', () => {
  it('tells the type of a column, and what kinds and keys mean', () => {
    expect(hoverRules(at('unique_columns: [ti|tle]'), COLUMNS)).toMatchObject({ title: 'title', type: 'text' });
    expect(hoverRules(at('rules:\n  - kind: fresh|ness'), COLUMNS)).toMatchObject({
      documentation: 'schema.RuleKindEnum.freshness',
    });
    expect(hoverRules(at('min_|rows: 1'), COLUMNS)).toMatchObject({ title: 'ValidationRules.min_rows' });
  });
});

describe('an editor', () => {
  const warnings = (text: string, columns: Parameters<typeof checkRules>[2] = COLUMNS) =>
    checkRules(text, { language: 'yaml' }, columns).warnings.map(({ code, line, column, hint }) => [
      ...[code, line, column],
      hint?.params['nearest'],
    ]);

  it('tells a misspelt column on its line, with the one that was meant', () => {
    const text = [
      'required_columns: [id, titel]',
      'value_ranges:',
      '  idd: [1, 2]',
      'rules:',
      '  - kind: not_null',
      '    column: zzz',
      '  - { kind: unique, columns: [id, Title] }',
    ];
    expect(warnings(text.join('\n'))).toEqual([
      ['rule_column_unknown', 1, 24, 'title'],
      ['rule_column_unknown', 3, 3, 'id'],
      ['rule_column_unknown', 6, 13, undefined],
      ['rule_column_unknown', 7, 35, 'title'],
    ]);
  });

  it('tells why it does not know the columns, where the file is named', () => {
    const why = { code: 'table_missing', params: { path: 'a.parquet' } };
    expect(warnings('input_file: a.parquet\nunique_columns: [x]\n', why)).toEqual([
      ['table_missing', 1, 13, undefined],
    ]);
  });

  it('judges no column of a file that names no data, and nothing where nothing stands yet', () => {
    expect(warnings('unique_columns: [x]\n', null)).toEqual([]);
    expect(checkRules('', { language: 'json' }, null)).toEqual({ problems: [], warnings: [] });
  });
});
