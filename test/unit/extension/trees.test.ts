import { describe, expect, it } from 'vitest';
import type { SourceView, StageView } from '../../../src/model/view.ts';
import {
  sharedHost,
  sourceItem,
  sourcesDescription,
  sourcesMessage,
  stageItem,
} from '../../../src/extension/features/sources/view.ts';
import { plugText } from '../../../src/extension/features/plug/view.ts';
import { endNotice } from '../../../src/extension/features/progress/view.ts';
import { partsOf, wholeRuns } from '../../../src/extension/features/runs/parts.ts';
import { factItem, factsOf, runItem } from '../../../src/extension/features/runs/view.ts';
import type { ItemView } from '../../../src/extension/itemView.ts';
import type { KnownRun } from '../../../src/extension/nodes.ts';
import type { Text } from '../../../src/extension/text.ts';
import { textIn } from './catalogue.ts';
import { counts, key, line, run, source, stage, stages } from './views.ts';

const [en, fr] = [textIn('en'), textIn('fr')];
const nnb = '\u202f';

function sourceItems(view: SourceView, text: Text): ItemView[] {
  const node = { kind: 'source', ...key, uri: view.uri } as const;
  const children = view.stages.map(s => stageItem({ ...node, kind: 'stage', stage: s.stage }, s, text));
  return [sourceItem(node, view, text), ...children];
}

function runItems(view: KnownRun, text: Text): ItemView[] {
  const facts = factsOf(view).map(what => factItem({ kind: 'fact', ...key, what }, view, text));
  return [runItem({ kind: 'run', ...key }, view, text), ...facts];
}

const tree = (items: readonly ItemView[]): string => items.map((item, at) => line(item, at === 0 ? 0 : 1)).join('\n');
const text = (lines: string): string => lines.trim().replace(/^ {4}/gm, '');

const failing = source('http://127.0.0.1:4173/tarifs/', {
  title: 'Tarifs',
  outcome: 'IN_PROGRESS',
  stages: stages(
    stage('CRAWLING', 'COMPLETED', { attempts: 1 }),
    stage('SCRAPING', 'WAITING', {
      attempts: 3,
      retryAt: '2026-11-21T09:00:12.000Z',
      problem: { kind: 'transient', code: 'made_up', params: { status: 429 } },
    }),
  ),
});

const done = source('http://127.0.0.1:4173/lignes/n%C2%BA7', {
  outcome: 'COMPLETED',
  stages: [
    stage('CRAWLING', 'REUSED', { attempts: 1 }),
    stage('SCRAPING', 'COMPLETED', { attempts: 2, artifact: 'runs/r1/scraping/lignes-3f.html' }),
    stage('CONVERTION', 'COMPLETED', { attempts: 1, artifact: 'runs/r1/conversion/lignes-3f.md' }),
    stage('CHUNKING', 'COMPLETED', { attempts: 1, artifact: 'runs/r1/chunking/lignes-3f.yaml', chunks: 12 }),
    stage('INDEXING', 'COMPLETED', { attempts: 1 }),
  ],
});

