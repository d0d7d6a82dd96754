import { calendarOf, type CalendarDay } from '../../../src/model/dataset/calendar.ts';
import { daysBetween } from '../../../src/model/dataset/days.ts';
import type { DatasetLook } from '../../../src/model/dataset/look.ts';
import type { DeadLetterView } from '../../../src/model/dataset/view.ts';
import { fail } from '../../../src/model/problem.ts';
import type {
  DatasetConfig,
  DatasetHostVerbs,
  DatasetOpened,
  DatasetWork,
  DaysChosen,
  LettersDone,
  LettersChosen,
  Simulation,
} from '../../../src/protocol/dataset.ts';
import type { Handlers } from '../../../src/protocol/peer.ts';
import type { Sample, Samples } from '../fakeHost.ts';

type Host = Handlers<DatasetHostVerbs>;

const FOLDER = '/orva/data/bronze/comptages_velos';
const MISSING = ['2026-10-14', '2026-10-15', '2026-11-08'];
const RUN = '20261121-060000-v1c2';

const day = (date: string, more: Partial<CalendarDay> = {}): CalendarDay => ({
  ...{ date, state: 'done', rows: 17_000 + ((Number(date.slice(8)) * 733) % 2100), error: null },
  ...{ verdict: null, letters: 0 },
  ...more,
});

/** As it is drawn: 71 days, of which three are missing, one failed and one is empty. */
const drawn: readonly CalendarDay[] = daysBetween('2026-09-11', '2026-11-20')
  .filter(date => !MISSING.includes(date))
  .map(date => {
    if (date === '2026-11-03') return day(date, { state: 'failed', rows: null, error: 'http_unavailable', letters: 2 });
    if (date === '2026-11-01') return day(date, { rows: 0 });
    if (date === '2026-11-20') return day(date, { letters: 2, verdict: 'failed' });
    if (date === '2026-10-22') return day(date, { letters: 1, verdict: 'passed' });
    return day(date, date === '2026-10-05' ? { verdict: 'warned' } : {});
  });

const look = (days: readonly CalendarDay[], more: Partial<DatasetLook> = {}): DatasetLook => ({
  ...{ folder: FOLDER, baseUrl: 'https://api.orva.example/comptages', primaryKey: ['id'], dateColumn: 'horodatage' },
  ...{ columns: 12, timeZone: 'Europe/Paris', today: '2026-11-21', verdict: null, problem: null, days },
  watermarks: [
    {
      ...{ kind: 'last_updated_at', column: 'last_updated_at', value: '2026-11-20T23:58:12Z' },
      ...{ before: '2026-11-19T23:57:40Z', run: RUN, at: '2026-11-21T06:01:55Z' },
    },
  ],
  deadLetters: 5,
  files: days.filter(({ state, rows }) => state === 'done' && rows !== 0).length,
  ...{ bytes: 14_200_000, loadedAt: '2026-11-21T06:01:55Z' },
  ...more,
});

const config: DatasetConfig = {
  ...{ name: 'comptages.api.yaml', startDate: '2026-09-11', endDate: null, overlap: 7200 },
  ...{ hasWatermark: true, hasDayFilter: true, canTellDays: true },
};

const opened = (more: Partial<DatasetOpened> = {}, days = drawn): DatasetOpened => ({
  ...{ look: look(days), name: 'data/bronze/comptages_velos', config, configProblem: null, works: [] },
  ...{ isReplaying: false, lettersDone: null, hasReport: true },
  ...more,
});

const letter = (id: string, more: Partial<DeadLetterView>): DeadLetterView => ({
  ...{ id, reason: { code: 'row_date_missing', params: { column: 'horodatage' } }, partitionDate: '2026-11-20' },
  ...{ record: null, url: null, firstSeen: '2026-11-21T06:01:50Z', attempts: 1, state: 'correct' },
  ...more,
});

const record = (id: string, station: string, more = ''): string =>
  `{\n  "id": ${id},\n  "station": "${station}",\n  "velos": "douze"${more}\n}`;

const asked = (page: number): Partial<DeadLetterView> => ({
  reason: { code: 'row_not_object', params: {} },
  ...{ url: `https://api.orva.example/comptages?date=2026-11-03&_page=${page}`, partitionDate: '2026-11-03' },
  ...{ attempts: 4, state: 'replay' },
});

const letters: readonly DeadLetterView[] = [
  letter('0123456789abcde1', {
    reason: { code: 'row_value_misfit', params: { column: 'velos', value: 'douze', type: 'integer' } },
    record: record('9007199254759301', 'Arsenal'),
  }),
  letter('0123456789abcde2', { record: record('9007199254759288', 'Lavoir') }),
  letter('0123456789abcde3', asked(7)),
  letter('0123456789abcde4', asked(6)),
  letter('0123456789abcde5', {
    reason: { code: 'row_quarantined', params: { rule: 'unique_id' } },
    ...{ record: record('9007199254741877', 'Pont-Neuf'), partitionDate: '2026-10-22', attempts: 2, state: 'decide' },
  }),
];

