import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

interface Room {
  /** Rooms whose files it may import. */
  readonly may: readonly string[];
  /** Packages and built-ins; `node:*` is every built-in. */
  readonly packages: readonly string[];
  readonly why: string;
}

/** architecture.md's table. A type-only import counts: whoever knows a type knows its room. */
const ROOMS: Readonly<Record<string, Room>> = {
  'src/model': { may: [], packages: [], why: 'the words and decisions depend on nothing' },
  'src/protocol': { may: ['src/model'], packages: [], why: 'a contract is free of both its sides' },
  'src/engine': {
    may: ['src/model'],
    packages: [
      '@dagrejs/dagre',
      '@joplin/turndown-plugin-gfm',
      '@mozilla/readability',
      '@orama/stemmers/english',
      '@orama/stemmers/french',
      'cheerio/slim',
      'gpt-tokenizer/encoding/cl100k_base',
      'htmlparser2',
      'js-yaml',
      'linkedom',
      'robots-parser',
      'turndown',
      'yaml',
    ],
    why: 'the engine asks the world through ports and uses pure text libraries only',
  },
  'src/adapters': {
    may: ['src/model', 'src/engine'],
    packages: [
      'node:*',
      'avsc',
      'csv-parse',
      'csv-stringify/sync',
      'hyparquet',
      'hyparquet/src/assemble.js',
      'hyparquet/src/column.js',
      'hyparquet/src/convert.js',
      'hyparquet/src/schema.js',
      'hyparquet/src/thrift.js',
      'hyparquet-writer',
      'openai',
      'pg',
    ],
    why: 'an adapter makes ports real and knows no guest',
  },
  'src/temporal': {
    may: ['src/model', 'src/engine', 'src/adapters', 'l10n', 'package.json'],
    packages: [
      'node:*',
      '@temporalio/activity',
      '@temporalio/client',
      '@temporalio/common',
      '@temporalio/common/lib/proto-utils',
      '@temporalio/worker',
      '@temporalio/workflow',
    ],
    why: 'the same run on a Temporal server: nobody else knows its packages',
  },
  'src/cli': {
    may: ['src/model', 'src/engine', 'src/adapters', 'src/temporal', 'l10n', 'package.json'],
    packages: ['node:*'],
    why: 'the command line is a thin guest of the engine',
  },
  'src/extension': {
    may: ['src/model', 'src/protocol', 'l10n'],
    packages: ['node:*', 'vscode'],
    why: 'the extension speaks to the engine through the peer only, so that its host never blocks',
  },
  'src/engineHost': {
    may: ['src/model', 'src/engine', 'src/adapters', 'src/protocol', 'src/temporal', 'l10n', 'package.json'],
    packages: ['node:*'],
    why: 'the engine process joins the engine to the peer',
  },
  webview: {
    may: ['src/model', 'src/protocol'],
    packages: [
      'lit-html',
      'lit-html/directives/live.js',
      'lit-html/directives/ref.js',
      'lit-html/directives/repeat.js',
    ],
    why: 'a page knows its contract and nothing behind it',
  },
};

