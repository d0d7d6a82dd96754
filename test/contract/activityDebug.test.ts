import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/clock.ts';
import { loadConverter } from '../../src/adapters/converter/load.ts';
import { nodeHash } from '../../src/adapters/hash.ts';
import { createActivityProcess } from '../../src/adapters/learner/processes.ts';
import { thisRuntime, type Runtime } from '../../src/adapters/learner/runtime.ts';
import { readActivityCode } from '../../src/engine/learner/readActivityCode.ts';
import { runActivityCase } from '../../src/engine/learner/runActivityCase.ts';
import { sampleCase } from '../../src/engine/learner/sampleCase.ts';
import type { ActivityTrial } from '../../src/model/workshop/activityCase.ts';
import { createFakeArtifacts, createFakePorts } from '../fakes/ports.ts';

/** Real processes, and their debugger's own protocol: https://chromedevtools.github.io/devtools-protocol/ */
const ENTRY = path.resolve('src/adapters/learner/activityProcess.ts');
const FILE = 'activities/chunking.ts';
const CODE = `import type { ChunkConfig, ChunkContext, Source } from './ingestion-workshop.d.ts';
interface Counted { readonly words: number }

export default async function chunkSource(context: ChunkContext, source: Source, config: ChunkConfig): Promise<Source> {
  const markdown: string = await context.read();
  const counted: Counted = { words: markdown.split(/\\s+/).length };
  context.log('words', counted.words);
  return { ...source, chunking_file_path: await context.write(await context.split(markdown, config)) };
}
`;
/** Of the line with `Counted =`, from 1, and where its value begins, behind a type, from 0. */
const LINE = 6;
const COLUMN = CODE.split('\n')[LINE - 1]?.indexOf('{ words');

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach(folder => rmSync(folder, { recursive: true, force: true })));

/** A package.json as `npm init` writes it: of other files it says that they are no modules. */
function layOut(text = CODE): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'iw-debug-')));
  folders.push(folder);
  mkdirSync(path.join(folder, 'activities'));
  writeFileSync(path.join(folder, 'package.json'), '{"type":"commonjs"}');
  writeFileSync(path.join(folder, FILE), text);
  return folder;
}

interface Tried {
  readonly folder: string;
  readonly runtime?: Runtime;
  readonly signal?: AbortSignal;
  onReady?(port: number): void;
}

async function tryOut({ folder, runtime, signal, onReady }: Tried): Promise<ActivityTrial & { warned: string[] }> {
  const warned: string[] = [];
  const log = { ...createFakePorts().log, write: (_: string, code: string) => void warned.push(code) };
  const artifacts = createFakeArtifacts({ [FILE]: readFileSync(path.join(folder, FILE), 'utf8') });
  const trial = await runActivityCase({
    code: await readActivityCode(FILE, { artifacts, hash: nodeHash }),
    case: sampleCase('CHUNKING'),
    away: createActivityProcess(log, runtime),
    world: { clock: systemClock, hash: nodeHash, converter: await loadConverter(), log },
    signal: signal ?? new AbortController().signal,
    deadlineMs: onReady ? 100 : 10_000,
    ...(onReady && { debug: { folder, onReady } }),
  });
  return { ...trial, warned };
}

type Told = Readonly<Record<string, unknown>>;

