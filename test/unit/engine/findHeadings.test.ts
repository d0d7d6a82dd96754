import { expect, test } from 'vitest';
import { findHeadings } from '../../../src/engine/findHeadings.ts';
import { processorMs } from '../../fakes/processorTime.ts';

const outline = (markdown: string): string[] => findHeadings(markdown).map(({ level, title }) => `${level} ${title}`);

test.each([
  ['ATX of every level', '# a\n###### b\n####### seven is none', ['1 a', '6 b']],
  ['closing marks are no text', '## Tarifs ##  \n# C#\n#', ['2 Tarifs', '1 C#', '1 ']],
  ['a mark needs a space', '#tag\n\n    # indented code', []],
  ['setext', 'Un\n===\n\nDeux\n--\n', ['1 Un', '2 Deux']],
  ['a rule, a list and a table are no setext headings', '\n---\n- a\n---\n| a |\n---\n> b\n===\n', []],
  ['code fences hide headings', '```sh\n# no\n```\n# yes\n~~~\n# no\n```\n# no\n~~~~\n## yes', ['1 yes', '2 yes']],
  ['a fence with a tick in its line is code inside a line', '``` a ` b\n# yes', ['1 yes']],
  ['a fence that never closes hides the rest', '````\n```\n# no', []],
  ['front matter is skipped', '---\ntitle: x\n---\n# yes', ['1 yes']],
  ['a page may begin with a rule', '---\n\n# yes\n\n---\n# too', ['1 yes', '1 too']],
  ['titles are plain', '# **Le** [tram](/t "x") `T3` arrive\\!', ['1 Le tram T3 arrive!']],
  ['line ends of three systems', '# a\r\n# b\r# c', ['1 a', '1 b', '1 c']],
])('%s', (_, markdown, expected) => {
  expect(outline(markdown)).toEqual(expected);
});

test('a heading knows where its line begins', () => {
  expect(findHeadings('---\nt: 1\n---\nx\r\n\r\nUn\r\n==\r\n# b').map(heading => heading.start)).toEqual([18, 26]);
});

test.each(['# ' + ' '.repeat(1e6) + 'x', '`'.repeat(1e6) + ' `', '# ' + '_a '.repeat(3e5), '---\n' + ' '.repeat(1e6)])(
  'a line of a megabyte costs no time (%#)',
  async line => {
    expect(await processorMs(() => findHeadings(line))).toBeLessThan(400);
  },
);
