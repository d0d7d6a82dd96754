import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COMMON } from '../../../src/cli/options.ts';
import { VERBS } from '../../../src/cli/verbTable.ts';
import { command } from './fakeWorld.ts';

const read = (file: string): Record<string, unknown> =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const fragment = read('l10n-fragments/cli.json');
const catalogues = ['l10n/bundle.l10n.json', 'l10n/bundle.l10n.fr.json'].map(file => ({ ...fragment, ...read(file) }));

test('lists one verb a line', async () => {
  const { out, code } = await command(['--help']);
  expect(code).toBe(0);
  for (const { name } of VERBS) expect(out).toMatch(new RegExp(`^ +${name} `, 'm'));
});

describe.each(VERBS)('$name', verb => {
  test('shows usage, options with defaults, two examples and exit codes', async () => {
    const { out, code } = await command([verb.name, '--help']);
    expect(code).toBe(0);
    expect(out.split('\n').length).toBeGreaterThan(5);
    for (const { name } of verb.options) {
      expect(out).toContain(`--${name}`);
    }
    for (const example of verb.examples) expect(out).toContain(`ingestion-workshop ${example}`);
    for (const later of verb.later ?? []) expect(out).not.toContain(`--${later} `);
  });

  test('has words for itself, its argument and its options in both languages', () => {
    const keys = [
      `cli.verb.${verb.name}`,
      ...verb.operands.map(operand => `cli.argument.${operand.name.toLowerCase()}`),
      ...[...verb.options, ...COMMON].map(spec => `cli.option.${spec.help ?? spec.name}`),
    ];
    for (const catalogue of catalogues) expect(keys.filter(key => catalogue[key] === undefined)).toEqual([]);
  });

  test('its examples parse', async () => {
    const { parseArguments } = await import('../../../src/cli/parseArguments.ts');
    for (const example of verb.examples) {
      const words = [...example.replace(/ <.*$/, '').matchAll(/"([^"]*)"|(\S+)/g)].map(
        found => found[1] ?? found[2] ?? '',
      );
      expect(words[0]).toBe(verb.name);
      expect(() => parseArguments(verb, words.slice(1))).not.toThrow();
    }
  });
});
