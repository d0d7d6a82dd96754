import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { onlyOurs, suggestsHere } from '../../../src/extension/features/inputs/otherTools.ts';
import { NAME, inputTemplate, isAddress, nameOf, prefixOf } from '../../../src/extension/features/inputs/templates.ts';
import { passageEntry } from '../../../src/extension/features/search/passageEntry.ts';
import { readCatalogues } from '../../../src/extension/catalogues.ts';
import { saysInput } from '../../../src/extension/inputNames.ts';
import { isInputName } from '../../../src/model/inputNames.ts';
import { pathInside } from '../../../src/extension/pathInside.ts';
import { problemNotice, problemText } from '../../../src/extension/problemText.ts';
import { createText, resolveLanguage } from '../../../src/extension/text.ts';
import { textIn } from './catalogue.ts';

const [en, fr] = [textIn('en'), textIn('fr')];

describe('language', () => {
  it.each([
    ['auto', 'fr', 'fr'],
    ['auto', 'fr-CA', 'fr'],
    ['auto', 'de', 'en'],
    ['fr', 'en', 'fr'],
    ['en', 'fr', 'en'],
  ] as const)('setting %s in a VS Code in %s speaks %s', (setting, editor, language) => {
    expect(resolveLanguage(setting, editor)).toBe(language);
  });

  it('changes with the setting, without a new start', () => {
    let language: 'en' | 'fr' = 'en';
    const text = createText(() => language, { catalogues: { en: { a: 'one' }, fr: { a: 'un' } } });
    expect(text.say('a')).toBe('one');
    language = 'fr';
    expect(text.say('a')).toBe('un');
  });

  it('is read from the catalogue when it is spoken', () => {
    const { fr: read } = readCatalogues(path.resolve(import.meta.dirname, '../../../l10n'));
    expect(read['outcome.COMPLETED']).toBe('Terminée');
    expect(() => readCatalogues('/nowhere')).not.toThrow();
  });

  it('counts as each language does', () => {
    expect([0, 1, 2].map(n => en.count('unit.chunk', n))).toEqual(['0 chunks', '1 chunk', '2 chunks']);
    expect([0, 1, 2].map(n => fr.count('unit.chunk', n))).toEqual(['0 morceau', '1 morceau', '2 morceaux']);
  });
});

describe('a problem', () => {
  const problem = {
    kind: 'config',
    code: 'no_folder',
    params: {},
    file: '/w/a.ingest.yaml',
    line: 3,
    column: 7,
  } as const;

  it('says where, once', () => {
    expect(problemText(problem, en)).toMatch(/ \(\/w\/a\.ingest\.yaml:3:7\)$/);
    const { file, line, column, ...rest } = problem;
    expect(problemText({ ...rest, uri: 'http://h/' }, en)).toMatch(/ \(http:\/\/h\/\)$/);
    expect([file, line, column]).toHaveLength(3);
  });

  it('offers what helps', () => {
    expect(problemNotice(problem, en).actions).toEqual(['openFile', 'showLog']);
    expect(problemNotice({ kind: 'system', code: 'engine_gone', params: {} }, en).actions).toEqual([
      'resume',
      'showLog',
    ]);
    expect(problemNotice({ kind: 'usage', code: 'not_trusted', params: {} }, en).actions).toEqual(['manageTrust']);
    const config = (code: string) => problemNotice({ kind: 'config', code, params: {} }, en).actions;
    expect(config('openai_key_missing')).toEqual(['setApiKey', 'showLog']);
    expect(config('collection_other_model')).toEqual(['rebuild', 'showLog']);
    expect(problemNotice({ kind: 'usage', code: 'no_run', params: {} }, en).actions).toEqual([]);
    expect(problemNotice({ kind: 'transient', code: 'x', params: {} }, en).severity).toBe('warning');
  });
});

