import type { InputProblem } from '../model/inputProblem.ts';
import { createLocate, createToSpan, MAX_DEPTH, toValue } from './textTree.ts';
import type { ParsedText, TextEntry, TextNode, TextRange } from './textTree.ts';

/** Strict JSON (RFC 8259) with the place of every value: `JSON.parse` knows neither places nor duplicate keys. Never throws. */
export function parseJsonWithPositions(
  text: string,
): ParsedText<InputProblem> & { readonly tree: TextNode | undefined } {
  const shown = text.replace(/^\ufeff/, '');
  const toSpan = createToSpan(shown);
  const problems: InputProblem[] = [];
  const report = ({ code, params, start, end }: JsonFault): void => {
    problems.push({ kind: 'config', code, params, ...toSpan({ start, end }) });
  };
  const tree = shown.trim() === '' ? undefined : readText(shown, report);
  return { value: tree && toValue(tree), tree, problems, locate: createLocate(shown, tree) };
}

interface JsonFault extends TextRange {
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Thrown inside this file only: the first fault ends the reading. */
class JsonStop extends Error {
  readonly fault: JsonFault;
  constructor(fault: JsonFault) {
    super(fault.code);
    this.fault = fault;
  }
}

function readText(text: string, report: (fault: JsonFault) => void): TextNode | undefined {
  const reader = createReader(text, report);
  try {
    const tree = reader.value(0);
    reader.end();
    return tree;
  } catch (thrown) {
    if (!(thrown instanceof JsonStop)) throw thrown;
    report(thrown.fault);
    return undefined;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const STRING = /"(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

function createReader(text: string, report: (fault: JsonFault) => void) {
  const cursor = createCursor(text);

  function value(depth: number): TextNode {
    cursor.skipSpace();
    if (depth > MAX_DEPTH) throw cursor.stop('nested_too_deep');
    if (cursor.sees('{')) return map(depth);
    if (cursor.sees('[')) return list(depth);
    const start = cursor.offset();
    const source = cursor.take(STRING) ?? cursor.take(NUMBER) ?? cursor.take(WORD);
    if (source === undefined) throw cursor.unexpected();
    return { kind: 'scalar', value: scalar(source), start, end: cursor.offset() };
  }

  function map(depth: number): TextNode {
    const start = cursor.offset();
    const entries = new Map<string, TextEntry>();
    between('{', '}', () => {
      const keyStart = cursor.offset();
      const source = cursor.take(STRING);
      if (source === undefined) throw cursor.unexpected();
      const keyRange = { start: keyStart, end: cursor.offset() };
      const key = String(scalar(source));
      if (entries.has(key)) report({ code: 'duplicate_key', params: { key }, ...keyRange });
      cursor.expect(':');
      entries.set(key, { key, keyRange, value: value(depth + 1) });
    });
    return { kind: 'map', entries: [...entries.values()], start, end: cursor.offset() };
  }

  function list(depth: number): TextNode {
    const start = cursor.offset();
    const items: TextNode[] = [];
    between('[', ']', () => void items.push(value(depth + 1)));
    return { kind: 'list', items, start, end: cursor.offset() };
  }

  function between(open: string, close: string, readOne: () => void): void {
    cursor.expect(open);
    if (cursor.passes(close)) return;
    for (;;) {
      cursor.skipSpace();
      readOne();
      if (cursor.passes(close)) return;
      const comma = cursor.offset();
      cursor.expect(',');
      if (cursor.passes(close)) throw cursor.stop('json_trailing_comma', comma);
    }
  }

  return { value, end: cursor.expectEnd };
}

function createCursor(text: string) {
  let at = 0;

  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  }

  const skipSpace = (): void => void take(SPACE);
  const sees = (character: string): boolean => text[at] === character;

  function passes(character: string): boolean {
    skipSpace();
    if (!sees(character)) return false;
    at++;
    return true;
  }

  function expect(character: string): void {
    if (!passes(character)) throw unexpected();
  }

  function expectEnd(): void {
    skipSpace();
    if (at < text.length) throw unexpected();
  }

  function unexpected(): JsonStop {
    if (at >= text.length) return stop('json_ends_early', Math.max(0, text.trimEnd().length - 1));
    if (sees('/') && /[/*]/.test(text[at + 1] ?? '')) return stop('json_comment');
    return stop('json_unexpected', at, { found: text.slice(at, at + 20).split(/[\r\n]/)[0] ?? '' });
  }

  const stop = (code: string, start = at, params = {}): JsonStop =>
    new JsonStop({ code, params, start, end: start + 1 });

  return { take, skipSpace, sees, passes, expect, expectEnd, unexpected, stop, offset: () => at };
}

/** A whole number that a double cannot hold stays text: nothing is rounded in silence. */
function scalar(source: string): string | number | boolean | null {
  const value: unknown = JSON.parse(source);
  if (/^-?\d+$/.test(source) && !Number.isSafeInteger(value) && String(value) !== source) return source;
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : String(value);
}
