import { guessNext, type PageMark } from '../../model/api/pagination.ts';
import type { Answer } from '../followRedirects.ts';

export interface Prefetch {
  /** The answer that is on its way, or a new one. */
  take(uri: string): Promise<Answer>;
  isOnItsWay(uri: string): boolean;
  /** Asks for the page at `mark`, which will be taken next, and for those that will follow it if nothing is odd. */
  ahead(mark: PageMark): void;
  /** What was asked for in vain is stopped. */
  close(): void;
}

interface Asking {
  /** How many are on their way at once. */
  readonly concurrency: number;
  uriOf(mark: PageMark): string;
  ask(uri: string, signal: AbortSignal): Promise<Answer>;
}

/**
 * Keeps some pages on their way while one is read. Which page comes next only the answer decides: an answer that was
 * asked for by a guess and is not the one that was decided is thrown away. One that fails is asked for again in its turn.
 */
export function createPrefetch({ concurrency, uriOf, ask }: Asking): Prefetch {
  const ahead = new Map<string, { readonly answer: Promise<Answer>; readonly stop: AbortController }>();

  function start(uri: string): void {
    if (ahead.has(uri)) return;
    const stop = new AbortController();
    const answer = ask(uri, stop.signal);
    answer.catch(() => ahead.delete(uri));
    ahead.set(uri, { answer, stop });
  }

  function drop(isWanted: (uri: string) => boolean): void {
    for (const [uri, { stop }] of ahead) {
      if (isWanted(uri)) continue;
      ahead.delete(uri);
      stop.abort('not wanted');
    }
  }

  return {
    take(uri) {
      const known = ahead.get(uri);
      ahead.delete(uri);
      return known?.answer ?? ask(uri, new AbortController().signal);
    },
    isOnItsWay: uri => ahead.has(uri),
    ahead(mark) {
      const marks = [mark];
      while (marks.length < concurrency) {
        const next = guessNext(marks.at(-1) ?? mark);
        if (next === null) break;
        marks.push(next);
      }
      const uris = marks.length > 1 ? marks.map(uriOf) : [];
      drop(uri => uris.includes(uri));
      uris.forEach(start);
    },
    close: () => drop(() => false),
  };
}
