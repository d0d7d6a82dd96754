import { describe, expect, it } from 'vitest';
import { dataNamedIn, isRulesName, saysRules } from '../../../../src/model/quality/rulesFile.ts';

describe('a rules file', () => {
  it.each([
    ['rules.yaml', true],
    ['/data/trams-rules.yml', true],
    ['validation_rules.json', true],
    ['rules.txt', false],
    ['rules.yaml.bak', false],
    ['trams.ingest.yaml', false],
  ])('is known by its name: %s', (file, is) => {
    expect(isRulesName(file)).toBe(is);
  });

  it.each([
    ['nothing yet', ''],
    ['a comment', '# rules of trams\n'],
    ['an empty object', '{\n}\n'],
    ['the five keys', '{\n  "required_columns": ["id"]\n}'],
    ['the five keys in one line', '{"min_rows": 1}'],
    ['the file that it is about', '# trams\ninput_file: data/trams\n'],
    ['rules of a kind', 'rules:\n  - kind: unique\n'],
    ['rules in JSON', '{ "rules": [{ "id": "a", "kind": "unique" }] }'],
    ['a rule with its id first', 'rules:\n  - id: a\n    kind: unique\n'],
    ['a rule being typed', 'rules:\n  - ki'],
    ['rules without one', 'rules:\n  - \n'],
  ])('is ours with %s', (_, text) => {
    expect(saysRules(text)).toBe(true);
  });

  it.each([
    ['Prometheus', 'groups:\n  - name: a\n    rules:\n      - alert: Down\n        expr: up == 0\n'],
    ['Kubernetes', 'apiVersion: v1\nkind: ClusterRole\nrules:\n  - apiGroups: [""]\n    verbs: [get]\n'],
    ['Firebase', '{\n  "rules": {\n    ".read": true\n  }\n}'],
    ['Semgrep', 'rules:\n  - id: a\n    pattern: $X == $X\n    severity: ERROR\n    languages: [python]\n'],
    ['Falco', '- rule: shell\n  condition: spawned_process\n'],
    ['anything else', 'name: a\n'],
  ])("is left alone when it is %s's", (_, text) => {
    expect(saysRules(text)).toBe(false);
  });

  it.each([
    ['input_file: data/trams # of 2026', 'data/trams'],
    ['# a\r\ninput_file: ../a b.parquet\r\n', '../a b.parquet'],
    ['{\n  "input_file": "a\\u0041.parquet",\n  "min_rows', 'aA.parquet'],
    ['{"input_file": "a.parquet", "min_rows": 1}', 'a.parquet'],
    ["input_file: 'l''été'", "l'été"],
    ['input_file: "\\x41"', '\\x41'],
    ['input_file:', null],
    ['min_rows: 1', null],
  ])('says which data it is about: %s', (text, data) => {
    expect(dataNamedIn(text)).toBe(data);
  });
});
