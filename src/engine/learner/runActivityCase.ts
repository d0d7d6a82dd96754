import type { ActivityCase, ActivityTrial } from '../../model/workshop/activityCase.ts';
import { toProblem } from '../../model/problem.ts';
import type { ActivityContext, RunSettings } from '../activity.ts';
import { createRobotsGate } from '../robotsGate.ts';
import type { ActivityCode, ActivityDebug, ActivityProcess, SaidLine } from './activityProcess.ts';
import { CASE_SETTINGS, createCaseWorld, type CasePorts } from './caseWorld.ts';
import { perform, SERVE } from './learnerActivity.ts';

export interface CaseRequest {
  readonly code: ActivityCode;
  readonly case: ActivityCase;
  readonly away: ActivityProcess;
  readonly world: CasePorts;
  readonly signal: AbortSignal;
  readonly deadlineMs?: number;
  readonly debug?: ActivityDebug;
  /** Where `world.http` is the network. */
  readonly settings?: RunSettings;
  /** Told on the way, too. */
  onLine?(line: string): void;
}

const EXTENSIONS = { CRAWLING: 'json', SCRAPING: 'html', CONVERTION: 'md', CHUNKING: 'yaml', INDEXING: 'none' };

/**
 * A learner's file tried on one case: what it returned, wrote, found and said, or why not. Nothing is recorded and
 * nothing is indexed. Never throws for what the code does.
 */
export async function runActivityCase(request: CaseRequest): Promise<ActivityTrial> {
  const { case: tried, signal, settings = CASE_SETTINGS } = request;
  const { stage, source } = tried;
  const ports = createCaseWorld(tried, request.world);
  const context: ActivityContext = {
    ports,
    settings,
    input: { ...tried.input, sources: [source] },
    runId: 'case',
    key: 'case',
    artifactPath: `case.${EXTENSIONS[stage]}`,
    readInput: () => ports.artifacts.readInput(tried.source.uri),
    signal,
    heartbeat: () => undefined,
  };
  const gate = createRobotsGate(ports, settings);
  const served = SERVE[stage]({ context, source, gate });
  const log: string[] = [];
  const onLine = (line: SaidLine): void => {
    const text = 'text' in line ? line.text : `… (${line.cutBytes})`;
    log.push(text);
    request.onLine?.(text);
  };
  const done = await perform({ ...request, stage, gate, onLine }, { context, source, served }).catch(
    (thrown: unknown) => ({ problem: toProblem(thrown) }),
  );
  const { discovered = [], chunks = [] } = served.given?.() ?? {};
  const written = ports.files.get(context.artifactPath);
  return {
    source: 'source' in done ? done.source : null,
    skipped: 'skipped' in done ? done.skipped : null,
    problem: 'problem' in done ? done.problem : null,
    artifact: written ? new TextDecoder().decode(written) : null,
    ...{ discovered, chunks, log },
  };
}