/** Entries are started, never imported. */
const ENTRIES = [
  'src/extension/activate.ts',
  'src/engineHost/main.ts',
  'src/cli/main.ts',
  'src/cli/start.ts',
  'src/adapters/converter/thread.ts',
  'src/adapters/learner/activityProcess.ts',
  'src/adapters/outputs/parquetWorker.ts',
  'src/adapters/quality/patternWorker.ts',
  'src/adapters/outputs/parquetWriter.ts',
  'src/temporal/worker.ts',
];
/** The adapters that may join the others: three guests need the same compositions. */
const COMPOSITIONS = ['', 'Api', 'Formats', 'Quality', 'Rules', 'TableExport', 'Tables', 'Workshop'].map(
  name => `src/adapters/compose${name}.ts`,
);
/** What every adapter may stand on: a call of Node's that hangs, made safe once, and files that are whole or not there. */
const GROUND = ['src/adapters/makeFolders.ts', 'src/adapters/durableFile.ts'];
/** What all pages are made of. */
const PAGES_SHARE = 'webview/common/';
const DRAWERS = ['utils', 'util', 'helpers', 'helper', 'common', 'shared', 'lib', 'misc'];
/** What reaches for the world without an import, and where it is forbidden. */
const WORLDLY = /\b(?:process\.|console\.|Date\.now\(|new Date\(\)|Math\.random\(|setTimeout\(|setInterval\(|fetch\()/;
const PURE = ['src/model', 'src/engine', 'src/protocol'];

const files = [...walk('src'), ...walk('webview')];
const imports = new Map(files.map(file => [file, importsOf(file)]));

describe.each(files)('%s', file => {
  const room = roomOf(file);
  const rules = ROOMS[room ?? ''];

  test('knows its room', () => {
    expect(rules, `${file} lives in no room of architecture.md`).toBeDefined();
    expect(
      file.split('/').filter(part => DRAWERS.includes(part) && !file.startsWith('webview/')),
      `${file} lies in a drawer: name what it is`,
    ).toEqual([]);
    expect(forbidden(file), `${room}: ${rules?.why}`).toEqual([]);
  });

  test('reaches for nothing of the world where it must not', () => {
    const reaches = PURE.includes(room ?? '') ? WORLDLY.exec(withoutComments(file))?.[0] : undefined;
    expect(reaches, 'time, chance and I/O come in through ports').toBeUndefined();
  });

  test('casts with a reason and has no default export', () => {
    expect(unexplainedCasts(file), 'as T needs a // SAFETY: reason on its line or the one before').toEqual([]);
    expect(/^export default/m.test(read(file)), 'no default exports').toBe(false);
  });
});

test('imports form no cycle, not even of types', () => {
  const seen = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (seen.get(file) === 'open') cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
    if (seen.has(file)) return;
    seen.set(file, 'open');
    for (const to of imports.get(file) ?? []) if (imports.has(to)) visit(to, [...trail, file]);
    seen.set(file, 'done');
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

test('only the peer posts messages', () => {
  const posting = files.filter(file => /\.postMessage\(/.test(withoutComments(file)));
  // The threads for conversion, reading, writing, patterns and a worker's activities speak one question and one answer,
  // inside one adapter each.
  expect(posting.sort()).toEqual([
    'src/adapters/cleaning/examiner.ts',
    'src/adapters/cleaning/thread.ts',
    'src/adapters/converter/pool.ts',
    'src/adapters/converter/thread.ts',
    'src/adapters/outputs/parquetWorker.ts',
    'src/adapters/outputs/parquetWriter.ts',
    'src/adapters/outputs/readingThread.ts',
    'src/adapters/outputs/tableWriting.ts',
    'src/adapters/quality/patternMatcher.ts',
    'src/adapters/quality/patternWorker.ts',
    'src/protocol/channel.ts',
    'src/temporal/activityThread.ts',
    'src/temporal/openActivityThread.ts',
  ]);
});

function forbidden(file: string): string[] {
  const room = roomOf(file) ?? '';
  const { may = [], packages = [] } = ROOMS[room] ?? {};
  return (imports.get(file) ?? []).filter(to => {
    if (!isPath(to)) return !packages.some(name => name === to || (name === 'node:*' && to.startsWith('node:')));
    if (ENTRIES.includes(to)) return true;
    const target = to.startsWith('l10n/') ? 'l10n' : (roomOf(to) ?? to);
    if (target === room) return isForbiddenNeighbour(file, to);
    return !may.includes(target);
  });
}

test('workflows are replayed: they know the model and their own kind, and nothing else', () => {
  const workflows = files.filter(file => /^src\/temporal\/workflows(?:\/|\.ts$)/.test(file));
  const strangers = workflows.flatMap(file =>
    (imports.get(file) ?? []).filter(
      to => !/^src\/(?:model|temporal\/workflows)\b/.test(to) && to !== '@temporalio/workflow',
    ),
  );
  expect(strangers).toEqual([]);
});

test('pages know lit-html through one file', () => {
  const doors = files.filter(file => file.startsWith('webview/') && imports.get(file)?.some(to => !isPath(to)));
  expect(doors).toEqual(['webview/common/lit.ts']);
});

/** Adapter ↔ adapter, feature ↔ feature, page ↔ page: each is a file, or a folder whose files belong together. */
function isForbiddenNeighbour(file: string, to: string): boolean {
  for (const [room, depth] of [
    ['src/adapters', 2],
    ['src/extension/features', 3],
    ['webview', 1],
  ] as const) {
    if (!file.startsWith(`${room}/`) || !to.startsWith(`${room}/`)) continue;
    const unit = (name: string) => (name.split('/')[depth] ?? '').replace(/\.ts$/, '');
    if (COMPOSITIONS.includes(to)) return true;
    if (to.startsWith(PAGES_SHARE) || GROUND.includes(to)) return false;
    if (!COMPOSITIONS.includes(file) && unit(file) !== unit(to)) return true;
  }
  return false;
}

function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(read(file), true, true);
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? path.posix.join(path.posix.dirname(file), fileName) : fileName,
  );
}

const isPath = (to: string): boolean =>
  /^(?:src|webview|test|l10n|workshop|media)\/|^\.\.?\//.test(to) || to.endsWith('.ts') || to === 'package.json';

function roomOf(file: string): string | undefined {
  return Object.keys(ROOMS).find(room => file.startsWith(`${room}/`));
}

function unexplainedCasts(file: string): string[] {
  const lines = read(file).split('\n');
  const source = ts.createSourceFile(file, lines.join('\n'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) {
      // Prettier may put the type on a line of its own: the reason stands before the expression or beside its end.
      const first = source.getLineAndCharacterOfPosition(node.getStart()).line;
      const last = source.getLineAndCharacterOfPosition(node.end).line;
      const near = lines.slice(Math.max(0, first - 2), last + 1).join('\n');
      if (!near.includes('SAFETY:')) found.push(`${file}:${first + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function withoutComments(file: string): string {
  return read(file).replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g, ' ');
}

function read(file: string): string {
  return fs.readFileSync(file, 'utf8');
}

function walk(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => path.posix.join(folder, name.split(path.sep).join('/')))
    .filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.includes('/generated/'));
}
