import type { CompareCut, ComparedAnswer, ComparedText, CompareRow, Sides } from '../../model/compareSettings.ts';
import type { Span } from '../chunking/span.ts';
import { alignTexts, type AlignedTexts } from './alignTexts.ts';

/** A page under one setting. Places are UTF-16 units of its own text. */
export interface ChunkedPage {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** A sentence, and in whose text it was found. */
export interface AnswerSpan extends Span {
  readonly side: 0 | 1;
}

/** UTF-16 units of the text that a page is given, around the answer. */
const SHOWN = 40_000;
/** Chunks that a map draws. */
const MOST_DRAWN = 400;
/** Words beside a cut. */
const WORDS = 3;

interface Laid {
  readonly aligned: AlignedTexts;
  /** Chunks of each side in the merged text. */
  readonly chunks: Sides<readonly Span[]>;
  readonly answer: Span | null;
}

interface FoundAnswer {
  readonly state: ComparedAnswer['state'];
  /** In the side's own text; null where it is gone. */
  readonly span: Span | null;
}

interface TextComparison {
  readonly shown: ComparedText;
  readonly answers: Sides<FoundAnswer> | null;
}

/** One text between the chunks of two settings, cut where a chunk of either begins or ends. */
export function compareText(pages: Sides<ChunkedPage>, sentence: AnswerSpan | null): TextComparison {
  const aligned = alignTexts(pages[0].text, pages[1].text);
  const moved = (side: 0 | 1, { start, end }: Span): Span => ({
    start: aligned.place(side, start),
    // Its last character, and one more: its end may be the beginning of a line that it has no part in.
    end: aligned.place(side, end - 1) + 1,
  });
  const chunks = [0, 1].map(side => pages[side === 0 ? 0 : 1].spans.map(span => moved(side === 0 ? 0 : 1, span)));
  const answer = sentence && moved(sentence.side, sentence);
  const laid: Laid = { aligned, chunks: [chunks[0] ?? [], chunks[1] ?? []], answer };
  const { length } = aligned.text;
  const share = ({ start, end }: Span) => [start / Math.max(1, length), end / Math.max(1, length)] as const;
  const window = windowOf(length, answer);
  return {
    shown: {
      rows: rowsOf(laid, window),
      places: [laid.chunks[0].slice(0, MOST_DRAWN).map(share), laid.chunks[1].slice(0, MOST_DRAWN).map(share)],
      answer: answer && share(answer),
      isCut: window.end - window.start < length,
    },
    answers: answer && [findAnswer(laid, answer, 0), findAnswer(laid, answer, 1)],
  };
}

function windowOf(length: number, answer: Span | null): Span {
  const middle = answer ? Math.floor((answer.start + answer.end) / 2) : 0;
  const start = Math.max(0, Math.min(length - SHOWN, middle - SHOWN / 2));
  return { start, end: Math.min(length, start + SHOWN) };
}

const holds = (chunk: Span, { start, end }: Span): boolean => chunk.start <= start && chunk.end >= end;

function findAnswer({ aligned, chunks }: Laid, answer: Span, side: 0 | 1): FoundAnswer {
  const [start, last] = [aligned.own(side, answer.start), aligned.own(side, answer.end - 1)];
  if (start === null || last === null) return { state: 'gone', span: null };
  const isWhole = chunks[side].some(chunk => holds(chunk, answer));
  return { state: isWhole ? 'whole' : 'cut', span: { start, end: last + 1 } };
}

function rowsOf(laid: Laid, window: Span): CompareRow[] {
  const { aligned, chunks, answer } = laid;
  const cuts = answer ? ([0, 1] as const).flatMap(side => cutOf(laid, answer, side)) : [];
  const ends = ({ start, end }: Span): number[] => [start, end];
  const places = [
    ...[window, ...chunks[0], ...chunks[1], ...(answer ? [answer] : [])].flatMap(ends),
    ...cuts.map(({ at }) => at),
    ...aligned.lines.map(({ at }) => at),
  ].filter(place => place >= window.start && place <= window.end);
  const marks = new Set(aligned.lines.flatMap((line, at) => (isTurn(aligned, at) ? [line.at] : [])));
  const borders = new Set([
    ...ends(window),
    ...[...chunks[0], ...chunks[1], ...(answer ? [answer] : [])].flatMap(ends),
  ]);
  const sorted = [...new Set(places)]
    .filter(place => borders.has(place) || marks.has(place) || cuts.some(({ at }) => at === place))
    .sort((a, b) => a - b);
  const rows: CompareRow[] = [];
  const holder = createHolder(laid);
  for (const [at, start] of sorted.slice(0, -1).entries()) {
    const span = { start, end: sorted[at + 1] ?? start };
    const text = aligned.text.slice(span.start, span.end);
    const last = rows.at(-1);
    if (text.trim() === '') {
      if (last && /\n[ \t]*\n/.test(text)) rows[rows.length - 1] = { ...last, isEnd: true };
      continue;
    }
    // White space at the beginning of a line says what stands deeper.
    const isInLine = span.start > 0 && aligned.text[span.start - 1] !== '\n';
    rows.push({
      text: (isInLine ? text.trimStart() : text).replace(/^\s*\n|\s+$/g, ''),
      ...holder(span),
      isAnswer: answer !== null && holds(answer, span),
      isEnd: /\n\s*\n\s*$/.test(text),
      cuts: cuts.filter(cut => cut.at === span.end).map(({ at: _at, ...cut }) => cut),
    });
  }
  return rows;
}

/** Whether the line is of other texts than the one before. */
function isTurn({ lines }: AlignedTexts, at: number): boolean {
  const [before, line] = [lines[at - 1], lines[at]];
  return [0, 1].some(side => (before?.of[side] === null) !== (line?.of[side] === null));
}

/** Which chunks hold a stretch; asked in the order of the text. */
function createHolder({ aligned, chunks }: Laid): (span: Span) => Pick<CompareRow, 'held' | 'only'> {
  const firsts: [number, number] = [0, 0];
  let line = 0;
  return span => {
    while ((aligned.lines[line + 1]?.at ?? Infinity) <= span.start) line++;
    const of = aligned.lines[line]?.of ?? [0, 0];
    const held = ([0, 1] as const).map(side => {
      const own = chunks[side];
      while ((own[firsts[side]]?.end ?? Infinity) <= span.start) firsts[side]++;
      const found: number[] = [];
      for (let at = firsts[side]; (own[at]?.start ?? Infinity) < span.end; at++) {
        const chunk = own[at];
        if (chunk && of[side] !== null && holds(chunk, span)) found.push(at);
      }
      return found;
    });
    return { held: [held[0] ?? [], held[1] ?? []], only: of[0] === null ? 1 : of[1] === null ? 0 : null };
  };
}

/** Where the chunk that holds most of the answer's beginning ends inside it. */
function cutOf({ aligned, chunks }: Laid, answer: Span, side: 0 | 1): (CompareCut & { readonly at: number })[] {
  const own = chunks[side];
  if (own.some(chunk => holds(chunk, answer))) return [];
  const chunk = own.findLastIndex(({ start, end }) => start <= answer.start && end > answer.start && end < answer.end);
  const at = own[chunk]?.end;
  const next = own.findIndex(({ end }, index) => index > chunk && end > (at ?? answer.end));
  if (chunk < 0 || at === undefined || next < 0) return [];
  const before = aligned.text.slice(answer.start, at).trim().split(/\s+/).slice(-WORDS).join(' ');
  const after = aligned.text.slice(at, answer.end).trim().split(/\s+/).slice(0, WORDS).join(' ');
  return [{ side, before, after, chunk, next, at }];
}
