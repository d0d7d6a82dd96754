import { isLoopback } from '../model/network.ts';
import { ProblemError, toProblem, type Params } from '../model/problem.ts';
import { parseRetryAfter } from '../model/retryAfter.ts';
import type { RunSettings } from './activity.ts';
import { type Answer, followRedirects } from './followRedirects.ts';
import { createTurns } from './politeTurns.ts';
import type { Ports } from './ports.ts';
import { ALL_ALLOWED, readRobots, type RobotsRules } from './robots.ts';

/** Why a page is left out without fault. */
export interface Refusal {
  readonly code: 'robots_disallowed' | 'robots_unavailable';
  readonly params: Params;
}

export interface RobotsGate {
  /** Resolves when the page may be asked for, after the pause that its host wishes; a Refusal when it may not. */
  pass(uri: string, visit: Visit): Promise<Refusal | undefined>;
  /** The same without taking a turn, for a page that nobody asks for; with the pause that its host wishes. */
  look(uri: string, visit: Visit): Promise<Look>;
}

export interface Look {
  readonly refusal: Refusal | undefined;
  /** 0 for this machine. */
  readonly delayMs: number;
  /** Named by robots.txt. */
  readonly sitemaps: readonly string[];
}

export interface Visit {
  readonly signal: AbortSignal;
  heartbeat(): void;
}

type Verdict = { readonly rules: RobotsRules } | { readonly unavailable: number };

/** RFC 9309 section 2.5 asks a reader to take at least 500 KiB. */
const MAX_ROBOTS_BYTES = 2_000_000;
/** A 5xx leaves a whole host aside, so it is asked three times; milliseconds before the second and third. */
const PAUSES_MS = [1_000, 2_000];
const LONGEST_PAUSE_MS = 10_000;

const NOTHING_SAID = { delayMs: 0, sitemaps: [] };

/** One for a run: robots.txt is read once an origin, however many Sources ask at the same time. */
export function createRobotsGate(ports: Ports, settings: RunSettings): RobotsGate {
  const verdicts = new Map<string, Promise<Verdict>>();
  const turns = createTurns(ports.clock);

  async function verdictOf(origin: string, signal: AbortSignal): Promise<Verdict> {
    const known = verdicts.get(origin);
    const verdict = known ?? askForRobots({ ports, settings, signal }, origin);
    verdicts.set(origin, verdict);
    try {
      return await verdict;
    } catch (thrown) {
      // Not kept: a retry asks again. One that only waited for another's question, now cancelled, asks itself.
      if (verdicts.get(origin) === verdict) verdicts.delete(origin);
      if (known && !signal.aborted && !(thrown instanceof ProblemError)) return verdictOf(origin, signal);
      throw thrown;
    }
  }

  async function look(uri: string, visit: Visit): Promise<Look> {
    const { origin, hostname } = new URL(uri);
    const verdict = await verdictOf(origin, visit.signal).catch((thrown: unknown) => {
      throw asOfPage(thrown, uri);
    });
    if ('unavailable' in verdict) {
      return { refusal: { code: 'robots_unavailable', params: { uri, status: verdict.unavailable } }, ...NOTHING_SAID };
    }
    const { rules } = verdict;
    const line = rules.forbiddingLine(uri);
    const refusal: Refusal | undefined =
      line === undefined ? undefined : { code: 'robots_disallowed', params: { uri, line } };
    return { refusal, delayMs: isLoopback(hostname) ? 0 : rules.crawlDelayMs, sitemaps: rules.sitemaps };
  }

  return {
    look,
    async pass(uri, visit) {
      const { refusal, delayMs } = await look(uri, visit);
      if (refusal) return refusal;
      await turns.take(new URL(uri).origin, delayMs, visit);
      visit.signal.throwIfAborted();
      return undefined;
    },
  };
}

/** What is wrong with a whole host, its name or its port: a person knows the page's address, not that of robots.txt. */
const OF_THE_HOST = ['connection_failed', 'host_not_found', 'tls_error', 'port_blocked'];

function asOfPage(thrown: unknown, uri: string): unknown {
  const problem = toProblem(thrown);
  if (!(thrown instanceof ProblemError) || !OF_THE_HOST.includes(problem.code)) return thrown;
  const { retryAfterMs } = thrown;
  return new ProblemError({ ...problem, params: { ...problem.params, uri } }, { cause: thrown, retryAfterMs });
}

interface World {
  readonly ports: Ports;
  readonly settings: RunSettings;
  readonly signal: AbortSignal;
}

/** 5xx and 429: unavailable, after three tries. A host that cannot be reached throws: its pages fail the same way. */
async function askForRobots(world: World, origin: string): Promise<Verdict> {
  const { clock } = world.ports;
  for (let attempt = 0; ; attempt++) {
    const answer = await getRobots(world, `${origin}/robots.txt`);
    if (answer === undefined) return { rules: ALL_ALLOWED };
    const { status } = answer;
    if (status < 500 && status !== 429) return { rules: rulesFrom(answer, `${origin}/robots.txt`, world.settings) };
    const pause = PAUSES_MS[attempt];
    if (pause === undefined) return { unavailable: status };
    const wished = parseRetryAfter(answer.headers['retry-after'], clock.now()) ?? pause;
    await clock.sleep(Math.min(wished, LONGEST_PAUSE_MS), world.signal);
    world.signal.throwIfAborted();
  }
}

/** Undefined where redirects lead nowhere: RFC 9309 section 2.3.1.2 lets a reader take that as no robots.txt. */
async function getRobots(world: World, uri: string): Promise<Answer | undefined> {
  try {
    return await followRedirects({ ...world, uri, maxBytes: MAX_ROBOTS_BYTES });
  } catch (thrown) {
    const code = thrown instanceof ProblemError ? thrown.problem.code : '';
    if (['redirect_loop', 'redirect_refused', 'private_address'].includes(code)) return undefined;
    throw thrown;
  }
}

/** Any answer but 2xx here is a 4xx or an odd one: RFC 9309 section 2.3.1.3, everything is allowed. */
function rulesFrom({ status, body }: Answer, robotsUri: string, settings: RunSettings): RobotsRules {
  if (status < 200 || status > 299) return ALL_ALLOWED;
  return readRobots(robotsUri, new TextDecoder().decode(body), settings.userAgent);
}
