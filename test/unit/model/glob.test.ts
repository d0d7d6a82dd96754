import { expect, it } from 'vitest';
import { matchesGlob } from '../../../src/model/glob.ts';
import { processorMs } from '../../fakes/processorTime.ts';

it.each([
  ['/a/*', '/a/b', true],
  ['/a/*', '/a/b/c', false],
  ['/a/**', '/a/b/c', true],
  ['**.pdf', 'http://ville.fr/a/b.pdf', true],
  ['*.pdf', '/a/b.pdf', false],
  ['/a?b=*', '/a?b=1', true],
  ['/a?b', '/axb', false],
  ['/a.b', '/axb', false],
  ['/**/x/*.html', '/a/b/x/c.html', true],
  ['*', '', true],
  ['', '', true],
  ['', 'a', false],
  ['/é/*', '/é/🚲', true],
])('%s over %s: %s', (pattern, text, expected) => expect(matchesGlob(pattern, text)).toBe(expected));

it('the wildest pattern takes no more than length times length', async () => {
  const wild = () => expect(matchesGlob('**a'.repeat(50), 'a'.repeat(5_000) + 'b')).toBe(false);
  expect(await processorMs(wild)).toBeLessThan(1_000);
});
