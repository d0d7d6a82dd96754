import { hostPort } from '../../model/address.ts';
import type { RunOptions } from '../../model/event.ts';
import type { IngestionWorkflowInput, Source } from '../../model/generated/types.ts';
import type { CrawlPreview } from '../../model/preview/preview.ts';
import { DEFAULT_RETRY_POLICY } from '../../model/retry.ts';
import { startRun, type RunState } from '../../model/runState.ts';
import { byStage } from '../../model/stage.ts';
import { withoutPassword } from '../../model/withoutPassword.ts';
import { type Activity, runSettings, type RunSettings } from '../activity.ts';
import { createCrawlSource, type CrawlWatch } from '../activities/crawlSource.ts';
import { fetchedAddress } from '../activities/fetchedAddress.ts';
import { createArtifactNames } from '../artifactNames.ts';
import { HEARTBEAT_TIMEOUT_MS, PER_HOST } from '../driveRun.ts';
import type { Execution } from '../execution.ts';
import { refusePrivate } from '../followRedirects.ts';
import type { Ports } from '../ports.ts';
import { chosenSources } from '../prepareInput.ts';
import { createRobotsGate, type RobotsGate } from '../robotsGate.ts';
import { runWorkflow } from '../runWorkflow.ts';
import { createSitemaps } from '../sitemap/sitemaps.ts';
import type { WorkFolderParts } from '../workFolderParts.ts';
import type { PreviewRequest } from './previewRequest.ts';
import { createNotes, type Notes } from './notes.ts';
import { NO_JOURNAL, previewPorts, type RequestTally } from './previewPorts.ts';
import { tellPreview } from './tellPreview.ts';

/**
 * What a run of this input would fetch and leave out, and why. It is that run, with the same loop and the same crawler, of
 * CRAWLING alone, in memory: robots.txt, sitemaps and the pages above the last level are loaded, nothing is written, and
 * of a page of the last level only what forbids it is looked at.
 */
export async function previewCrawl(parts: WorkFolderParts, request: PreviewRequest): Promise<CrawlPreview> {
  const startedMs = parts.ports.clock.now().getTime();
  const tally: RequestTally = { count: 0, ms: 0 };
  const options: RunOptions = { ...request.options, only: null, from: null };
  const input = { ...request.input, sources: [...chosenSources(request.input, options, parts.ports)] };
  const ports = previewPorts(parts.portsFor(options), tally);
  const state = begin(ports, crawlOf(input), options);
  const inputHosts = [...new Set(input.sources.flatMap(({ uri }) => hostPort(uri) ?? []))];
  const settings = runSettings(options, { headers: request.headers, inputHosts });
  const notes = createNotes();
  const gate = createRobotsGate(ports, settings);
  await runWorkflow(executionOf({ parts, request, ports, state, settings, gate, notes }));
  const durationMs = parts.ports.clock.now().getTime() - startedMs;
  return tellPreview({
    state,
    input,
    asked: request.input,
    notes,
    tally,
    durationMs,
    isCancelled: request.signal.aborted,
  });
}

/** CRAWLING alone; where INPUT does not ask for it no page is opened. */
function crawlOf(input: IngestionWorkflowInput): IngestionWorkflowInput {
  const follows = input.stages?.includes('CRAWLING') ?? true;
  const sources = follows ? input.sources : input.sources.map((source): Source => ({ ...source, max_depth: 0 }));
  return { ...withoutPassword(input), stages: ['CRAWLING'], sources };
}

const begin = (ports: Ports, input: IngestionWorkflowInput, options: RunOptions): RunState =>
  startRun({
    eventId: 1,
    eventTime: ports.clock.now().toISOString(),
    eventType: 'WorkflowExecutionStarted',
    attributes: { workflowType: 'IngestionWorkflow', workflowId: 'preview', input, options, identity: 'preview' },
  });

interface Preparing {
  readonly parts: WorkFolderParts;
  readonly request: PreviewRequest;
  readonly ports: Ports;
  readonly state: RunState;
  readonly settings: RunSettings;
  readonly gate: RobotsGate;
  readonly notes: Notes;
}

function executionOf({ parts, request, ports, state, settings, gate, notes }: Preparing): Execution {
  const { options } = state;
  const crawl = createCrawlSource(gate, createSitemaps(ports, settings, gate), watchOf(notes, ports));
  const never: Activity = () => Promise.reject(new Error('a preview has one stage'));
  return {
    ...{ state, ports, settings },
    journal: NO_JOURNAL,
    activities: { ...byStage(() => never), CRAWLING: lookOrCrawl(crawl, gate, notes) },
    codeVersions: parts.codeVersions,
    policy: { ...DEFAULT_RETRY_POLICY, maximumAttempts: options.maximumAttempts },
    limits: { concurrency: options.concurrency, perHost: PER_HOST },
    heartbeatTimeoutMs: HEARTBEAT_TIMEOUT_MS,
    identity: 'preview',
    nameOf: createArtifactNames(state, ports.hash.sha256),
    cancel: new AbortController().signal,
    park: request.signal,
    onEvent: ({ eventType }) => {
      if (!eventType.startsWith('ActivityTask')) return;
      if (eventType !== 'ActivityTaskStarted' && eventType !== 'ActivityTaskScheduled') notes.ended += 1;
      request.onProgress?.(notes.ended, state.sources.length);
    },
  };
}

/** A page of the last level is not asked for; what would forbid it is. */
const lookOrCrawl =
  (crawl: Activity, gate: RobotsGate, notes: Notes): Activity =>
  async (context, source) => {
    const uri = fetchedAddress(source);
    const { refusal, delayMs } = await gate.look(uri, context);
    notes.delays.set(new URL(uri).origin, delayMs);
    if ((source.max_depth ?? 0) > 0) return crawl(context, source);
    if (refusal) return { source, skipped: refusal };
    await refusePrivate(context, uri);
    return { source, discovered: [] };
  };

const watchOf = (notes: Notes, { hash }: Ports): CrawlWatch => ({
  onPage: (source, page, listing) => notes.page(source, page, { sha256: hash.sha256(page.body), listing }),
  onLink: (source, link) => notes.link(source, link),
});