const PAGE = 500;

/** The host in memory: what is replayed or dropped goes, what is ingested is done. */
function host(first: DatasetOpened | null, own: readonly DeadLetterView[], more: Partial<Host> = {}): Host {
  let left = own;
  let now = first;
  const chosen = ({ ids, reason, except = [] }: LettersChosen) =>
    left.filter(({ id, reason: { code } }) =>
      ids ? ids.includes(id) : (reason === undefined || code === reason) && !except.includes(id),
    );
  const tell = (lettersDone: LettersDone) => {
    if (now) now = { ...now, lettersDone };
  };
  const without = (gone: readonly DeadLetterView[]) => {
    left = left.filter(one => !gone.includes(one));
    if (now) now = { ...now, look: { ...now.look, deadLetters: left.length } };
  };
  return {
    open: () => now,
    day: ({ date }) => ({
      ...{
        date,
        rows: 18_033,
        file: `partition_date=${date}/part-00000.parquet`,
        bytes: 214_800,
        hasRun: true,
        hasReport: true,
      },
      ...{ sha256: '5f0c9e1b7a3d'.padEnd(64, '4'), writtenAt: '2026-11-21T06:01:55Z', run: RUN, isWhole: true },
      error: null,
      failure:
        date === '2026-11-03'
          ? { kind: 'transient', code: 'http_unavailable', params: { uri: asked(7).url ?? '', status: 503 } }
          : null,
      verdict:
        date === '2026-11-20'
          ? { verdict: 'failed', at: '2026-11-21T06:10:00Z', rows: 18_033, sha256: '5f', rules: ['velos_range'] }
          : null,
      schema:
        date === '2026-11-20'
          ? { newest: date, changes: [] }
          : { newest: '2026-11-20', changes: [{ column: 'velos', type: 'text', newest: 'integer' }] },
    }),
    schemas: () => ({ days: 66, differences: [], unread: [] }),
    stopSchemas: () => undefined,
    letters: ({ from, reason }) => {
      const matching = chosen(reason === null ? {} : { reason });
      const codes = [...new Set(left.map(one => one.reason.code))];
      const reasons = codes.map(code => ({ code, count: left.filter(one => one.reason.code === code).length }));
      const page = { total: left.length, matching: matching.length, reasons, folder: `${FOLDER}/_dead_letters` };
      return { ...page, letters: matching.slice(from, from + PAGE) };
    },
    replay: asking => {
      const tried = chosen(asking);
      const gone = tried.filter(({ state }) => state === 'replay');
      without(gone);
      const failed = tried.filter(one => !gone.includes(one)).map(({ id, reason }) => ({ id, reason }));
      const answer = { replayed: gone.length, remaining: left.length, failed };
      tell({ kind: 'replayed', answer });
      return answer;
    },
    stopReplay: () => undefined,
    drop: ({ count: _, ...asking }) => {
      const gone = chosen(asking);
      without(gone);
      const done = { dropped: gone.length, remaining: left.length };
      tell({ kind: 'dropped', ...done });
      return done;
    },
    simulate: chosenDays => simulate(chosenDays, now),
    backfill: () => ({ runId: RUN }),
    cancel: ({ runId }) => {
      const end = (one: DatasetWork): DatasetWork =>
        one.runId === runId ? { ...one, status: 'CANCELED', running: [] } : one;
      if (now) now = { ...now, works: now.works.map(end) };
    },
    copy: () => undefined,
    act: () => undefined,
    actOnDay: () => undefined,
    openRun: () => undefined,
    openDayRun: () => undefined,
    ...more,
  };
}

function simulate({ dates }: DaysChosen, now: DatasetOpened | null): Simulation {
  const known = calendarOf(now?.look.days ?? [], { startDate: null, endDate: null }, '2026-11-21');
  const days = dates.map(date => ({
    ...{ date, isPlanned: date <= known.today },
    state: known.days.get(date)?.state === 'done' ? ('done' as const) : ('missing' as const),
  }));
  return { days, usual: { pages: 183, rows: 18_200, runs: 9 }, readings: dates.length, hasDayFilter: true };
}

const sample = (first: DatasetOpened | null, own = letters, more: Partial<Host> = {}): Sample<DatasetHostVerbs> => ({
  subject: { folder: FOLDER },
  handlers: host(first, own, more),
});

const work = (more: Partial<DatasetWork>): DatasetWork => ({
  ...{ workDir: '/orva/.ingestion-workshop', runId: RUN, kind: 'backfill', status: 'RUNNING', failure: null },
  ...{ startedAt: '2026-11-21T09:00:00Z', planned: 4, done: 1, failed: 0, running: [], pages: 0, rows: 0 },
  ...more,
});

