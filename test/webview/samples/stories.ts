import type { EventBody, HistoryEvent } from '../../../src/model/event.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { STAGES, type Stage } from '../../../src/model/stage.ts';
import type { RunStatus, SourceOutcome } from '../../../src/model/view.ts';
import type { HistorySource } from '../../../src/protocol/history.ts';

export interface Story {
  readonly status: RunStatus;
  readonly events: HistoryEvent[];
  readonly sources: readonly HistorySource[];
  readonly fault?: Problem;
}

/** What is written when, in seconds since the start; sorted and numbered at the end. */
type Line = readonly [second: number, body: EventBody];

const SITE = 'https://www.orva.example';
const [COLLECT, CONVERT, CUT, INDEX] = ['SCRAPING', 'CONVERTION', 'CHUNKING', 'INDEXING'] as const satisfies Stage[];

type End = 'ok' | 'fail' | 'open' | 'reused' | 'skipped';
/** Stage, start, end (s), how it ended. */
type Work = readonly [Stage, number, number, End];

interface Told {
  readonly path: string;
  readonly outcome: SourceOutcome;
  readonly work: readonly Work[];
}

const [ok, no, on, old, off] = ['ok', 'fail', 'open', 'reused', 'skipped'] as const satisfies End[];

/** The town of Saint-Orven: a run that was cut at 0:41, resumed at 1:02, and is on at 1:28. */
const TOLD: readonly Told[] = [
  {
    path: '/horaires',
    outcome: 'COMPLETED',
    work: [
      ['CRAWLING', 0, 6, ok],
      [COLLECT, 6, 11, ok],
      [CONVERT, 11, 12, old],
      [CUT, 12, 14, old],
      [INDEX, 14, 15, old],
    ],
  },
  {
    path: '/lignes/tram-a',
    outcome: 'COMPLETED',
    work: [
      [COLLECT, 7, 13, ok],
      [CONVERT, 13, 19, ok],
      [CUT, 19, 22, ok],
      [INDEX, 22, 28, ok],
    ],
  },
  {
    path: '/lignes/tram-b',
    outcome: 'COMPLETED',
    work: [
      [COLLECT, 8, 11, no],
      [COLLECT, 16, 20, ok],
      [CONVERT, 20, 25, ok],
      [CUT, 25, 28, ok],
      [INDEX, 28, 34, ok],
    ],
  },
  {
    path: '/lignes/bus-7',
    outcome: 'COMPLETED',
    work: [
      [COLLECT, 13, 18, ok],
      [CONVERT, 28, 41, on],
      [CONVERT, 62, 69, ok],
      [CUT, 69, 72, ok],
      [INDEX, 72, 78, ok],
    ],
  },
  {
    path: '/navette-fluviale',
    outcome: 'ERROR',
    work: [
      [COLLECT, 11, 14, no],
      [COLLECT, 17, 20, no],
      [COLLECT, 25, 29, no],
    ],
  },
  {
    path: '/velos/stations',
    outcome: 'IN_PROGRESS',
    work: [
      [COLLECT, 18, 23, ok],
      [CONVERT, 25, 31, ok],
      [CUT, 31, 34, ok],
      [INDEX, 34, 41, on],
      [INDEX, 62, 99, on],
    ],
  },
  {
    path: '/tarifs',
    outcome: 'COMPLETED',
    work: [
      [COLLECT, 20, 24, ok],
      [CONVERT, 31, 37, ok],
      [CUT, 37, 40, ok],
      [INDEX, 69, 75, ok],
    ],
  },
  { path: '/plan-travaux.pdf', outcome: 'SKIPPED', work: [[COLLECT, 21, 24, off]] },
  {
    path: '/accessibilite',
    outcome: 'COMPLETED',
    work: [
      [COLLECT, 23, 28, ok],
      [CONVERT, 34, 39, ok],
      [CUT, 62, 65, ok],
      [INDEX, 75, 80, ok],
    ],
  },
  {
    path: '/actualites/marche-de-noel',
    outcome: 'IN_PROGRESS',
    work: [
      [COLLECT, 27, 32, ok],
      [CONVERT, 63, 69, ok],
      [CUT, 79, 82, ok],
      [INDEX, 82, 99, on],
    ],
  },
  {
    path: '/lignes/bus-12',
    outcome: 'IN_PROGRESS',
    work: [
      [COLLECT, 29, 33, ok],
      [CONVERT, 69, 76, ok],
      [CUT, 82, 85, ok],
      [INDEX, 85, 99, on],
    ],
  },
  {
    path: '/objets-trouves',
    outcome: 'IN_PROGRESS',
    work: [
      [COLLECT, 64, 68, no],
      [COLLECT, 73, 77, no],
    ],
  },
];

export function orva(startedAt: number): Story {
  const lines: Line[] = [
    [0, startedBody(TOLD.map(({ path }) => SITE + path))],
    [62, { eventType: 'WorkflowExecutionUnpaused', attributes: { identity: 'pid 4711' } }],
    ...TOLD.flatMap(told => linesOf(SITE + told.path, told.work)),
  ];
  const sources = TOLD.map(({ path, outcome }) => ({
    ...{ uri: SITE + path, title: null, outcome, aliasOf: null },
    reason:
      outcome === 'ERROR'
        ? { code: 'timeout', params: { uri: SITE + path, seconds: 30 } }
        : outcome === 'SKIPPED'
          ? { code: 'unsupported_type', params: { uri: SITE + path, mime: 'application/pdf' } }
          : null,
  }));
  return {
    status: 'RUNNING',
    events: written(
      lines.filter(([second]) => second <= 88),
      startedAt,
    ),
    sources,
  };
}

