import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPracticeSite, type PracticeSite } from '../../src/adapters/practiceServer/practiceSite.ts';
import { createPlayer, QUESTION, RAG, type Player } from './ragPlayer.ts';

/** The story that the workshop `rag` tells, played in its order: each part leaves what the next one finds. */
let folder: string;
let site: PracticeSite;
let player: Player;
/** Tokens per question after each part. */
const tokens: Record<string, number> = {};
/** The same with one passage, whatever else is in the index. */
const withBest: Record<string, number> = {};
const countTokens = async (part: string): Promise<void> => {
  tokens[part] = await player.tokensPerQuestion();
  withBest[part] = await player.tokensPerQuestion(1);
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'iw-rag-'));
  // @ts-expect-error the build script is plain JavaScript
  const { build } = await import('../../build.mjs');
  await build({ outdir: path.join(folder, 'dist') });
  symlinkSync(path.resolve('workshop'), path.join(folder, 'workshop'), 'junction');
  site = await startPracticeSite({ contentDir: path.resolve('workshop/practice-site') });
  const learner = path.join(folder, 'learner');
  mkdirSync(learner);
  player = createPlayer({ folder: learner, cli: path.join(folder, 'dist', 'cli.js'), siteUrl: site.url });
}, 240_000);
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

/** What surrounds an article and answers nobody: cookie banner and menu. */
const AROUND = ['Gestion des cookies', 'Tout accepter', 'Menu principal'];
const ANSWER = "L'abonnement annuel peut être suspendu une fois, de un à trois mois, pour un stage";

const best = async () => {
  const [first] = await player.ask();
  return { uri: first && new URL(first.uri).pathname, title: first?.title, text: first?.text ?? '' };
};
const around = (text: string): string[] => AROUND.filter(one => text.includes(one));

test('the texts ask the question that the story is about', () => {
  for (const language of player.workshop.languages)
    expect(
      readFileSync(path.join(RAG, language, 'discover', 'start-site.md'), 'utf8').replaceAll('\u00a0', ' '),
    ).toContain(QUESTION);
});

describe('after part 1', () => {
  test('the best passage answers, with menu and cookie banner; then the index is empty', async () => {
    expect(await player.ask()).toEqual([]);
    expect(await player.play('discover', ['empty-index'])).toEqual([]);
    const { uri, text } = await best();
    expect(uri).toBe('/vie-pratique/pass-jeune');
    expect(text).toContain(ANSWER);
    expect(around(text)).toEqual(AROUND);
    await countTokens('discover');
    expect(await player.run('empty-index')).toMatchObject({ code: 0, result: { chunks: 1 } });
    expect(await player.ask()).toEqual([]);
  }, 60_000);
});

