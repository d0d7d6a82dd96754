/**
 * What cleaning kept and removed of one page, block by block, by the conversion itself: it runs once as ever, for the
 * Markdown, and once with a trace. Null where there is nothing to convert. Throws what `convertHtml` throws.
 */
import type { Cleaning, CleaningBlock, ReasonWeight, Weight } from '../model/cleaning.ts';
import type { ConversionOptions } from '../model/conversion.ts';
import { traceCleaning } from './conversion/cleaningTrace.ts';
import { partPage, type Part } from './conversion/partPage.ts';
import { placeBlocks } from './conversion/placeBlocks.ts';
import { tidySource } from './conversion/scanHtml.ts';
import { convertHtml } from './convertHtml.ts';
import type { CountTokens } from './countTokens.ts';

export interface ExamineRequest {
  /** Decoded. */
  readonly html: string;
  readonly options: ConversionOptions;
  /** Of the file. */
  readonly bytes: number;
  readonly countTokens: CountTokens;
  /** Blocks that are weighed. */
  onProgress?(done: number, total: number): void;
}

export function examineCleaning({ html, options, bytes, countTokens, onProgress }: ExamineRequest): Cleaning | null {
  const conversion = convertHtml(html, options);
  if (conversion.outcome === 'skipped') return null;
  const { title, markdown } = conversion;
  const trace = traceCleaning();
  const traced = convertHtml(html, options, trace);
  const signed = traced.outcome === 'converted' ? traced.markdown : '';
  const source = createSource(tidySource(html));
  const parts = partPage(trace, source.text, title);
  const placed = placesOf(parts, placeBlocks(signed, markdown), markdown.length);
  const blocks = parts.map(({ pieces, start, sign: _sign, isTitle: _isTitle, ...part }, at): CleaningBlock => {
    if (at % 200 === 0) onProgress?.(at, parts.length);
    const [from, to] = placed[at] ?? [0, 0];
    const texts = pieces.map(([begin, end]) => source.text.slice(begin, end));
    return {
      ...{ ...part, at, from, to, ...source.placeOf(start) },
      bytes: sum(texts.map(utf8Length)),
      tokens: sum(texts.map(countTokens)),
      markdownTokens: part.reason === null ? countTokens(markdown.slice(from, to).trim()) : 0,
    };
  });
  const before: Weight = { bytes, tokens: countTokens(html) };
  const after: Weight = { bytes: utf8Length(markdown), tokens: countTokens(markdown) };
  const reasons = weighReasons(blocks);
  const markup = Math.max(0, before.tokens - after.tokens - sum(reasons.map(({ tokens }) => tokens)));
  return { title, markdown, blocks, reasons, markup, before, after };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, next) => total + next, 0);

function utf8Length(text: string): number {
  let bytes = text.length;
  for (const [wide] of text.matchAll(/[^\u0000-\u007f]/gu)) bytes += wide > '\uffff' ? 2 : wide > '\u07ff' ? 2 : 1;
  return bytes;
}

/** The Markdown is parted among the kept blocks, in its own order; a removed one stands after the kept one before it. */
function placesOf(parts: readonly Part[], found: ReadonlyMap<number, number>, length: number): [number, number][] {
  const kept = parts.flatMap((part, at) => {
    if (part.reason !== null || part.sign === null) return [];
    return [{ at, from: part.isTitle ? 0 : (found.get(part.sign) ?? length) }];
  });
  const ordered = [...kept].sort((a, b) => a.from - b.from || a.at - b.at);
  const places: [number, number][] = parts.map(() => [0, 0]);
  ordered.forEach(({ at, from }, order) => (places[at] = [order === 0 ? 0 : from, ordered[order + 1]?.from ?? length]));
  let last = 0;
  parts.forEach(({ reason }, at) => {
    if (reason === null) last = Math.max(last, places[at]?.[1] ?? last);
    else places[at] = [last, last];
  });
  return places;
}

function createSource(text: string) {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return {
    text,
    placeOf(at: number): { line: number; column: number } {
      let [low, high] = [0, starts.length];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if ((starts[middle] ?? 0) <= at) low = middle;
        else high = middle;
      }
      return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
    },
  };
}

function weighReasons(blocks: readonly CleaningBlock[]): ReasonWeight[] {
  const weights = new Map<string, ReasonWeight>();
  for (const { reason, tokens } of blocks) {
    if (reason === null) continue;
    const known = weights.get(reason) ?? { reason, blocks: 0, tokens: 0 };
    weights.set(reason, { reason, blocks: known.blocks + 1, tokens: known.tokens + tokens });
  }
  return [...weights.values()].sort((a, b) => b.tokens - a.tokens);
}
