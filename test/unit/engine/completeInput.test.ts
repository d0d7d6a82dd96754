import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeInput } from '../../../src/engine/completeInput.ts';
import { hoverInput } from '../../../src/engine/hoverInput.ts';

type Language = 'yaml' | 'json';

/** The cursor is where `¦` stands. */
function at(marked: string): { text: string; offset: number } {
  const offset = marked.indexOf('¦');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

function complete(marked: string, language: Language = 'yaml') {
  const { text, offset } = at(marked);
  return completeInput(text, offset, language);
}

const labels = (marked: string, language: Language = 'yaml') => complete(marked, language).map(({ label }) => label);

/** The text after the named proposal was taken, placeholders filled with their own words. */
function accept(marked: string, label: string, language: Language = 'yaml'): string | undefined {
  const { text } = at(marked);
  const item = complete(marked, language).find(one => one.label === label);
  if (!item) return undefined;
  const plain = item.insertText.replaceAll(/\$\{\d+:((?:[^\\}]|\\.)*)\}/g, '$1').replaceAll(/\\([\\$}])/g, '$1');
  return text.slice(0, item.replace.start) + plain + text.slice(item.replace.end);
}

const STAGES = ['CRAWLING', 'SCRAPING', 'CONVERTION', 'CHUNKING', 'INDEXING'];

describe('completion proposes', () => {
  it.each<[string, string, readonly string[]]>([
    ['the stages in a list', 'stages:\n  - ¦', STAGES],
    ['the stages in brackets', 'stages: [CRAWLING, ¦]', STAGES],
    ['the stages before their dash', 'stages:\n  ¦', STAGES],
    [
      'the stages as keys, those left',
      'stages_config:\n  CHUNKING: {}\n  ¦',
      STAGES.filter(stage => stage !== 'CHUNKING'),
    ],
    ['a new Source', 'sources:\n  ¦', ['- Source']],
    ['true or false', 'conversion_config:\n  main_content: ¦', ['true', 'false']],
    ['the default', 'sources:\n  - uri: https://a.fr/\n    max_depth: ¦', ['0']],
    ['an example', 'indexing_config:\n  openai_embedding_model: ¦', ['offline']],
    [
      'the keys left, after and before the cursor',
      'recursive_chunking_config:\n  ¦\n  chunk_size: 1\nstages: []',
      ['chunk_overlap'],
    ],
    [
      'keys of options in a list at its key’s column',
      'sources:\n- uri: a\n  options:\n    ¦',
      ['crawling_url_startswith'],
    ],
    ['keys in brackets', 'recursive_chunking_config: {chunk_size: 1, ¦}', ['chunk_overlap']],
    ['fields of a stage', 'stages_config:\n  SCRAPING:\n    ¦', ['bulk_size', 'task_queue', 'implementation']],
    ['a way to chunk', 'chunking_config:\n  method: ¦', ['recursive', 'heading', 'tokens', 'sentence']],
    ['nothing in a comment', 'sources: # ¦', []],
    ['nothing in a block text', 'sources:\n  - uri: a\n    error: |\n      ¦', []],
    ['nothing below an unknown key', 'foo:\n  ¦', []],
  ])('%s', (_what, marked, expected) => {
    expect(labels(marked)).toEqual(expected);
  });

  it('the keys of a Source that it has not yet', () => {
    const found = labels('sources:\n  - uri: https://a.fr/\n    ma¦\n    metadata: {}\n  - mime_type: x\n');
    expect(found).toContain('mime_type');
    expect(found).not.toContain('uri');
    expect(found).not.toContain('metadata');
  });

  it('in JSON the same, between quotes', () => {
    expect(labels('{"stages": ["¦"]}', 'json')).toEqual(STAGES);
    expect(labels('{"recursive_chunking_config": {"chunk_size": 1, ¦', 'json')).toEqual(['chunk_overlap']);
    expect(accept('{"sources": [{"uri": "x", "max¦"}]}', 'max_depth', 'json')).toBe(
      '{"sources": [{"uri": "x", "max_depth": }]}',
    );
    expect(accept('{"stages": [¦]}', 'SCRAPING', 'json')).toBe('{"stages": ["SCRAPING"]}');
  });

  it('what stands in the place of the word at the cursor', () => {
    expect(accept('stages:\n  - SC¦RAP\n', 'SCRAPING')).toBe('stages:\n  - SCRAPING\n');
    expect(accept('sour¦:\n  - uri: x\n', 'sources')).toBe('sources:\n  - uri: x\n');
    expect(accept('¦', 'indexing_config')).toBe(
      'indexing_config:\n  collection_name: default\n  database_uri: sqlite:///index.sqlite\n  openai_embedding_model: offline',
    );
  });

  it('something or nothing for any text, without throwing', () => {
    const piece = fc.constantFrom(
      '- ',
      'sources',
      'stages',
      ': ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      "'",
      '#',
      '|',
      '\t',
      'uri',
    );
    const text = fc.array(piece, { maxLength: 20 }).map(pieces => pieces.join(''));
    fc.assert(
      fc.property(text, fc.nat(40), fc.constantFrom<Language>('yaml', 'json'), (given, offset, language) => {
        completeInput(given, Math.min(offset, given.length), language);
        hoverInput(given, Math.min(offset, given.length), language);
      }),
      { numRuns: 200 },
    );
  });
});

describe('hover explains', () => {
  it.each<[string, Language, string | undefined, string | undefined]>([
    ['sources:\n  - max_¦depth: 2', 'yaml', 'Source.max_depth', 'max_depth'],
    ['sources:\n  - max_depth: ¦2', 'yaml', 'Source.max_depth', '2'],
    ['sources:\n  - current_stage: SCR¦APING', 'yaml', 'StageEnum.SCRAPING', 'SCRAPING'],
    ['stages: [SCRAP¦ING]', 'yaml', 'StageEnum.SCRAPING', 'SCRAPING'],
    ['stages_config:\n  IN¦DEXING: {}', 'yaml', 'StageEnum.INDEXING', 'INDEXING'],
    ['sources:\n  - ur¦i: https://a.fr/\n    broken: [', 'yaml', 'Source.uri', 'uri'],
    ['{"sources": [{"ur¦i": "x"}]}', 'json', 'Source.uri', 'uri'],
    ['foo: b¦ar', 'yaml', undefined, undefined],
    ['# sou¦rces', 'yaml', undefined, undefined],
  ])('%j', (marked, language, title, word) => {
    const { text, offset } = at(marked);
    const hover = hoverInput(text, offset, language);
    expect(hover?.title).toBe(title);
    expect(hover && text.slice(hover.range.start, hover.range.end)).toBe(word);
  });

  it('with type, default and allowed values', () => {
    const { text, offset } = at('chunking_config:\n  meth¦od: recursive');
    expect(hoverInput(text, offset, 'yaml')).toMatchObject({
      documentation: 'schema.ChunkingConfiguration.method',
      default: 'recursive',
      allowed: ['recursive', 'heading', 'tokens', 'sentence'],
      required: false,
    });
  });
});
