import { expect, test } from 'vitest';
import { createPrefetch } from '../../../../src/engine/api/prefetch.ts';
import { firstMark, guessNext, type PageMark } from '../../../../src/model/api/pagination.ts';
import { firstReading } from '../../../../src/model/api/windows.ts';

const uriOf = (mark: PageMark): string => JSON.stringify(mark);
const mark: PageMark = { pagination: 'offset', reading: { ...firstReading(10), answers: 1, covered: 10 } };
const next = guessNext(mark) ?? mark;

test('what failed ahead of its turn is asked for again in its turn', async () => {
  const asked: string[] = [];
  // SAFETY: an answer is handed on unread.
  const answer = { status: 200 } as never;
  const prefetch = createPrefetch({
    concurrency: 2,
    uriOf,
    ask: async uri => (
      asked.push(uri),
      uri === uriOf(next) && asked.length <= 2 ? Promise.reject(new Error('cut')) : answer
    ),
  });
  prefetch.ahead(mark);
  await expect(prefetch.take(uriOf(mark))).resolves.toBe(answer);
  await expect(prefetch.take(uriOf(next))).resolves.toBe(answer);
  expect(asked).toEqual([uriOf(mark), uriOf(next), uriOf(next)]);
});

test('what nobody asks for any more is stopped', async () => {
  const stopped: unknown[] = [];
  const prefetch = createPrefetch({
    concurrency: 3,
    uriOf,
    ask: (uri, signal) => new Promise(() => signal.addEventListener('abort', () => stopped.push(uri))),
  });
  prefetch.ahead(mark);
  prefetch.ahead(next);
  expect(stopped).toEqual([uriOf(mark)]);
  prefetch.ahead(firstMark('cursor', 10));
  expect(stopped).toHaveLength(4);
});
