import { foldAny } from '../../model/journal.ts';
import type { JournalEvent } from '../../model/event.ts';
import type { MeasureEnum, WorkshopGuess } from '../../model/generated/types.ts';
import type { SourceState } from '../../model/runState.ts';
import { DEFAULT_K } from '../../model/workshop/checkKeys.ts';
import { isRecord } from '../inputModel.ts';
import { readChunks } from '../readChunks.ts';
import { isSource } from './judge/judgement.ts';
import type { CheckWorld } from './workshopPorts.ts';

export type Measured = Pick<WorkshopGuess, 'truth' | 'source' | 'question' | 'ask' | 'input'>;

/**
 * Each of the newest run, of one Source where `guess.source` names it; counts of that of `guess.input` where one is named,
 * `previewed` of an input that need not have run.
 * Null: there is no such run, no index, nothing to preview.
 */
export const measure = async (world: CheckWorld, guess: Measured): Promise<number | null> => MEASURES[guess.truth](world, guess);

type Measure = (world: CheckWorld, guess: Measured) => Promise<number | null>;

const MEASURES: Readonly<Record<MeasureEnum, Measure>> = {
  /** Addresses that the run took up, whatever became of them: of INPUT, and those that crawling found. */
  sources: ofSources(sources => sources.length),
  /** Files that its stages wrote, or took over from an earlier run; of INDEXING there are none. */
  artifacts: ofSources(sources => sum(sources, ({ activities }) => [...activities.values()].filter(({ artifact }) => artifact !== null).length)),
  /** Chunks that it put into the index; where it does not index, that CHUNKING wrote. A page that is indexed whole is one. */
  chunks: ofSources(sources => sum(sources, ({ activities }) => activities.get('INDEXING')?.chunks ?? activities.get('CHUNKING')?.chunks ?? 0)),
  tokens,
  tokens_per_question: tokensPerQuestion,
  /** How often an activity was begun, first attempts included; one that was taken over from an earlier run was not. */
  attempts: ofEvents(({ eventType }) => eventType === 'ActivityTaskStarted'),
  /** Pages that servers were asked for, failed attempts included; not robots.txt, sitemaps, or the hops of a redirect. */
  requests: ofEvents(isRequest),
  previewed,
};

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number => items.reduce((total, item) => total + of(item), 0);

function ofSources(count: (sources: readonly SourceState[]) => number): Measure {
  return async (world, { source, input }) => {
    const run = foldAny((await world.events(input))?.events ?? []);
    if (run?.workflowType !== 'IngestionWorkflow') return null;
    return count(run.state.sources.filter(one => isSource(one.source.uri, source)));
  };
}

function ofEvents(isOne: (event: JournalEvent) => boolean): Measure {
  return async (world, { source, input }) => {
    const told = await world.events(input);
    const isOf = ({ attributes }: JournalEvent) => !source || ('uri' in attributes && isSource(attributes.uri, source));
    return told ? told.events.filter(event => isOne(event) && isOf(event)).length : null;
  };
}

const ASKING: readonly string[] = ['CRAWLING', 'SCRAPING', 'API_PAGE'];

/** SCRAPING takes what CRAWLING fetched: it asked nothing then, and has no bytes of its own. */
function isRequest({ eventType, attributes }: JournalEvent): boolean {
  if (!('activityType' in attributes) || !ASKING.includes(attributes.activityType)) return false;
  if (attributes.activityType === 'API_PAGE') return eventType === 'ActivityTaskStarted';
  return eventType === 'ActivityTaskFailed' || (eventType === 'ActivityTaskCompleted' && 'bytes' in attributes);
}

/** Of the most refined text that it has of each Source, which is what INDEXING takes: chunks, else Markdown, else the page. */
async function tokens(world: CheckWorld, { source }: Measured): Promise<number | null> {
  const best = new Map<string, string>();
  for (const stage of ['CHUNKING', 'CONVERTION', 'SCRAPING'] as const) {
    const found = await world.artifacts(stage);
    if (!found) return null;
    for (const { uri, path, text } of found) {
      if (best.has(uri) || !isSource(uri, source)) continue;
      best.set(uri, stage === 'CHUNKING' ? readChunks(text, { path }).map(chunk => chunk.text).join('\n') : text);
    }
  }
  let total = 0;
  for (const text of best.values()) total += await world.countTokens(text);
  return total;
}

/** Of a question and the five best passages that go to a model with it; `ask` is the question, else what the learner is asked. */
async function tokensPerQuestion(world: CheckWorld, { ask, question, source }: Measured): Promise<number | null> {
  const asked = ask ?? Object.values(question)[0] ?? '';
  const found = await world.search(asked, DEFAULT_K);
  if (!found) return null;
  const passages = found.filter(({ uri }) => isSource(uri, source)).map(({ text }) => text);
  return world.countTokens([asked, ...passages].join('\n'));
}

/** Pages that a run of `input` would fetch: asked of the site now, nothing is kept. */
async function previewed({ cli }: CheckWorld, { input, source }: Measured): Promise<number | null> {
  if (!input) return null;
  const { result } = await cli.run(['ingest', input, '--preview'], new AbortController().signal);
  const addresses = result?.['addresses'];
  if (!Array.isArray(addresses)) return null;
  return addresses.filter(one => isRecord(one) && one['action'] === 'fetch' && isSource(String(one['uri']), source)).length;
}
