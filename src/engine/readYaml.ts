// The one file that knows `yaml` (2.9.1, 100 KB minified, no dependency): chosen because it gives the place of every
// node and goes on after a fault. It only reads; its writer is not used (see writeYaml).
import { Composer, Lexer, Parser, isAlias, isCollection, isMap, isScalar, isSeq, visit } from 'yaml';
import type { CST, Document, ErrorCode, Node, Pair, Scalar, YAMLError } from 'yaml';
import type { InputProblem } from '../model/inputProblem.ts';
import { ProblemError, type Params } from '../model/problem.ts';
import { PY_YAML_SCALARS } from './pyYamlScalars.ts';
import { createLocate, createToSpan, MAX_DEPTH, toValue } from './textTree.ts';
import type { ParsedText, TextEntry, TextNode, TextRange } from './textTree.ts';

/** Values that aliases may add; an alias bomb ("billion laughs") adds millions. */
const MAX_ALIASED_NODES = 50_000;

const UNPRINTABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/;

interface Fault extends TextRange {
  readonly code: string;
  readonly params?: Params;
}

/** What a YAML text says, read as PyYAML reads it but for dates, which stay text. Throws its first fault (config). */
export function parseYaml(text: string): unknown {
  const { value, problems } = parseYamlWithPositions(text);
  if (problems[0]) throw new ProblemError(problems[0]);
  return value;
}

/** As `parseYaml`, with all faults and the place of every value. Never throws. */
export function parseYamlWithPositions(
  text: string,
): ParsedText<InputProblem> & { readonly tree: TextNode | undefined } {
  const shown = text.replace(/^\ufeff/, '');
  const { tree, faults } = readTree(shown);
  const toSpan = createToSpan(shown);
  const problems = faults.map(({ code, params = {}, ...range }) => ({
    kind: 'config' as const,
    code,
    params,
    ...toSpan(range),
  }));
  return { value: tree && toValue(tree), tree, problems, locate: createLocate(shown, tree) };
}

interface Reading {
  readonly tree?: TextNode | undefined;
  readonly faults: readonly Fault[];
}

function readTree(text: string): Reading {
  const unprintable = UNPRINTABLE.exec(text)?.index;
  if (unprintable !== undefined) return oneFault('yaml_unprintable_character', unprintable);
  const tokens = readTokens(text);
  return typeof tokens === 'number' ? oneFault('nested_too_deep', tokens) : readDocuments(text, tokens);
}

const oneFault = (code: string, start: number): Reading => ({ faults: [{ code, start, end: start + 1 }] });

/**
 * The tokens, or the offset where the text goes too deep. The composer recurses: 5,000 open brackets did not only
 * exhaust its stack, they ended the process (V8 could not compile a regular expression); so depth is watched before.
 */
function readTokens(text: string): CST.Token[] | number {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > MAX_DEPTH) return parser.offset - 1;
  }
  return [...tokens, ...parser.end()];
}