describe('after part 2', () => {
  test('four raw pages cost more than one did', async () => {
    expect(await player.play('index-raw', ['pull-plug'])).toEqual([]);
    const { uri, text } = await best();
    expect(uri).toBe('/vie-pratique/pass-jeune');
    expect(around(text)).toEqual(AROUND);
    await countTokens('index-raw');
    expect(tokens['index-raw']).toBeGreaterThan(tokens['discover'] ?? Infinity);
  }, 60_000);

  test('the plug is pulled in the middle of indexing, and nothing is lost or done twice that had a result', async () => {
    const child = player.start('ingest', 'inputs/plug.ingest.yaml', '--json');
    await expect.poll(() => completed(events()).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
    child.kill('SIGKILL');
    await new Promise(resolve => child.once('close', resolve));
    const before = completed(events());
    expect(before.length).toBeLessThan(8);
    expect(await player.run('resume')).toMatchObject({
      code: 0,
      result: { status: 'success', sources: { completed: 8 } },
    });
    const all = completed(events());
    expect(all.slice(0, before.length)).toEqual(before);
    expect(new Set(all).size).toBe(8);
    expect(all).toHaveLength(8);
    expect(again(events()).every(uri => !before.includes(uri))).toBe(true);
    expect(await player.run('chunks', '--collection', 'plug')).toMatchObject({ result: { total: 8 } });
  }, 120_000);
});

describe('after part 3', () => {
  test('the best passage is the article alone, and a question costs a fraction', async () => {
    expect(await player.play('clean')).toEqual([]);
    const { uri, title, text } = await best();
    expect(uri).toBe('/vie-pratique/pass-jeune');
    expect(title?.replace('\u00a0', ' ')).toBe('Pass Jeune : prix, pièces à fournir et demande');
    expect(text).toContain(ANSWER);
    expect(around(text)).toEqual([]);
    await countTokens('clean');
    expect(tokens['clean']).toBeLessThan((tokens['discover'] ?? 0) / 4);
    expect(tokens['clean']).toBeLessThan((tokens['index-raw'] ?? 0) / 16);
  }, 60_000);
});

describe('after part 4', () => {
  test('the section is there, the sick addresses have cost nothing, and the question still finds its page', async () => {
    expect(await player.play('crawl')).toEqual([]);
    const { uri, text } = await best();
    expect(uri).toBe('/vie-pratique/pass-jeune');
    expect(text).toContain(ANSWER);
    expect(around(text)).toEqual([]);
    expect(await player.run('ingest', 'inputs/crawl.ingest.yaml', '--preview')).toMatchObject({ code: 0 });
    await countTokens('crawl');
    expect(tokens['crawl']).toBeLessThan((tokens['discover'] ?? 0) / 3);
  }, 120_000);

  test('eight of ten addresses are duplicates or lead nowhere, as the quiz says', async () => {
    const { result } = await player.run('ingest', 'inputs/addresses.ingest.yaml');
    const quiz = player.workshop.parts.flatMap(({ steps }) => steps).find(({ id }) => id === 'same-page')?.quiz;
    const right = quiz?.answers.filter(one => one.right === true) ?? [];
    expect(result['sources']).toEqual({ discovered: 10, completed: 2, error: 2, skipped: 0, alias: right.length });
  }, 60_000);
});

describe('after part 5', () => {
  test('the answer itself ranks first, for a fraction of the tokens', async () => {
    expect(await player.play('chunk')).toEqual([]);
    const { uri, text } = await best();
    expect(uri).toBe('/vie-pratique/pass-jeune');
    expect(text).toContain(ANSWER);
    expect(text.length).toBeLessThanOrEqual(400);
    await countTokens('chunk');
    expect(tokens['chunk']).toBeLessThan((tokens['crawl'] ?? 0) / 4);
    expect(tokens['chunk']).toBeLessThan((tokens['clean'] ?? 0) / 2);
  }, 120_000);

  test('the best passage costs less after each part that changes what is indexed, and never more', () => {
    const { discover = 0, 'index-raw': raw = 0, clean = 0, crawl = 0, chunk = 0 } = withBest;
    expect([raw, crawl]).toEqual([discover, clean]);
    expect(clean).toBeLessThan(raw / 4);
    expect(chunk).toBeLessThan(crawl / 4);
  });

  test('of ten questions, chunks of 400 answer more at first sight than chunks of 200', async () => {
    const evaluate = ['search', '--evaluate', 'questions.search.yaml', '--k', '1'];
    const recall = async (...more: string[]) => Number((await player.run(...evaluate, ...more)).result['recall_at_k']);
    const small = await recall('--collection', 'small');
    expect(small).toBeGreaterThan(0);
    expect(await recall()).toBeGreaterThan(small);
  }, 60_000);
});

interface Told {
  readonly eventType: string;
  readonly attributes: { readonly activityType?: string; readonly uri?: string; readonly attempt?: number };
}

/** Of the newest run; a line that is being written is not read. */
function events(): readonly Told[] {
  const runs = path.join(folder, 'learner', '.ingestion-workshop', 'runs');
  const newest = readdirSync(runs).sort().at(-1) ?? '';
  const lines = readFileSync(path.join(runs, newest, 'journal.jsonl'), 'utf8')
    .split('\n')
    .slice(0, -1);
  return lines.map(line => JSON.parse(line) as Told); // SAFETY: the journal's form.
}

const ofIndexing = (told: readonly Told[], type: string): readonly Told[] =>
  told.filter(({ eventType, attributes }) => eventType === type && attributes.activityType === 'INDEXING');

/** Addresses, in the order of their results; none of the run before, which had four. */
const completed = (told: readonly Told[]): string[] =>
  told.some(({ attributes }) => attributes.uri?.endsWith('/amendes'))
    ? ofIndexing(told, 'ActivityTaskCompleted').map(({ attributes }) => attributes.uri ?? '')
    : [];

/** Addresses whose indexing was begun a second time. */
const again = (told: readonly Told[]): string[] =>
  ofIndexing(told, 'ActivityTaskStarted').flatMap(({ attributes }) =>
    (attributes.attempt ?? 1) > 1 ? [attributes.uri ?? ''] : [],
  );
