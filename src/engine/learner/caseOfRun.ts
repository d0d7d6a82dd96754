import type { ActivityCase } from '../../model/workshop/activityCase.ts';
import { fail } from '../../model/problem.ts';
import type { RunState, SourceState } from '../../model/runState.ts';
import { STAGES, type Stage } from '../../model/stage.ts';
import { fetchedAddress } from '../activities/fetchedAddress.ts';
import { clearLaterStages, readStageInput } from '../activityInput.ts';
import type { Http, Ports } from '../ports.ts';

/** A page that a run has fetched, as its server gave it. */
export interface KeptPage {
  readonly uri: string;
  readonly contentType: string | null;
  readonly body: Uint8Array;
}

export interface RunCase {
  readonly case: ActivityCase;
  /** CRAWLING and SCRAPING: what the run fetched; null where nothing is left of it, and its server is asked. */
  readonly page: KeptPage | null;
}

interface Asked {
  readonly state: Pick<RunState, 'byUri' | 'input'>;
  readonly uri: string;
  readonly stage: Stage;
  contentType(uri: string): string | null;
}

type Disk = Pick<Ports, 'artifacts' | 'hash'>;

/**
 * What a stage of a run worked on, as a case to try a file on. Throws data `case_source_unknown` and what reading that
 * file throws: `no_input_for_stage` where the run did not come so far.
 */
export async function caseOfRun(ports: Disk, { state, uri, stage, contentType }: Asked): Promise<RunCase> {
  const source = state.byUri.get(uri);
  if (!source) throw fail('data', 'case_source_unknown', { uri });
  const { sources: _, ...input } = state.input;
  const tried = { stage, source: asBefore(source, stage), input };
  if (stage !== 'CRAWLING' && stage !== 'SCRAPING') {
    const work = new TextDecoder().decode(await readInputOf(ports, source, stage));
    return { case: { ...tried, work }, page: null };
  }
  const body = await readInputOf(ports, source, 'CONVERTION').catch(() => null);
  const kept = body && { uri: fetchedAddress(source.source), contentType: contentType(uri), body };
  return { case: tried, page: kept };
}

const readInputOf = (ports: Disk, source: SourceState, stage: Stage): Promise<Uint8Array> =>
  readStageInput({ ports }, { source, stage });

/** Without what this stage and those after it made of it. */
function asBefore({ source }: SourceState, stage: Stage): SourceState['source'] {
  const before = STAGES[STAGES.indexOf(stage) - 1] ?? stage;
  return { ...clearLaterStages(source, before), current_stage: stage, current_status: 'IN_PROGRESS' };
}

/** Answers for a page that is kept, robots.txt of its site included, which has let it through; asks the network for all else. */
export function answerKept(http: Http, page: KeptPage | null): Http {
  if (!page) return http;
  const robots = new URL('/robots.txt', page.uri).href;
  const html = { 'content-type': page.contentType ?? 'text/html' };
  return {
    ...http,
    async get(request) {
      if (request.url === page.uri) return { status: 200, headers: html, body: page.body };
      return request.url === robots ? { status: 404, headers: {}, body: new Uint8Array() } : http.get(request);
    },
  };
}