function readDocuments(text: string, tokens: readonly CST.Token[]): Reading {
  const composer = new Composer({
    schema: 'failsafe',
    customTags: tags => [...tags, ...PY_YAML_SCALARS],
    uniqueKeys: false,
    keepSourceTokens: true,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [first, second] = [...composer.compose(tokens)];
  if (first === undefined) return { faults: [] };
  const syntax = syntaxFaults([...first.errors, ...(second?.errors ?? [])], first);
  if (syntax.length > 0) return { faults: syntax };
  if (second) return oneFault('yaml_several_documents', second.range[0]);
  const faults: Fault[] = [];
  return { tree: createBuild(text, faults)(first.contents, {}), faults };
}

/** All tabs, and the first of the others: what follows a fault is often only its echo. */
function syntaxFaults(errors: readonly YAMLError[], document: Document.Parsed): Fault[] {
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  const other = errors.find(({ code }) => code !== 'TAB_AS_INDENT');
  return [
    ...tabs.map(({ pos: [start, end] }) => ({ code: 'yaml_tab', start, end })),
    ...(other ? [unclosed(other, document) ?? plainFault(other)] : []),
  ];
}

const plainFault = ({ code, pos: [start, end] }: YAMLError): Fault => ({
  code: SYNTAX[code] ?? 'yaml_syntax',
  start,
  end,
});

/** What is never closed is told where it opens: the library tells it where the text ends. */
function unclosed({ code, pos }: YAMLError, document: Document.Parsed): Fault | undefined {
  if (code !== 'MISSING_CHAR' && code !== 'BAD_INDENT') return undefined;
  let start: number | undefined;
  visit(document, (_key, node) => {
    if (!isScalar(node) && !isCollection(node)) return;
    const opens = isScalar(node) ? node.type?.startsWith('QUOTE') : node.flow;
    if (opens && node.range && node.range[1] >= pos[0]) start = node.range[0];
  });
  return start === undefined ? undefined : { code: 'yaml_unclosed', start, end: start + 1 };
}

const SYNTAX: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'yaml_tab',
  BAD_INDENT: 'yaml_indent',
  MISSING_CHAR: 'yaml_missing_character',
  BLOCK_AS_IMPLICIT_KEY: 'yaml_nested_mapping',
  BAD_DQ_ESCAPE: 'yaml_bad_escape',
};

interface Position {
  readonly depth?: number;
  /** Everything that an alias brings stands where the alias stands. */
  readonly at?: TextRange;
}

/** Turns the library's nodes into ours: aliases and merge keys (`<<`) resolved, faults collected on the way. */
function createBuild(text: string, faults: Fault[]): (node: Node | null | undefined, position: Position) => TextNode {
  const anchors = new Map<string, Node>();
  let aliased = 0;

  function build(node: Node | null | undefined, { depth = 0, at }: Position): TextNode {
    const range = at ?? rangeOf(node);
    if (at) aliased++;
    if (depth > MAX_DEPTH) return fault('nested_too_deep', range);
    const below = { depth: depth + 1, ...(at ? { at } : {}) };
    if (isAlias(node)) return buildAlias(node.source, range, depth);
    const built = buildPlain(node, range, below);
    // Only now: an alias inside its own anchor would never end.
    if (isAnchored(node)) anchors.set(node.anchor, node);
    return built;
  }

  function buildPlain(node: Node | null | undefined, range: TextRange, below: Position): TextNode {
    if (isSeq<Node>(node)) return { kind: 'list', items: node.items.map(item => build(item, below)), ...range };
    if (isMap<Node, Node | null>(node)) return { kind: 'map', entries: buildEntries(node.items, below), ...range };
    return {
      kind: 'scalar',
      value: isScalar(node) ? (blankEndedLiteral(node, text) ?? scalar(node.value)) : null,
      ...range,
    };
  }

  function buildAlias(name: string, at: TextRange, depth: number): TextNode {
    const target = anchors.get(name);
    if (target === undefined) return fault('yaml_unknown_alias', at, { alias: name });
    const built = aliased > MAX_ALIASED_NODES ? undefined : build(target, { depth: depth + 1, at });
    if (built && aliased <= MAX_ALIASED_NODES) return built;
    return faults.some(({ code }) => code === 'yaml_alias_bomb')
      ? nothing(at)
      : fault('yaml_alias_bomb', at, { alias: name });
  }

  function buildEntries(pairs: readonly Pair<Node, Node | null>[], below: Position): TextEntry[] {
    const entries = new Map<string, TextEntry>();
    const merged: TextEntry[] = [];
    for (const { key, value } of pairs) {
      const keyRange = below.at ?? rangeOf(key);
      const name = keyText(key);
      const built = build(value, below);
      if (name === undefined) fault('yaml_key_not_text', keyRange);
      else if (isMergeKey(key)) merged.push(...entriesOf(built));
      else {
        if (entries.has(name)) fault('duplicate_key', keyRange, { key: name });
        entries.set(name, { key: name, keyRange, value: built });
      }
    }
    for (const entry of merged) if (!entries.has(entry.key)) entries.set(entry.key, entry);
    return [...entries.values()];
  }

  function fault(code: string, range: TextRange, params: Params = {}): TextNode {
    faults.push({ code, params, ...range });
    return nothing(range);
  }

  return build;
}

const nothing = ({ start, end }: TextRange): TextNode => ({ kind: 'scalar', value: null, start, end });

const isAnchored = (node: Node | null | undefined): node is Node & { anchor: string } =>
  node !== null && node !== undefined && 'anchor' in node && typeof node.anchor === 'string';

const isMergeKey = (key: Node): boolean => isScalar(key) && key.type === 'PLAIN' && key.source === '<<';

/** What a merge key brings: the entries of a map, or of the maps of a list, the first ones winning. */
function entriesOf(node: TextNode): readonly TextEntry[] {
  if (node.kind === 'list') return node.items.flatMap(entriesOf);
  return node.kind === 'map' ? node.entries : [];
}

/** A key is its text, even `yes` or `010`. */
function keyText(key: Node | null): string | undefined {
  return isScalar(key) ? String(key.source ?? key.value ?? '') : undefined;
}

/**
 * A block text (`|`) that ends in a line of spaces deeper than its indentation: these are text, and the library drops
 * them (js-yaml writes " \n" so). undefined for every other node. YAML 1.2, 8.1.
 */
function blankEndedLiteral({ type, srcToken }: Scalar, text: string): string | undefined {
  if (type !== 'BLOCK_LITERAL' || srcToken?.type !== 'block-scalar') return undefined;
  const header = srcToken.props.map(prop => (prop.type === 'block-scalar-header' ? prop.source : '')).join('');
  // The library's token may leave the last of these lines out.
  const start = text.indexOf('\n', srcToken.offset) + 1;
  const tail = /^(?: *\r?\n)*(?: *$)?/.exec(text.slice(start + srcToken.source.length))?.[0] ?? '';
  const written = (srcToken.source + tail).split(/\r?\n/);
  const digit = /\d/.exec(header)?.[0];
  const indent = digit === undefined ? firstIndent(written) : srcToken.indent + Number(digit);
  const lines = written.map(line => line.slice(indent));
  const last = lines.findLastIndex(line => line !== '');
  if (last < 0 || lines[last]?.trim() !== '') return undefined;
  if (header.includes('+')) return lines.join('\n');
  return lines.slice(0, last + 1).join('\n') + (header.includes('-') ? '' : '\n');
}

const firstIndent = (lines: readonly string[]): number =>
  /^ */.exec(lines.find(line => line.trim() !== '') ?? '')?.[0].length ?? 0;

function scalar(value: unknown): string | number | boolean | null {
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : String(value);
}

function rangeOf(node: Node | null | undefined): TextRange {
  const [start, end] = node?.range ?? [0, 0];
  return { start, end };
}
