import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { artifactName, artifactPath, isRunId } from '../../../src/model/artifactName.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const nameOf = (uri: string): string => artifactName(uri, sha256);

test('a name says which page it is of', () => {
  expect(nameOf('https://saint-orven.fr/Tarifs/Pass-Été.html')).toMatch(
    /^saint-orven-fr-tarifs-pass-ete-html-[0-9a-f]{8}$/,
  );
});

test('whatever the address, its name is safe on every file system', () => {
  const parts = fc.constantFrom('..', '/', '\\', 'con', 'NUL', '\0', 'é', '🚋', '?a=1', ' ', '.', 'x'.repeat(300));
  const uri = fc.array(parts).map(some => `http://${some.join('')}`);
  fc.assert(
    fc.property(uri, text => {
      expect(nameOf(text)).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,59})-[0-9a-f]{8}$/);
    }),
  );
});

test('two addresses that read alike have two names', () => {
  const alike = [
    'http://a.fr/x?b',
    'http://a.fr/x-b',
    'http://a.fr/X/b',
    'https://a.fr/x/b',
    `http://a.fr/${'y'.repeat(99)}`,
  ];
  const names = [...alike, `http://a.fr/${'y'.repeat(98)}z`].map(nameOf);
  expect(new Set(names).size).toBe(names.length);
});

test('one name for a Source in all stages', () => {
  expect(artifactPath('r', 'SCRAPING', 'tarifs-1')).toBe('runs/r/scraping/tarifs-1.html');
  expect(artifactPath('r', 'CONVERTION', 'tarifs-1')).toBe('runs/r/conversion/tarifs-1.md');
  expect(artifactPath('r', 'CHUNKING', 'tarifs-1')).toBe('runs/r/chunking/tarifs-1.yaml');
});

test('a run id is a folder name and nothing more', () => {
  for (const id of ['r', '20261121-090000-k3f9', 'A.b_c-9', 'x'.repeat(64)]) expect(isRunId(id)).toBe(true);
  for (const id of ['', '.', '..', '.r', '-r', 'a/b', 'a\\b', 'a b', 'é', 'r\n', 'x'.repeat(65)])
    expect(isRunId(id)).toBe(false);
});
