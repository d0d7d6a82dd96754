import { describe, expect, it } from 'vitest';
import type { SourceView } from '../../../src/model/view.ts';
import { createStore } from '../../../src/extension/store.ts';
import { key, run, source } from './views.ts';

const { workDir } = key;

function storeWith(sources: readonly SourceView[] = []) {
  const asked: string[] = [];
  const store = createStore(({ runId }) => {
    asked.push(runId);
    return Promise.resolve(sources);
  });
  const heard: string[] = [];
  store.runsChanged.listen(() => heard.push('runs'));
  store.pickedChanged.listen(() => heard.push('picked'));
  store.sourcesChanged.listen(({ changed, added }) => heard.push(`changed ${changed.join()} added ${added.join()}`));
  return { store, asked, heard };
}

const old = run({ runId: 'old', startedAt: '2026-11-20T09:00:00.000Z', status: 'COMPLETED' });
const now = run({ runId: 'now' });

describe('store', () => {
  it('lists runs newest first and shows the newest', () => {
    const { store } = storeWith();
    store.feed.runs(workDir, [old, now]);
    expect(store.runs().map(r => r.runId)).toEqual(['now', 'old']);
    expect(store.picked()?.runId).toBe('now');
  });

  it('stays with the picked run when another one starts', () => {
    const { store, heard } = storeWith();
    store.feed.runs(workDir, [old]);
    store.pick({ workDir, runId: 'old' });
    store.feed.runs(workDir, [old, now]);
    expect(store.picked()?.runId).toBe('old');
    expect(heard).toEqual(['runs', 'picked', 'runs']);
  });

  it('shows a run that was picked before it was told', () => {
    const { store, heard } = storeWith();
    store.feed.runs(workDir, [old]);
    store.pick({ workDir, runId: 'now' });
    expect(store.picked()?.runId).toBe('old');
    store.feed.run(workDir, now);
    expect(store.picked()?.runId).toBe('now');
    expect(heard.at(-1)).toBe('picked');
  });

  it('asks for Sources once, and names only what changed afterwards', async () => {
    const { store, asked, heard } = storeWith([source('a'), source('b')]);
    store.feed.runs(workDir, [now]);
    const runKey = { workDir, runId: 'now' };
    store.feed.sources(runKey, [source('before anybody looked')]);
    await store.loadSources(runKey);
    store.feed.sources(runKey, [source('b', { outcome: 'COMPLETED' }), source('c')]);
    expect((await store.loadSources(runKey)).map(s => `${s.uri} ${s.outcome}`)).toEqual([
      'a DISCOVERED',
      'b COMPLETED',
      'c DISCOVERED',
    ]);
    expect(asked).toEqual(['now']);
    expect(heard.slice(2)).toEqual(['changed b added c']);
  });

  it('asks again when something changed while it asked', async () => {
    const answers = [[source('a')], [source('a', { outcome: 'COMPLETED' }), source('b')]];
    const store = createStore(async () => {
      const answer = answers.shift() ?? [];
      if (answers.length > 0) store.feed.sources(key, [source('b')]);
      return Promise.resolve(answer);
    });
    const [first, second] = await Promise.all([store.loadSources(key), store.loadSources(key)]);
    expect(first.map(s => `${s.uri} ${s.outcome}`)).toEqual(['a COMPLETED', 'b DISCOVERED']);
    expect(second).toEqual(first);
    expect(answers).toEqual([]);
  });

  it('keeps two work folders apart', () => {
    const { store } = storeWith();
    store.feed.runs('/one', [now]);
    store.feed.runs('/two', [now]);
    store.feed.runs('/one', []);
    expect(store.runs().map(r => r.workDir)).toEqual(['/two']);
  });

  it('parks what ran when the engine process is lost, and asks again once a new one speaks', async () => {
    const { store, asked, heard } = storeWith([source('a')]);
    store.feed.runs(workDir, [now]);
    const runKey = { workDir, runId: 'now' };
    await store.loadSources(runKey);
    heard.length = 0;
    store.feed.lost();
    expect(store.run(runKey)?.status).toBe('PARKED');
    expect(store.source(runKey, 'a')?.uri).toBe('a');
    expect(heard).toEqual(['runs']);
    store.feed.runs(workDir, [now]);
    expect(heard).toEqual(['runs', 'runs', 'picked']);
    await store.loadSources(runKey);
    expect(asked).toEqual(['now', 'now']);
  });

  it('shows the run that was picked in the window before, if it is still there, and the newest otherwise', () => {
    const nothing = () => Promise.resolve([]);
    const store = createStore(nothing, { workDir, runId: 'old' });
    store.feed.runs(workDir, [old, now]);
    expect(store.picked()?.runId).toBe('old');
    store.feed.runs(workDir, [now]);
    expect(store.picked()?.runId).toBe('now');
  });
});
