import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { picturesOf, readMarkdown, type Block } from '../../../../src/model/workshop/markdown.ts';
import { plainText, readInline } from '../../../../src/model/workshop/markdownInline.ts';

const text = (said: string) => ({ kind: 'text', text: said });
const paragraph = (said: string) => ({ kind: 'paragraph', parts: [text(said)] });

describe('a step’s Markdown', () => {
  it('has headings, paragraphs over several lines, quotes and rules', () => {
    expect(readMarkdown('# Titre #\nUne ligne\nla suite\n\n> Citée\n> encore\n\n---\n')).toEqual([
      { kind: 'heading', level: 1, parts: [text('Titre')] },
      paragraph('Une ligne la suite'),
      { kind: 'quote', blocks: [paragraph('Citée encore')] },
      { kind: 'rule' },
    ]);
  });

  it('has lists in lists, with what is indented under an item', () => {
    const [list] = readMarkdown('1. un\n2. deux\n   suite\n\n   - dedans\n   - aussi\n\n   ```sh\n   ls\n   ```\n3. trois\n\naprès');
    expect(list).toEqual({
      ...{ kind: 'list', first: 1 },
      items: [
        [paragraph('un')],
        [
          paragraph('deux suite'),
          { kind: 'list', first: null, items: [[paragraph('dedans')], [paragraph('aussi')]] },
          { kind: 'code', language: 'sh', text: 'ls' },
        ],
        [paragraph('trois')],
      ],
    });
    expect(readMarkdown('- a\n\naprès').at(-1)).toEqual(paragraph('après'));
  });

  it('does not take a year at the beginning of a line for a list', () => {
    expect(readMarkdown('C’était en\n2026. Puis')).toEqual([paragraph('C’était en 2026. Puis')]);
  });

  it('keeps code as it is written, its end missing too', () => {
    expect(readMarkdown('~~~ts\n# no *title*\n\n~~~')).toEqual([
      { kind: 'code', language: 'ts', text: '# no *title*\n' },
    ]);
    expect(readMarkdown('```\nopen')).toEqual([{ kind: 'code', language: '', text: 'open' }]);
  });

  it('has tables; a bar that is escaped stays in its cell', () => {
    expect(readMarkdown('| a | b |\n|---|:-:|\n| 1 \\| 2 | `x` |\n\nend')).toEqual([
      {
        ...{ kind: 'table', head: [[text('a')], [text('b')]] },
        rows: [[[text('1 | 2')], [{ kind: 'code', text: 'x' }]]],
      },
      paragraph('end'),
    ]);
  });

  it('has strong and leaning words, code, links, pictures and breaks', () => {
    expect(readInline('**a _b_** `c` [d `e`](../f.md "g") ![h](i.svg) <https://k> l  \nm')).toEqual([
      { kind: 'strong', parts: [text('a '), { kind: 'em', parts: [text('b')] }] },
      text(' '),
      { kind: 'code', text: 'c' },
      text(' '),
      { kind: 'link', to: '../f.md', parts: [text('d '), { kind: 'code', text: 'e' }] },
      text(' '),
      { kind: 'picture', from: 'i.svg', says: 'h' },
      text(' '),
      { kind: 'link', to: 'https://k', parts: [text('https://k')] },
      text(' l'),
      { kind: 'break' },
      text('m'),
    ]);
  });

  it('leaves names with underscores alone, and escaped marks', () => {
    expect(readInline('raw_file_path and 2 * 3 * 4 and \\*not\\*')).toEqual([
      text('raw_file_path and 2 * 3 * 4 and *not*'),
    ]);
  });

  it('takes a tag for text, and leaves a comment out', () => {
    expect(readMarkdown('<script>alert(1)</script>\n\n<!-- for\nauthors -->\nRead')).toEqual([
      paragraph('<script>alert(1)</script>'),
      paragraph('Read'),
    ]);
  });

  it('has brackets in the address of a link', () => {
    expect(readInline('[a](b_(c)) d')).toEqual([{ kind: 'link', to: 'b_(c)', parts: [text('a')] }, text(' d')]);
  });

  it('knows its pictures wherever they stand, each once', () => {
    expect(picturesOf('![a](a.svg)\n\n- x ![b](b.png)\n\n> ![a](a.svg)')).toEqual(['a.svg', 'b.png']);
  });

  it('loses no word of any text', () => {
    const words = fc.array(fc.constantFrom('a', '*', '_', '`', '[', ']', '(', ')', '!', '\n', '- ', '> ', '|', '  ', '1. '));
    fc.assert(
      fc.property(words, parts => {
        const given = parts.join('').replaceAll(/\[[^\]]*\]\([^)]*\)/g, '');
        const letters = (said: string) => [...said.matchAll(/a/g)].length;
        const said = readMarkdown(given).map(flat).join(' ');
        if (!given.includes('`')) expect(letters(said)).toBe(letters(given));
      }),
    );
  });

  it('ends on a text of marks that close nothing', () => {
    const marks = `${'[`'.repeat(2_000)}${'*a'.repeat(500)}${'![a]('.repeat(500)}`;
    expect(plainText(readInline(marks)).length).toBeGreaterThan(4_000);
  });
});

function flat(block: Block): string {
  if (block.kind === 'code') return block.text;
  if (block.kind === 'rule') return '';
  if (block.kind === 'quote') return block.blocks.map(flat).join(' ');
  if (block.kind === 'list') return block.items.flat().map(flat).join(' ');
  if (block.kind === 'table') return [block.head, ...block.rows].flat().map(plainText).join(' ');
  return plainText(block.parts);
}