/** Some are missing each month, others failed, over six and a half years. */
const years = daysBetween('2020-05-04', '2026-11-20')
  .filter(date => !['13', '27'].includes(date.slice(8)))
  .map(date => day(date, date.endsWith('-19') ? { state: 'failed', rows: null, error: 'http_unavailable' } : {}));

const HOSTILE = '<img src=x onerror=alert(1)>"\'`${1}‮ﷺ'.repeat(4);

export const samples: Samples<DatasetHostVerbs> = {
  plain: () => sample(opened()),
  years: () => sample(opened({}, years)),
  empty: () => sample(opened({ look: look([], { deadLetters: 0, watermarks: [], loadedAt: null, bytes: 0 }) }, []), []),
  noConfig: () => sample(opened({ config: null })),
  badConfig: () =>
    sample(
      opened({
        config: null,
        configProblem: {
          ...{ kind: 'config', code: 'input_empty', params: {} },
          ...{ file: '/orva/comptages.api.yaml', line: 1, column: 1 },
        },
      }),
    ),
  noDay: () => sample(opened({ config: { ...config, canTellDays: false } })),
  failed: () =>
    sample(
      opened({
        works: [
          work({
            ...{ status: 'FAILED', done: 1, failed: 3 },
            failure: { kind: 'config', code: 'http_unauthorised', params: { status: 401 } },
          }),
        ],
      }),
    ),
  running: () =>
    sample(
      opened({
        works: [
          work({
            running: [
              { first: '2026-11-03', last: '2026-11-03' },
              { first: '2026-10-14', last: '2026-10-15' },
            ],
          }),
        ],
      }),
    ),
  ingesting: () => sample(opened({ works: [work({ kind: 'ingestion', planned: null, pages: 183, rows: 18_211 })] })),
  manyLetters: () =>
    sample(
      opened({ look: look(drawn, { deadLetters: 9000 }) }),
      Array.from({ length: 9000 }, (_, at) => {
        const [one = letter('', {})] = [letters[at % letters.length]];
        return { ...one, id: at.toString(16).padStart(16, '0') };
      }),
    ),
  schemas: () =>
    sample(opened(), letters, {
      schemas: () => ({
        days: 64,
        differences: [
          {
            column: 'velos',
            types: [
              { type: 'integer', days: 62, dates: ['2026-09-13'] },
              { type: 'text', days: 2, dates: ['2026-09-11', '2026-09-12'] },
            ],
          },
          {
            column: 'meteo',
            types: [
              { type: null, days: 40, dates: ['2026-09-11'] },
              { type: 'json', days: 24, dates: ['2026-10-28'] },
            ],
          },
        ],
        unread: [
          {
            date: '2026-10-30',
            problem: {
              ...{ kind: 'data', code: 'table_cut', file: `${FOLDER}/partition_date=2026-10-30/part-00000.parquet` },
              params: { path: `${FOLDER}/partition_date=2026-10-30/part-00000.parquet` },
            },
          },
        ],
      }),
    }),
  /** The second time it is looked at, a day was written again: as many files, with other columns. */
  rewritten: () => {
    let [looks, isAsked] = [0, false];
    const again = look(drawn.slice(0, -1).concat(day('2026-11-20')), { loadedAt: '2026-11-21T09:30:00Z' });
    const difference = { column: 'velos', types: [{ type: 'text', days: 1, dates: ['2026-11-20'] }] };
    return sample(opened(), letters, {
      open: () => opened(looks++ > 0 ? { look: again } : {}),
      schemas: () => {
        const differences = isAsked ? [difference] : [];
        isAsked = true;
        return { days: 66, differences, unread: [] };
      },
    });
  },
  /** What an earlier life of the page asked for goes on, until it is stopped. */
  replaying: () => {
    let isReplaying = true;
    const problem = { kind: 'usage', code: 'replay_stopped', params: {} } as const;
    return sample(opened(), letters, {
      open: () => opened({ isReplaying, lettersDone: isReplaying ? null : { kind: 'failed', problem } }),
      stopReplay: () => {
        isReplaying = false;
        Reflect.get(globalThis, 'fakeHost').tell.changed({});
      },
    });
  },
  hostile: () =>
    sample(
      opened({
        name: `data/${HOSTILE}`,
        look: look(drawn, {
          folder: `/orva/${HOSTILE}`,
          problem: { kind: 'config', code: HOSTILE, params: { value: HOSTILE } },
        }),
        config: { ...config, name: `${HOSTILE}.api.yaml` },
      }),
      [
        letter('00000000000000f1', {
          reason: { code: HOSTILE, params: { value: HOSTILE } },
          record: `{\n  "a": "${'x'.repeat(50_000)}"\n}`,
        }),
        letter('00000000000000f2', { record: `{\n  "a": ${JSON.stringify(HOSTILE)}\n}`, url: 'nothing://[' }),
      ],
    ),
  gone: () => sample(null),
  engineGone: () =>
    sample(null, [], {
      open: () => {
        throw fail('system', 'engine_gone');
      },
    }),
};
