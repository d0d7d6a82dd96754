import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogueKeyOf, FILE_TYPES } from '../../../src/engine/inputModel.ts';
import type { InputProblem } from '../../../src/model/inputProblem.ts';

const root = join(import.meta.dirname, '../../..');
const english = readCatalogue('en');
const french = readCatalogue('fr');

describe('the catalogue', () => {
  it('explains every type, field and member as the schemas do', () => {
    for (const type of FILE_TYPES) {
      expect(english[catalogueKeyOf(type.name)]).toBe(type.description);
      const parts = type.kind === 'class' ? type.fields : type.members;
      for (const { name } of parts)
        expect(french[catalogueKeyOf(type.name, name)], `${type.name}.${name}`).toBeTruthy();
      if (type.kind === 'class')
        for (const { name, description } of type.fields)
          expect(english[catalogueKeyOf(type.name, name)]).toBe(description);
    }
  });

  it('has a sentence in both languages for every problem of the golden inputs, with nothing left open', () => {
    const problems = goldenProblems();
    expect(problems.length).toBeGreaterThan(50);
    for (const { code, params, hint } of problems) {
      expectRendered(`error.${code}`, params);
      if (hint) expectRendered(`hint.${hint.code}`, hint.params);
    }
  });
});

function expectRendered(key: string, params: object): void {
  for (const catalogue of [english, french]) {
    expect(catalogue[key], key).toBeTruthy();
    for (const [, name] of (catalogue[key] ?? '').matchAll(/(?<!\$)\{(\w+)\}/g))
      expect(Object.keys(params), key).toContain(name);
  }
}

function goldenProblems(): InputProblem[] {
  const folder = join(root, 'test/golden');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /^(input|rules|workshops).*out\.json$/.test(name))
    .flatMap(name => {
      const { problems = [], warnings = [] } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      return [...problems, ...warnings];
    });
}

/** From the catalogue and from what waits to be merged into it. */
function readCatalogue(language: 'en' | 'fr'): Record<string, string> {
  const bundle = readIfThere(join(root, 'l10n', language === 'en' ? 'bundle.l10n.json' : 'bundle.l10n.fr.json'));
  const fragment: Record<string, Record<string, string>> = readIfThere(join(root, 'l10n-fragments/schema.json'));
  const waiting = Object.entries(fragment);
  return { ...Object.fromEntries(waiting.map(([key, texts]) => [key, texts[language]])), ...bundle };
}

function readIfThere(file: string) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