function startedBody(uris: readonly string[]): EventBody {
  return {
    eventType: 'WorkflowExecutionStarted',
    attributes: {
      ...{ workflowType: 'IngestionWorkflow', workflowId: '20261121-090000-k3f9', identity: 'pid 4700' },
      input: {
        sources: uris.slice(0, 50).map(uri => ({ uri })),
        recursive_chunking_config: { chunk_size: 500, chunk_overlap: 100 },
      },
      options: {
        ...{ inputFile: '/orva/orva.ingest.yaml', currentFolder: '/orva', only: null, from: null, sources: [] },
        ...{ concurrency: 3, maximumAttempts: 3, requestTimeoutMs: 30_000, maxPageBytes: 8e6 },
        ...{ userAgent: 'ingestion-workshop', headers: {}, allowPrivateHosts: true },
      },
    },
  };
}

const hash = (text: string) =>
  [...text]
    .reduce((sum, mark) => (sum * 33 + mark.charCodeAt(0)) >>> 0, 7)
    .toString(16)
    .padStart(8, '0')
    .repeat(8);

function linesOf(uri: string, work: readonly Work[]): Line[] {
  const seen = new Map<Stage, number>();
  return work.flatMap(([stage, from, to, end], at): Line[] => {
    const attempt = (seen.get(stage) ?? 0) + 1;
    seen.set(stage, attempt);
    const ref = { activityId: `${hash(uri).slice(0, 4)}-${stage}`, activityType: stage, uri };
    const next = work[at + 1];
    const waits = end === 'fail' && (next?.[0] === stage || uri.endsWith('objets-trouves'));
    const timerId = `${ref.activityId}-${attempt}`;
    const delay = next ? next[1] - to : 21;
    return [
      ...(attempt === 1
        ? [
            [
              from,
              {
                eventType: 'ActivityTaskScheduled',
                attributes: {
                  ...ref,
                  key: hash(uri + stage),
                  stage,
                  code: hash('code'),
                  config: hash('config'),
                  input: hash(uri),
                },
              },
            ] as const,
          ]
        : []),
      [from, { eventType: 'ActivityTaskStarted', attributes: { ...ref, attempt, identity: 'pid 4711' } }],
      ...(end === 'open' ? [] : [endLine(ref, { attempt, to, end, waits })]),
      ...(waits
        ? [
            [
              to,
              { eventType: 'TimerStarted', attributes: { ...ref, timerId, startToFireTimeoutMs: delay * 1000 } },
            ] as const,
          ]
        : []),
      ...(waits && next ? [[next[1], { eventType: 'TimerFired', attributes: { ...ref, timerId } }] as const] : []),
    ];
  });
}

interface Ending {
  readonly attempt: number;
  readonly to: number;
  readonly end: End;
  readonly waits: boolean;
}

function endLine(
  ref: { readonly activityId: string; readonly activityType: Stage; readonly uri: string },
  { attempt, to, end, waits }: Ending,
): Line {
  if (end === 'fail') {
    const failure = {
      kind: 'transient',
      code: 'timeout',
      params: { uri: ref.uri, seconds: 30 },
      uri: ref.uri,
    } as const;
    const retryState = waits ? 'IN_PROGRESS' : 'MAXIMUM_ATTEMPTS_REACHED';
    return [to, { eventType: 'ActivityTaskFailed', attributes: { ...ref, attempt, failure, retryState } }];
  }
  const name = ref.uri.split('/').at(-1) ?? '';
  const artifact = `runs/20261121-090000-k3f9/conversion/${name}-3f09c1a2.md`;
  const attributes = {
    ...{ ...ref, attempt, artifact, sha256: hash(artifact), source: { uri: ref.uri, metadata: { title: name } } },
    ...(end === 'reused' && { reused: true }),
    ...(end === 'skipped' && {
      skipped: { code: 'unsupported_type', params: { uri: ref.uri, mime: 'application/pdf' } },
    }),
  };
  return [to, { eventType: 'ActivityTaskCompleted', attributes }];
}

/** In order of time; what began in the same moment keeps its order. */
function written(lines: readonly Line[], startedAt: number): HistoryEvent[] {
  return lines
    .toSorted(([a], [b]) => a - b)
    .map(([second, body], at) => ({
      ...body,
      eventId: at + 1,
      eventTime: new Date(startedAt + second * 1000).toISOString(),
    }));
}

interface Many {
  readonly sources: number;
  readonly status: RunStatus;
  readonly startedAt: number;
}

/** Twenty events a Source: five stages, one failure and its wait. */
export function manyEvents({ sources, status, startedAt }: Many): Story {
  const uris = Array.from({ length: sources }, (_, at) => `${SITE}/arrets/${String(at).padStart(4, '0')}`);
  const lines: Line[] = [[0, startedBody(uris)]];
  uris.forEach((uri, at) => {
    const start = at * 0.2;
    const work = STAGES.flatMap((stage, place): Work[] => {
      const [from, to] = [start + place * 2, start + place * 2 + 1.5];
      return stage === 'SCRAPING'
        ? [
            [stage, from, from + 0.5, no],
            [stage, from + 1, to, ok],
          ]
        : [[stage, from, to, ok]];
    });
    lines.push(...linesOf(uri, work));
  });
  if (status === 'COMPLETED') {
    const result = { discovered: sources, completed: sources, error: 0, skipped: 0, alias: 0 };
    lines.push([sources * 0.2 + 12, { eventType: 'WorkflowExecutionCompleted', attributes: { result } }]);
  }
  const outcome = status === 'COMPLETED' ? 'COMPLETED' : 'IN_PROGRESS';
  return {
    status,
    events: written(lines, startedAt),
    sources: uris.map(uri => ({ uri, title: null, outcome, reason: null, aliasOf: null })),
  };
}