/** As an editor does: breakpoints first, then the program may begin. */
async function attach(port: number, file: string) {
  const list: unknown = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
  const address = String(Reflect.get(Object(Reflect.get(Object(list), 0)), 'webSocketDebuggerUrl'));
  const socket = new WebSocket(address);
  const heard: { readonly method: string; readonly params: Told }[] = [];
  const waiting = new Map<number, (result: Told) => void>();
  const listeners = new Set<() => void>();
  socket.onmessage = ({ data }) => {
    const message: { id?: number; result?: Told; method?: string; params?: Told } = JSON.parse(String(data));
    if (message.id !== undefined) waiting.get(message.id)?.(message.result ?? {});
    else heard.push({ method: message.method ?? '', params: message.params ?? {} });
    listeners.forEach(listener => listener());
  };
  await new Promise(resolve => (socket.onopen = resolve));
  let last = 0;
  const ask = (method: string, params: Told = {}): Promise<Told> =>
    new Promise(resolve => {
      waiting.set(++last, resolve);
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  const event = (method: string): Promise<Told> =>
    new Promise(resolve => {
      const look = (): void => {
        const found = heard.find(one => one.method === method);
        if (found) resolve(found.params);
      };
      listeners.add(look);
      look();
    });
  await ask('Runtime.enable');
  await ask('Debugger.enable');
  await ask('Debugger.setBreakpointByUrl', { url: pathToFileURL(file).href, lineNumber: LINE - 1 });
  return { ask, event, close: () => socket.close() };
}

interface Paused {
  readonly callFrameId: string;
  readonly location: { readonly lineNumber: number; readonly columnNumber: number };
}

describe('an activity under a debugger', () => {
  test('stops at its line, shows a variable, is given all the time it wants, and goes on to its end', async () => {
    const folder = layOut();
    let port: (port: number) => void = () => undefined;
    const ready = new Promise<number>(resolve => (port = resolve));
    const trial = tryOut({ folder, onReady: port });
    const editor = await attach(await ready, path.join(folder, FILE));
    await editor.ask('Runtime.runIfWaitingForDebugger');
    const { callFrames } = await editor.event('Debugger.paused');
    // SAFETY: as the protocol says of `Debugger.paused`.
    const [top] = callFrames as readonly Paused[];
    // Types are gone and every column stays.
    expect(top?.location).toMatchObject({ lineNumber: LINE - 1, columnNumber: COLUMN });
    const asked = { callFrameId: top?.callFrameId, expression: 'markdown.length > 100', returnByValue: true };
    expect(await editor.ask('Debugger.evaluateOnCallFrame', asked)).toMatchObject({ result: { value: true } });
    // Longer than its deadline.
    await new Promise(resolve => setTimeout(resolve, 300));
    await editor.ask('Debugger.resume');
    const { args } = await editor.event('Runtime.consoleAPICalled');
    expect(args).toMatchObject([{ value: 'words' }, { type: 'number' }]);
    const { problem, chunks, source, log } = await trial;
    editor.close();
    expect(problem).toBeNull();
    expect(chunks.length).toBeGreaterThan(0);
    expect(source?.chunking_file_path).toBe('case.yaml');
    expect(log).toHaveLength(1);
  }, 30_000);

  test('is ended where it stands', async () => {
    const folder = layOut();
    const stop = new AbortController();
    let port: (port: number) => void = () => undefined;
    const ready = new Promise<number>(resolve => (port = resolve));
    const trial = tryOut({ folder, onReady: port, signal: stop.signal });
    const editor = await attach(await ready, path.join(folder, FILE));
    await editor.ask('Runtime.runIfWaitingForDebugger');
    await editor.event('Debugger.paused');
    stop.abort(new Error('enough'));
    const { problem, source } = await trial;
    expect([problem?.params, source]).toEqual([{ message: 'enough' }, null]);
    await expect(fetch(`http://127.0.0.1:${await ready}/json/list`)).rejects.toThrow();
    editor.close();
  }, 30_000);
});

/** What another Node says of itself. */
function nodeAt(execPath: string): (Runtime & { readonly version: string }) | undefined {
  try {
    const asked = '[process.version, ...process.allowedNodeEnvironmentFlags].join(" ")';
    const said = execFileSync(execPath, ['-p', asked], { encoding: 'utf8' });
    const [version = '', ...flags] = said.trim().split(' ');
    return { ...thisRuntime(ENTRY), execPath, version, has: flag => flags.includes(flag) };
  } catch {
    return undefined;
  }
}

/** As our build makes it of the entry: an older Node could not read that. */
const BUNDLED = { bundle: true, platform: 'node', format: 'cjs', target: 'node20' } as const;

describe('runtimes that know less', () => {
  test('one without a permission model runs it all the same, and says once what is missing', async () => {
    const runtime = { ...thisRuntime(ENTRY), has: (flag: string) => flag === '--experimental-strip-types' };
    const { problem, chunks, warned } = await tryOut({ folder: layOut(), runtime });
    expect(problem).toBeNull();
    expect(chunks.length).toBeGreaterThan(0);
    expect(warned).toEqual(['activity_unguarded']);
  }, 30_000);

  test('one that refuses a flag that it is said to know is started without its guards', async () => {
    const runtime = { ...thisRuntime(ENTRY), has: (flag: string) => flag !== '--permission' };
    const { problem, warned } = await tryOut({ folder: layOut(), runtime });
    expect(problem).toBeNull();
    expect(warned).toEqual(['activity_unguarded']);
  }, 30_000);

  const older = nodeAt('/usr/bin/node');
  const isOlder = older !== undefined && /^v(?:18|20|22\.[0-5])\./.test(older.version);
  test.skipIf(!isOlder)('one that knows no TypeScript says so', async () => {
    const folder = layOut();
    const entry = path.join(folder, 'activityProcess.cjs');
    await build({ ...BUNDLED, entryPoints: [ENTRY], outfile: entry });
    const { problem } = await tryOut({ folder, runtime: { ...older!, entry } });
    expect(problem).toMatchObject({ code: 'activity_no_typescript', params: { version: older?.version } });
  });
});
