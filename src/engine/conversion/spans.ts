/** Where the scan found each element: for who wants to show a page's HTML, never for a conversion itself. */
import { VOID, type OpenElements } from './openElements.ts';

/** UTF-16 units of the page as the scan reads it; `end` is infinite for what the page never closes. */
export type Span = { readonly name: string; readonly start: number; readonly openEnd: number; end: number };

/** What the scan leaves out of the page, or writes in another form. */
export type LeftOut = { readonly name: string; readonly start: number; readonly end: number; readonly tag: string };

export type Spans = {
  /** In the order of their start tags, which is that of the parsed page. */
  readonly elements: Span[];
  readonly leftOut: LeftOut[];
  left(name: string, start: number, end: number, tag: string): void;
};

/** They become an element of the page all the same. */
const WRITTEN = new Map([
  ['xmp', 'pre'],
  ['title', 'title'],
  ['img', 'img'],
]);

export function recordSpans(): Spans {
  const elements: Span[] = [];
  const leftOut: LeftOut[] = [];
  return {
    elements,
    leftOut,
    left(name, start, end, tag) {
      const written = name === 'script' && /math\/tex/i.test(tag) ? 'math' : WRITTEN.get(name);
      if (written) elements.push({ name: written, start, openEnd: end, end });
      else leftOut.push({ name, start, end, tag });
    },
  };
}

/** Follows what is open, by what is written: ends that nobody wrote, too. */
export function spanElements(
  inner: OpenElements,
  { elements }: Spans,
  place: { readonly from: number; readonly to: number },
): OpenElements {
  const stack: Span[] = [];
  const end = (at: number) => {
    const span = stack.pop();
    if (span) span.end = at;
  };
  return {
    isInside: inner.isInside,
    open(name, tag) {
      let written: string | null = null;
      const out = inner.open(name, () => (written = tag()));
      const before = written === null ? out : out.slice(0, out.length - String(written).length);
      for (const _ of before.matchAll(/<\//g)) end(place.from);
      if (written === null) return out;
      const span = { name, start: place.from, openEnd: place.to, end: VOID.has(name) ? place.to : Infinity };
      elements.push(span);
      if (!VOID.has(name)) stack.push(span);
      return out;
    },
    close(name) {
      const out = inner.close(name);
      if (out === '<br>') elements.push({ name: 'br', start: place.from, openEnd: place.to, end: place.to });
      if (!out.startsWith('</')) return out;
      while (stack.length > 0 && stack.at(-1)?.name !== name) end(place.from);
      end(place.to);
      return out;
    },
  };
}
