import { toProblem } from '../../../model/problem.ts';
import type { ChunksSubject, ScopeSource } from '../../../protocol/chunks.ts';
import type { Guest } from '../../guest.ts';
import { sameRun, type ChunkNode, type SourceNode } from '../../nodes.ts';
import { createSignal, type Listenable } from '../../signal.ts';

/** What the view is about: the last Source or collection that was picked, wherever; over a reload, too. */
export interface ScopeHolder {
  pick(node: SourceNode): void;
  /** One chunk, in its Source; in its collection when that is not the run's own. */
  pickChunk(node: ChunkNode): Promise<void>;
  /** Another address of the run that is shown. */
  pickUri(uri: string): void;
  /** null: the picked Source again. */
  showCollection(name: string | null): void;
  /** Neither Source nor collection: what the newest run wrote. */
  forget(): void;
  subject(): Promise<ChunksSubject>;
  readonly changed: Listenable<void>;
}

interface Choice {
  readonly node: SourceNode | null;
  /** A collection instead of the Source. */
  readonly collection: string | null;
}

const MEMORY = 'chunks.choice';
const NOTHING: Choice = { node: null, collection: null };

export function createScopeHolder(guest: Guest): ScopeHolder {
  const { store, folders, engine, context } = guest;
  const changed = createSignal<void>();
  let choice = restored(context.workspaceState.get(MEMORY));
  const wanted = holdOnce<NonNullable<ChunksSubject['wanted']>>();

  function choose(next: Choice): void {
    wanted.put(null);
    if (JSON.stringify(next) === JSON.stringify(choice)) return;
    choice = next;
    void context.workspaceState.update(MEMORY, next);
    changed.fire();
  }

  const pick = (node: SourceNode) => choose({ node, collection: null });

  async function pickChunk({ workDir, runId, collection, uri, chunkId }: ChunkNode): Promise<void> {
    const { own } = await engine.ask.collections({ workDir, runId });
    choose({ node: { kind: 'source', workDir, runId, uri }, collection: collection === own ? null : collection });
    wanted.put({ uri, chunkId });
    changed.fire();
  }

  /** The tree shows another run: the same page in it is what was picked, if it is there. */
  async function follow(): Promise<void> {
    const [run, { node, collection }] = [store.picked(), choice];
    if (run === null || node === null || sameRun(run, node) || run.workDir !== node.workDir) return changed.fire();
    const sources = await store.loadSources(run);
    if (!sources.some(({ uri }) => uri === node.uri)) return changed.fire();
    choose({ node: { ...node, runId: run.runId }, collection });
  }

  guest.own(
    guest.sourcePicked.listen(pick),
    store.pickedChanged.listen(() => void follow().catch(guest.notices.thrown)),
  );

  async function subject(): Promise<ChunksSubject> {
    await folders.follow();
    const { node, collection } = choice;
    const run = collection === null && node !== null ? node : store.picked();
    const picked = node && { uri: node.uri, title: store.source(node, node.uri)?.title ?? null };
    const about = { scope: null, source: null, picked, collections: [], wanted: null, problem: null };
    const folderOpen = folders.all().length > 0;
    if (run === null) return { ...about, folderOpen };
    try {
      const place = { workDir: run.workDir, runId: run.runId };
      const { own, collections } = await engine.ask.collections(place);
      const uri = run === node ? node.uri : null;
      const source = uri === null ? null : await sourceOf(guest, { ...place, kind: 'source', uri });
      const scope = { ...place, collection: uri === null ? (collection ?? own) : own, uri };
      const title = source === null ? (picked?.title ?? null) : source.title;
      const found = { scope, source, picked: picked && { ...picked, title }, collections, wanted: wanted.take() };
      return { ...about, ...found, folderOpen };
    } catch (error) {
      // The work folder was cleared: that there is no run is no fault.
      if (store.picked() === null) return { ...about, picked: null, folderOpen };
      return { ...about, problem: toProblem(error), folderOpen };
    }
  }

  return {
    ...{ pick, pickChunk, subject, changed },
    pickUri: uri => choice.node && pick({ ...choice.node, uri }),
    showCollection: collection => choose({ ...choice, collection }),
    forget: () => choose(NOTHING),
  };
}

/** What is told to the first who asks. */
function holdOnce<T>() {
  let held: T | null = null;
  return {
    put: (value: T | null) => void (held = value),
    take(): T | null {
      const taken = held;
      held = null;
      return taken;
    },
  };
}

async function sourceOf({ store }: Guest, node: SourceNode): Promise<ScopeSource | null> {
  await store.loadSources(node);
  const found = store.source(node, node.uri);
  if (found === null) return null;
  const { uri, title, outcome, reason, aliasOf } = found;
  return { uri, title, outcome, reason, aliasOf };
}

/** What an earlier session left, as far as it can be used. */
function restored(kept: unknown): Choice {
  if (typeof kept !== 'object' || kept === null) return NOTHING;
  // SAFETY: each member is checked below.
  const { node, collection } = kept as Partial<Record<keyof Choice, unknown>>;
  return { node: isSourceNode(node) ? node : null, collection: typeof collection === 'string' ? collection : null };
}

function isSourceNode(value: unknown): value is SourceNode {
  if (typeof value !== 'object' || value === null) return false;
  const members: Partial<Record<string, unknown>> = { ...value };
  return members['kind'] === 'source' && ['workDir', 'runId', 'uri'].every(name => typeof members[name] === 'string');
}