describe('the tree of Sources', () => {
  it('shows where a Source waits, how often it was tried and when it goes on', () => {
    expect(tree(sourceItems(failing, en))).toBe(
      text(`
    (clockface) Tarifs  Waiting · 3 attempts · next attempt at 09:00:12 · Scraping
      (pass) Crawling  Completed
      (clockface) Scraping  Waiting · 3 attempts · next attempt at 09:00:12 · The engine reports “made_up” {"status":429}. This message is missing from the extension: the log has the rest.
      (discovered) Conversion  Not started
      (discovered) Chunking  Not started
      (discovered) Indexing  Not started`),
    );
  });

  it('opens what each stage wrote, in French too', () => {
    expect(tree(sourceItems(done, fr))).toBe(
      text(`
    (pass) 127.0.0.1:4173/lignes/nº7  Terminée · 12 morceaux
      (check) Exploration  Reprise
      (pass) Collecte  Terminée · 2 tentatives →
      (pass) Conversion  Terminée →
      (pass) Découpage  Terminée · 12 morceaux →
      (pass) Indexation  Terminée`),
    );
  });

  it('says in a word and a shape how a Source ended', () => {
    const one = (view: SourceView) => line(sourceItem({ kind: 'source', ...key, uri: view.uri }, view, fr));
    const reason = { code: 'no_artifact', params: { uri: 'x' } };
    expect([
      one(source('http://h/a')),
      one(source('http://h/b', { outcome: 'ALIAS', aliasOf: 'http://h/a' })),
      one(source('http://h/c', { outcome: 'SKIPPED', reason })),
      one(source('http://h/d', { outcome: 'ERROR', stages: stages(stage('CRAWLING', 'ERROR', { attempts: 1 })) })),
      one(source('x', { outcome: 'ERROR', reason, stages: stages(stage('CRAWLING', 'ERROR', { attempts: 5 })) })),
    ]).toEqual([
      '(discovered) h/a  Découverte',
      '(alias) h/b  Doublon · h/a',
      '(circle-slash) h/c  Ignorée · X n’a encore rien écrit. Exécutez-la d’abord.',
      '(error) h/d  En erreur · Exploration',
      '(error) x  En erreur · 5 tentatives · Cette page n’a encore rien écrit. Exécutez-la d’abord.',
    ]);
  });

  it('tells a screen reader the name, the state and the address', () => {
    const [item] = sourceItems(failing, en);
    expect(item?.accessibility).toBe(`Tarifs, ${item?.description}, http://127.0.0.1:4173/tarifs/`);
    for (const view of [...sourceItems(done, fr), ...runItems(run(), fr)]) expect(view.accessibility).not.toBe('');
  });

  it('opens the chunks of a Source by a click on its indexing, when there are any', () => {
    const node = { kind: 'stage', ...key, uri: done.uri, stage: 'INDEXING' } as const;
    const click = (chunks: number | null) =>
      stageItem(node, stage('INDEXING', 'COMPLETED', { attempts: 1, chunks }), en).command;
    expect(click(12)).toEqual({ id: 'ingestionWorkshop.showChunks', title: 'Chunks', node });
    expect(click(null)).toBeUndefined();
  });

  it('offers an artifact only where there is one', () => {
    expect(sourceItems(done, en).map(item => item.contextValue)).toEqual([
      'source artifact',
      'stage setting',
      'stage artifact',
      'stage artifact setting',
      'stage artifact setting',
      'stage setting',
    ]);
  });

  it('stands still where the run does: parked, or canceled', () => {
    const node = { kind: 'source', ...key, uri: failing.uri } as const;
    const around = { host: null, stopped: true };
    const scraping = failing.stages[1] ?? stage('SCRAPING', 'WAITING');
    const canceled = source('http://h/', { outcome: 'ERROR', reason: { code: 'canceled', params: {} } });
    expect([
      line(sourceItem(node, failing, en, around)),
      line(stageItem({ ...node, kind: 'stage', stage: 'SCRAPING' }, scraping, en, around)),
      line(sourceItem(node, canceled, en)),
    ]).toEqual([
      '(debug-pause) Tarifs  Parked · Scraping',
      '(debug-pause) Scraping  Parked',
      '(stop-circle) h  Canceled',
    ]);
  });

  it('says what was in flight when the engine stopped, and that it ran again', () => {
    const node = { kind: 'source', ...key, uri: done.uri } as const;
    const around = { host: null, stopped: true };
    const scraping = stage('SCRAPING', 'RUNNING', { attempts: 1 });
    const torn = source('http://h/', {
      outcome: 'IN_PROGRESS',
      stages: stages(stage('CRAWLING', 'COMPLETED'), scraping),
    });
    const again = stage('SCRAPING', 'COMPLETED', { attempts: 2, interruptions: 1 });
    const row = (view: typeof scraping, at = around) =>
      line(stageItem({ ...node, kind: 'stage', stage: 'SCRAPING' }, view, en, at));
    expect([
      line(sourceItem(node, torn, en, around)),
      row(scraping),
      row(again, { host: null, stopped: true }),
    ]).toEqual([
      '(debug-pause) h  In flight · Scraping',
      '(debug-pause) Scraping  In flight',
      '(pass) Scraping  Ran again after a stop · Completed · 2 attempts',
    ]);
  });

  it('says which part of the key made a stage run again, in both languages', () => {
    const settings = [{ name: 'recursive_chunking_config.chunk_size', before: null, after: '300' }];
    const why = { because: 'changed', parts: ['config', 'input'], settings } as const;
    const row = (text: Text) => {
      const node = { kind: 'stage', ...key, uri: 'http://h/', stage: 'CHUNKING' } as const;
      return stageItem(node, stage('CHUNKING', 'COMPLETED', { attempts: 1, why }), text);
    };
    expect(row(en).description).toBe('Ran again: configuration (chunk_size: default → 300), input · Completed');
    expect(row(fr).description).toContain('configuration (chunk_size\u00a0: par défaut → 300), entrée');
    expect(row(en).tooltip).toContain('It ran because this changed');
  });

  it('names the model and what it took, says that letters are no meaning, and hides no refused chunk', () => {
    const use = { model: 'offline', embedded: 3, fromCache: 1, tokens: 1200, costUsd: 0 };
    const node = { kind: 'stage', ...key, uri: 'http://h/', stage: 'INDEXING' } as const;
    const item = (embedding: StageView['embedding'], text: Text) =>
      stageItem(node, stage('INDEXING', 'COMPLETED', { chunks: 3, refused: 1, embedding }), text);
    expect(item(use, en).tooltip).toContain('(lexical, not semantic\\)\\: made 3, from cache 1, tokens 1,200');
    expect(item(use, fr).tooltip).toContain('lexical, pas sémantique');
    expect(item({ ...use, model: 'small', costUsd: 0.0042 }, en).tooltip).toContain('0\\.0042');
    expect(item(use, en).description).toContain('1 chunk refused by the model');
    const page = source('http://h/', {
      outcome: 'COMPLETED',
      stages: [stage('INDEXING', 'COMPLETED', { refused: 2 })],
    });
    expect(sourceItem({ kind: 'source', ...key, uri: page.uri }, page, en).description).toContain('2 chunks refused');
  });

  it('leaves the host away where all Sources share it', () => {
    const host = sharedHost(['http://h:1/', 'http://h:1/a/b', 'http://h:1/c']);
    const label = (uri: string) =>
      sourceItem({ kind: 'source', ...key, uri }, source(uri), en, { host, stopped: false }).label;
    expect(['http://h:1/', 'http://h:1/a/b', 'http://h:10/a'].map(label)).toEqual(['h:1', '/a/b', 'h:10/a']);
    expect(sharedHost(['http://h/', 'http://i/'])).toBeNull();
    expect(sharedHost(['http://h/a'])).toBeNull();
  });

  it('lets no page put a link or a command in a tooltip', () => {
    const evil = source('http://h/', { title: '[click](command:x) ![](http://evil) <b>$(bug)' });
    const tooltip = sourceItems(evil, en)[0]?.tooltip ?? '';
    expect(tooltip).toContain(String.raw`\[click\]\(command\:x\) \!\[\]\(http\:`);
    expect(tooltip).not.toMatch(/(?<!\\)[<$]|(?<!\\)\]\(/);
  });

  it('names the run beside its title', () => {
    expect(sourcesDescription(run(), en)).toBe('mobilite · 21 Nov, 09:00');
    expect(sourcesDescription(null, en)).toBe('');
  });

  it('says where the work of a run without Sources is seen', () => {
    expect(sourcesMessage(run({ workflowType: 'ApiIngestionWorkflow', status: 'COMPLETED' }), null, en)).toContain(
      'Datasets',
    );
    expect(sourcesMessage(run({ status: 'COMPLETED' }), null, en)).toBe('');
    expect(sourcesMessage(null, null, en)).toBe('');
  });
});