describe('input files', () => {
  it.each(['a.ingest.yaml', '/w/b.ingest.yml', 'c.ingest.json'])('%s is one by its name', name => {
    expect(isInputName(name)).toBe(true);
  });

  it.each(['ingest.yaml', 'a.yaml', 'a.ingest.yaml.bak'])('%s is none', name => expect(isInputName(name)).toBe(false));

  it.each([
    '# yaml-language-server: $schema=../schemas/IngestionWorkflowInput.json\nsources: []',
    '# $schema: IngestionWorkflowInput.json',
    '$schema: https://x.example/IngestionWorkflowInput.json',
    '{\n  "$schema": "./IngestionWorkflowInput.json"\n}',
    '{ "$schema": "./IngestionWorkflowInput.json" }',
  ])('is one by what it says: %s', head => expect(saysInput(head)).toBe(true));

  it('is none because it speaks of one', () => {
    expect(saysInput('title: IngestionWorkflowInput\n# see IngestionWorkflowInput')).toBe(false);
  });

  it('never shows a message twice', () => {
    const at = { severity: 'error', params: {}, line: 1, column: 1, endLine: 1, endColumn: 2 } as const;
    const found = ['yaml_tab', 'duplicate_key', 'yaml_alias_bomb', 'bad_enum', 'expected_list', 'path_outside'].map(
      code => ({ ...at, code }),
    );
    const shown = (checksSyntax: boolean, checksSchema: boolean) =>
      onlyOurs(found, { checksSyntax, checksSchema }).map(({ code }) => code);
    expect(shown(false, false)).toHaveLength(6);
    expect(shown(true, false)).toEqual(['yaml_alias_bomb', 'bad_enum', 'expected_list', 'path_outside']);
    expect(shown(true, true)).toEqual(['yaml_alias_bomb', 'path_outside']);
    expect(suggestsHere({ checksSyntax: true, checksSchema: true })).toBe(false);
  });

  it('are written ready to run, in the language of the user', () => {
    const made = (['practice', 'address'] as const).map(kind => inputTemplate(kind, 'http://h/a/b', fr));
    expect(made[0]).toContain('Démarrer le site d’exercice');
    expect(made[1]).toContain('  - uri: "http://h/a/b"');
    expect(made[1]).toContain('        - "http://h/a/"');
    for (const text of made) expect(text).toMatch(/^# .+\n# .+\n\nsources:\n {2}- uri: [\s\S]+offline\n$/);
  });

  it('get a name that is a file on every system', () => {
    expect(nameOf(' été.ingest.yaml ')).toBe('été');
    expect(['été', 'a-1', 'x'.repeat(64)].every(name => NAME.test(name))).toBe(true);
    expect(['', '../a', 'a/b', '.a', 'x'.repeat(65), 'a:b'].some(name => NAME.test(name))).toBe(false);
  });

  it('take an address of the web only', () => {
    expect(['http://h/', 'https://h.example/a'].every(isAddress)).toBe(true);
    expect(['h.example', 'file:///etc', 'javascript:x', ''].some(isAddress)).toBe(false);
    expect(prefixOf('http://h/a/b?q')).toBe('http://h/a/');
  });
});

describe('a passage', () => {
  it('shows its place and its score taken apart', () => {
    const hit = {
      ...{ rank: 1, score: 0.834, vectorScore: 0.6, wordsScore: 0.234, text: ' Le  dernier\ntram ', uri: 'http://h/' },
      ...{ title: 'Horaires', headingPath: ['Horaires', 'Soirée'], chunkId: 'c', start: 0, end: 1 },
      ...{ words: [], marks: [], linksScore: 0 },
    };
    expect(passageEntry(hit, fr)).toEqual({
      label: '1. Horaires › Soirée',
      description: '0,83 · vecteur 0,60, mots 0,23',
      detail: 'Le dernier tram',
    });
  });
});

describe('a path that a journal tells', () => {
  it('stays in its folder', () => {
    expect(pathInside('/w/d', 'runs/r/a.md')).toBe('/w/d/runs/r/a.md');
    expect(pathInside('/w/d', '..a/a.md')).toBe('/w/d/..a/a.md');
    for (const told of ['../x', '/etc/passwd', 'runs/../../x', '.'])
      expect(() => pathInside('/w/d', told)).toThrow('artifact_outside');
  });
});
