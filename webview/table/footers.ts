import type { ChunkLayout, FileLayout } from '../../src/protocol/table.ts';
import { load, WAITING, type Loaded } from '../common/states.ts';
import type { Screen } from './acts.ts';
import type { Footers } from './parts.ts';

/** Asks where nobody has asked yet; drawn again when the answer is there. */
export function layoutOf(screen: Screen): Loaded<FileLayout> {
  const { layouts, file } = footersOf(screen);
  return once({ known: layouts, key: String(file), draw: screen.world.draw }, () => screen.world.ask.layout({ file }));
}

export function chunksOf(screen: Screen, group: number): Loaded<readonly ChunkLayout[]> {
  const { chunks, file } = footersOf(screen);
  return once({ known: chunks, key: `${file} ${group}`, draw: screen.world.draw }, () =>
    screen.world.ask.groupLayout({ file, group }),
  );
}

/** Asks again what could not be read. */
export function retryFooters({ state, world }: Screen): void {
  const { layouts, chunks } = state.schema.footers;
  for (const known of [layouts, chunks])
    for (const [key, { state: is }] of known) if (is === 'failed') known.delete(key);
  world.draw();
}

export function footersOf({ state, head }: Screen): Footers {
  const { footers } = state.schema;
  if (footers.of === head) return footers;
  footers.layouts.clear();
  footers.chunks.clear();
  const part = head.files.find(({ name }) => name === footers.name) ?? head.files[0];
  return Object.assign(footers, { of: head, file: part?.at ?? 0 });
}

interface Cache<T> {
  readonly known: Map<string, Loaded<T>>;
  readonly key: string;
  draw(): void;
}

function once<T>({ known, key, draw }: Cache<T>, ask: () => Promise<T>): Loaded<T> {
  const there = known.get(key);
  if (there) return there;
  const waiting: Loaded<T> = { ...WAITING };
  known.set(key, waiting);
  void load(ask, loaded => {
    // It is being drawn right now; or nobody waits for it any more: the table was opened again.
    if (loaded.state === 'waiting' || known.get(key) !== waiting) return;
    known.set(key, loaded);
    draw();
  });
  return waiting;
}