describe('the tree of runs', () => {
  it('shows a run that is on with what is left', () => {
    const view = run({ counts: counts({ completed: 32, error: 2 }), open: 26, owner: 'pid 7' });
    expect(tree(runItems(view, en))).toBe(
      text(`
    (in-progress) 21 Nov, 09:00  In progress · 2 errors · 34 of 60 Sources
      (pass) Completed  32
      (error) Error  2
      (discovered) Not ended  26
      (file) Input  mobilite.ingest.yaml →
      (server-process) Run by  pid 7`),
    );
  });

  it('shows what a killed engine left in the middle, and what its resume kept and ran again', () => {
    const torn = run({ status: 'PARKED', counts: counts({ completed: 1 }), open: 1, inFlight: 2, results: 7 });
    expect(line(runItem({ kind: 'run', ...key }, torn, en))).toContain('Parked · 2 in flight · 1 of 2 Sources');
    expect(plugText(4711, [torn, torn], en)).toBe(
      'The engine process 4711 was killed, as by a power cut. 4 activities were in flight and will run again; 14 results kept. Resume goes on from the journal.',
    );
    const resumed = run({ status: 'COMPLETED', resumed: { kept: 7, again: 1 } });
    expect(tree(runItems(resumed, en))).toContain('(debug-restart) Resumed  7 results kept, 1 activity ran again');
    expect(endNotice(resumed, fr)?.message).toContain('7 résultats gardés, 1 activité exécutée à nouveau');
  });

  it('shows an ingestion from an API by its rows and days, and offers to try again what failed', () => {
    const api = { pages: 12, rows: 11_200, deadLetters: 1, partitions: 31, outputDir: './data/bronze', parent: null };
    const failure = { kind: 'transient', code: 'http_unavailable', params: { status: 503, uri: 'http://h/' } } as const;
    const failed = run({ workflowType: 'ApiIngestionWorkflow', status: 'FAILED', api, failure });
    const item = runItem({ kind: 'run', ...key }, failed, en);
    expect(item.description).toContain('API · 11,200 rows · 31 days · 1 dead letter');
    expect(item.contextValue).toContain('failed');
    expect(tree(runItems(failed, en))).toContain('(database) Dataset  ./data/bronze');
    expect(tree(runItems(failed, en))).not.toContain('Completed');
    expect(endNotice(failed, fr)?.actions).toContain('retryFailed');
  });

  it('shows an ended run with its duration, figures as the French write them', () => {
    const view = run({
      status: 'COMPLETED',
      endedAt: '2026-11-21T09:01:05.000Z',
      counts: counts({ completed: 1234, skipped: 1 }),
    });
    expect(tree(runItems(view, fr))).toBe(
      text(`
    (pass) 21 nov., 09:00  Terminée · 1${nnb}235 Sources · 1:05
      (pass) Terminées  1${nnb}234
      (circle-slash) Ignorées  1
      (watch) Durée  1:05
      (file) Entrée  mobilite.ingest.yaml →`),
    );
  });

  it('shows that a completed run was not all well', () => {
    const view = run({
      status: 'COMPLETED',
      endedAt: '2026-11-21T09:00:09.000Z',
      counts: counts({ completed: 1, error: 1 }),
    });
    expect(line(runItem({ kind: 'run', ...key }, view, en))).toBe(
      '(warning) 21 Nov, 09:00  Completed · 1 error · 2 Sources · 0:09',
    );
  });

  it('tells the menus what fits', () => {
    const context = (view: KnownRun) => runItem({ kind: 'run', ...key }, view, en).contextValue;
    expect(context(run({ counts: counts({ error: 1 }) }))).toBe('run running');
    expect(context(run({ status: 'PARKED' }))).toBe('run resumable');
    expect(context(run({ status: 'CANCELED' }))).toBe('run resumable');
    expect(context(run({ status: 'COMPLETED', counts: counts({ error: 1 }) }))).toBe('run failed');
    expect(context(run({ backEnd: 'temporal' }))).toBe('run remote running');
  });

  it('says of a run on Temporal where it is, to the eye and to a screen reader', () => {
    const { description, accessibility } = runItem({ kind: 'run', ...key }, run({ backEnd: 'temporal' }), en);
    expect(description).toMatch(/^Temporal · /);
    expect(accessibility).toContain(', Temporal · ');
  });

  it('says first why a run failed as a whole', () => {
    const failure = { kind: 'system', code: 'not_saved', params: { path: 'p' }, file: 'f', line: 3 } as const;
    expect(tree(runItems(run({ status: 'FAILED', failure }), fr)).split('\n')[1]).toBe(
      `  (error) Échec  p n’a pas pu être enregistré, rien n’a donc été exécuté. Enregistrez-le, puis relancez. (f:3)`,
    );
  });

  it('says nothing of the figures of a run on a server that nobody has read', () => {
    const unread = run({ status: 'COMPLETED', backEnd: 'temporal', figures: 'unread', inputFile: null });
    expect(tree(runItems(unread, en))).toBe(
      text(`
    (pass) 21 Nov, 09:00  Temporal · Completed
      (cloud-download) Figures  not read yet`),
    );
    const api = { pages: 0, rows: 0, deadLetters: 0, partitions: 0, outputDir: '', parent: null };
    const [item] = runItems({ ...unread, workflowType: 'ApiIngestionWorkflow', api, figures: 'unreadable' }, fr);
    expect(item?.description).toBe('Temporal · Terminée · API');
  });

  it('says why a run does not move, in the line that offers what helps', () => {
    const params = { queue: 'TS', count: 2, seconds: 12 };
    const standing = {
      about: 'queue',
      ok: false,
      said: 'doctor.temporal.unserved',
      params,
      fix: 'startWorker',
    } as const;
    const [item, line1] = runItems(run({ backEnd: 'temporal', standing }), en);
    expect(item?.description).toMatch(/^Temporal · Does not move/);
    expect(item?.icon).toEqual({ codicon: 'warning', color: 'charts.yellow' });
    expect(line1).toMatchObject({ label: 'Does not move', contextValue: 'fact standing startWorker' });
    expect(line1?.description).toMatch(/^Nobody takes work from TS \(waiting: 2, the first for 12 s\)/);
    expect(line1?.command).toMatchObject({ id: 'ingestionWorkshop.diagnoseTemporal', node: { kind: 'run', ...key } });
    expect(runItems(run({ inFlight: 2, steps: 7 }), fr).map(({ description }) => description)).toContain(
      '2 · 7 étapes',
    );
  });

  it('has the days of a backfill under it, and those of one that is gone among the others', () => {
    const api = { pages: 0, rows: 0, deadLetters: 0, partitions: 0, outputDir: '', parent: 'b' };
    const backfill = run({ runId: 'b', workflowType: 'BackfillWorkflow' });
    const day = run({ runId: 'b-1', workflowType: 'ApiIngestionWorkflow', api });
    const orphan = run({ runId: 'o', workflowType: 'ApiIngestionWorkflow', api: { ...api, parent: 'gone' } });
    const elsewhere = { ...day, workDir: '/other' };
    const all = [day, orphan, backfill, elsewhere];
    expect(wholeRuns(all)).toEqual([orphan, backfill, elsewhere]);
    expect(partsOf(backfill, all)).toEqual([day]);
    expect(partsOf(orphan, all)).toEqual([]);
  });
});
