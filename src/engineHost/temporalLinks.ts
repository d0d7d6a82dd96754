import type { RunsListener } from '../adapters/runs/followRuns.ts';
import { fail, toProblem, type Problem } from '../model/problem.ts';
import { diagnose, type Diagnosis } from '../model/temporal/diagnose.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';
import type { TemporalStatus } from '../protocol/temporal.ts';
import type { OpenTemporal, TemporalBackEnd } from '../temporal/backEnd.ts';

export interface TemporalLinks {
  /** Connects, or lets go when null; answers when the first attempt is over. */
  use(workDir: string, place: TemporalPlace | null): Promise<TemporalStatus>;
  /** Null: not connected. While the server is away it is there still, with what was last known. */
  backEnd(workDir: string): TemporalBackEnd | null;
  /** Refused with why, when there is none. */
  need(workDir: string): TemporalBackEnd;
  /** Why a run does not move, or whether any would. That nobody answered yet is a finding. */
  diagnose(workDir: string, runId: string | null): Promise<readonly Diagnosis[]>;
  /** The one that the place names; whoever waits for it is connected. */
  createNamespace(workDir: string, place: TemporalPlace): Promise<void>;
  close(): Promise<void>;
}

/** Of the client's bundle. */
export interface TemporalBundle {
  readonly openTemporal: OpenTemporal;
  createNamespace(place: TemporalPlace): Promise<void>;
}

export interface TemporalLinksWorld {
  /** Loads the client: some megabytes that nobody reads before. */
  load(): Promise<TemporalBundle>;
  listener(workDir: string): RunsListener;
  onStatus(workDir: string, status: TemporalStatus): void;
  /** ms between attempts to connect; a test's are short. */
  readonly pauses?: readonly number[];
}

/** The last is kept to: a server that was started by hand is found within it. */
const PAUSES: readonly number[] = [500, 1000, 2000, 3000];

interface Link {
  readonly place: TemporalPlace;
  backEnd: TemporalBackEnd | null;
  problem: Problem | null;
  isClosed: boolean;
  timer?: NodeJS.Timeout;
}

/** The server of each work folder: connected, away, and connected again without anybody's doing. */
export function createTemporalLinks(world: TemporalLinksWorld): TemporalLinks {
  const links = new Map<string, Link>();
  const pauses = world.pauses ?? PAUSES;

  function tell(workDir: string, link: Link, problem: Problem | null): void {
    if (link.isClosed) return;
    link.problem = problem;
    world.onStatus(workDir, statusOf(link));
  }

  async function connect(workDir: string, link: Link, attempt: number): Promise<void> {
    try {
      const { openTemporal: open } = await world.load();
      const onAway = (problem: Problem | null) => tell(workDir, link, problem);
      const backEnd = await open({ place: link.place, workDir, listener: world.listener(workDir), onAway });
      if (link.isClosed) return await backEnd.close();
      link.backEnd = backEnd;
      tell(workDir, link, null);
      world.listener(workDir).onRuns(backEnd.follower.summaries());
    } catch (error) {
      if (link.isClosed) return;
      tell(workDir, link, toProblem(error));
      const pause = pauses[Math.min(attempt, pauses.length - 1)] ?? 0;
      link.timer = setTimeout(() => void connect(workDir, link, attempt + 1), pause).unref();
    }
  }

  async function letGo(workDir: string): Promise<void> {
    const link = links.get(workDir);
    links.delete(workDir);
    if (!link) return;
    link.isClosed = true;
    clearTimeout(link.timer);
    await link.backEnd?.close().catch(() => undefined);
  }

  return {
    async use(workDir, place) {
      const known = links.get(workDir);
      if (known && place && JSON.stringify(known.place) === JSON.stringify(place)) return statusOf(known);
      const gone = letGo(workDir);
      // In the same stroke: who asks for another place meanwhile must find this link, to let it go.
      const link: Link | null = place && { place, backEnd: null, problem: null, isClosed: false };
      if (link) links.set(workDir, link);
      await gone;
      if (known) world.listener(workDir).onRuns([]);
      if (!link || link.isClosed) return { state: 'off' };
      await connect(workDir, link, 0);
      return statusOf(link);
    },
    backEnd: workDir => links.get(workDir)?.backEnd ?? null,
    need: workDir => backEndOf(links.get(workDir)),
    async createNamespace(workDir, place) {
      await (await world.load()).createNamespace(place);
      const link = links.get(workDir);
      if (!link || link.backEnd) return;
      clearTimeout(link.timer);
      await connect(workDir, link, 0);
    },
    diagnose: async (workDir, runId) => diagnoseLink(links.get(workDir), runId),
    close: async () => void (await Promise.all([...links.keys()].map(letGo))),
  };
}

function backEndOf(link: Link | undefined): TemporalBackEnd {
  if (link?.backEnd) return link.backEnd;
  throw link?.problem ? fail(link.problem.kind, link.problem.code, link.problem.params) : fail('usage', 'temporal_off');
}

function statusOf({ backEnd, problem, isClosed }: Link): TemporalStatus {
  if (isClosed) return { state: 'off' };
  if (problem) return { state: 'away', problem };
  return backEnd ? { state: 'connected', serverVersion: backEnd.serverVersion } : { state: 'connecting' };
}

async function diagnoseLink(link: Link | undefined, runId: string | null): Promise<readonly Diagnosis[]> {
  if (link?.backEnd) return link.backEnd.diagnose(runId);
  if (!link?.problem) return [];
  const { address, namespace } = link.place;
  return diagnose({ address, namespace, connection: link.problem, queues: [], run: null });
}
