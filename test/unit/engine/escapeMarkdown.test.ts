import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../../src/engine/conversion/escapeMarkdown.ts';

describe('escapeMarkdown', () => {
  it.each([
    ['snake_case_name', 'snake_case_name'],
    ['_private', '\\_private'],
    ['__init__', '\\_\\_init\\_\\_'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['2*3*4', '2\\*3\\*4'],
    ['[draft]', '[draft]'],
    ['[a](b)', '\\[a](b)'],
    ['[^1]', '\\[^1]'],
    ['[a]: b', '\\[a]: b'],
    ['`x`', '\\`x\\`'],
    ['a < b', 'a < b'],
    ['<script>', '\\<script>'],
    ['&copy; & co', '\\&copy; & co'],
    ['C:\\temp\\*', 'C:\\temp\\\\\\*'],
    ['# not a heading', '\\# not a heading'],
    ['#hashtag', '#hashtag'],
    ['- not an item', '\\- not an item'],
    [' - inside a line', ' - inside a line'],
    ['-5 degrees', '-5 degrees'],
    ['> not a quotation', '\\> not a quotation'],
    ['2026. A year', '2026\\. A year'],
    ['3.14', '3.14'],
    ['~~x~~', '\\~~x\\~~'],
    ['«\u00a0prix\u00a0: 5\u00a0€\u00a0»', '«\u00a0prix\u00a0: 5\u00a0€\u00a0»'],
  ])('writes %s as %s', (text, markdown) => {
    expect(escapeMarkdown(text)).toBe(markdown);
  });
});
