import type { FailingRow } from '../../../src/model/quality/failingTable.ts';
import type { RuleOutcome, ValidationReport } from '../../../src/model/quality/report.ts';
import { viewReport, type ReportView } from '../../../src/model/quality/reportView.ts';
import { columnsOf, type Rule } from '../../../src/model/quality/rule.ts';
import { validationOf } from '../../../src/model/quality/verdict.ts';
import { fail } from '../../../src/model/problem.ts';
import type { Handlers } from '../../../src/protocol/peer.ts';
import type {
  FailingPage,
  FailingWhere,
  ValidationHead,
  ValidationHostVerbs,
  ValidationPageVerbs,
} from '../../../src/protocol/quality.ts';
import type { Samples } from '../fakeHost.ts';

type Host = Handlers<ValidationHostVerbs>;

const subject = { path: '/orva/data/comptages' };
const ROWS = 18_204;
const BASE = { severity: 'error', threshold: { count: 0 }, isSeed: false } as const;

let line = 3;
const place = () => ({ line: (line += 3), column: 5 });

const OUTCOMES: readonly RuleOutcome[] = [
  outcome({ ...BASE, id: 'velos_bornes', place: place(), kind: 'range', column: 'velos', min: 0, max: 60 }, 31),
  outcome({ ...BASE, id: 'id_unique', place: place(), kind: 'unique', columns: ['id'] }, 6),
  outcome(
    {
      ...{ ...BASE, id: 'distance_renseignee', place: place(), severity: 'warning', threshold: { share: 0.01 } },
      ...{ kind: 'not_null', column: 'distance_km' },
    },
    412,
    'warned',
  ),
  {
    ...outcome(
      {
        ...{ ...BASE, id: 'temperature', place: place(), severity: 'warning', kind: 'range', column: 'meteo.temp' },
        ...{ min: -20, max: 45 },
      },
      0,
      'could_not_run',
    ),
    ...{ checked: 0, reason: { code: 'column_missing', params: { column: 'meteo.temp', nearest: 'meteo_temp' } } },
  },
  outcome(
    {
      ...BASE,
      id: 'station_connue',
      place: place(),
      kind: 'allowed_values',
      column: 'station',
      values: ['Arsenal', 'Lavoir', 'Grand-Place'],
    },
    0,
  ),
  outcome({ ...BASE, id: 'assez_de_lignes', place: place(), kind: 'min_rows', min: 15_000 }, 0),
  {
    ...outcome({ ...BASE, id: 'id_renseigne', place: place(), kind: 'not_null', column: 'id' }, 0),
  },
  outcome(
    {
      ...{ ...BASE, id: 'commentaire_court', place: place(), severity: 'warning', threshold: { share: 0.001 } },
      ...{ kind: 'length', column: 'commentaire', min: null, max: 240 },
    },
    2,
    'passed',
  ),
];

function outcome(
  rule: Rule,
  failed: number,
  verdict: RuleOutcome['verdict'] = failed > 0 ? 'failed' : 'passed',
): RuleOutcome {
  return { rule, verdict, checked: ROWS, failed, nulls: 0, samples: [], reason: null };
}

function viewOf(
  outcomes: readonly RuleOutcome[],
  before: ReportView | null,
  more: Partial<ReportView> = {},
): ReportView {
  const report: ValidationReport = {
    ...{ file: 'data/comptages', rows: ROWS, columns: COLUMNS.map(({ name }) => name), durationMs: 212.4 },
    ...{ validation: validationOf(outcomes), rules: outcomes },
  };
  const failingRows = outcomes.some(({ verdict }) => verdict === 'failed') ? 37 : 0;
  const about = { name: 'data/comptages', rulesFile: 'regles-comptages.yaml', failingRows };
  return { ...viewReport(report, { ...about, at: '2026-11-21T06:02:00.000Z', before }), ...more };
}

/** Twelve days of the same rules; the last day is `outcomes`. */
function withPast(outcomes: readonly RuleOutcome[]): ReportView {
  let before: ReportView | null = null;
  for (let day = 9; day < 21; day++) {
    const at = `2026-11-${String(day).padStart(2, '0')}T06:02:00.000Z`;
    const earlier = outcomes
      .filter(({ rule }) => rule.id !== 'temperature')
      .map((one, place) => {
        const failed = one.failed === 0 ? 0 : Math.max(0, one.failed - 12 + ((day * 7 + place * 3) % 9));
        return { ...one, failed };
      });
    before = { ...viewOf(earlier, before), at };
    before = {
      ...before,
      rules: before.rules.map(rule => ({
        ...rule,
        past: rule.past.map((p, n, all) => (n === all.length - 1 ? { ...p, at } : p)),
      })),
    };
  }
  return viewOf(outcomes, before);
}

const COLUMNS: FailingPage['columns'] = [
  { name: 'id', isNumber: true, isJudged: false },
  { name: 'heure', isNumber: false, isJudged: false },
  { name: 'station', isNumber: false, isJudged: false },
  { name: 'velos', isNumber: true, isJudged: false },
  { name: 'distance_km', isNumber: true, isJudged: false },
];

const STATIONS = ['Stade-Vauquelin', 'Grand-Place', 'Lavoir', 'Arsenal'];

function pageOf(rule: RuleOutcome | undefined, from: number, count: number): FailingPage {
  const total = Math.min(rule?.failed ?? 0, 10_000);
  const judged = rule ? columnsOf(rule.rule) : [];
  const rows = Array.from({ length: Math.max(0, Math.min(count, total - from)) }, (_, at): FailingRow => {
    const row = 4_812 + (from + at) * 7;
    const file = `partition_date=2026-11-${20 + ((from + at) % 2)}/part-00000.parquet`;
    const velos = ['-3', '412', null, '61'][at % 4] ?? null;
    return {
      file,
      row,
      cells: [
        String(9_007_199_254_750_615n + BigInt(row)),
        '07:20',
        STATIONS[at % 4] ?? '',
        velos,
        at % 3 === 0 ? null : '4.42',
      ],
    };
  });
  return {
    columns: COLUMNS.map(column => ({ ...column, isJudged: judged.includes(column.name) })),
    ...{ rows, total, problem: null, where: total < 10_000 && total > 1 ? WHERE : null },
  };
}

const WHERE: FailingWhere = {
  files: 2,
  most: { file: 'partition_date=2026-11-20/part-00000.parquet', rows: 24, first: 4812, last: 5021 },
};

const headOf = (view: ReportView, more: Partial<ValidationHead> = {}): ValidationHead => ({
  ...{ view, canQuarantine: view.failingRows > 0, warnings: [], isRunning: false },
  ...more,
});

function host(
  head: ValidationHead | null,
  outcomes: readonly RuleOutcome[] = OUTCOMES,
  more: Partial<Host> = {},
): Host {
  const nothing = () => undefined;
  return {
    open: () => head,
    failing: ({ rule, from, count }) =>
      pageOf(
        outcomes.find(one => one.rule.id === rule),
        from,
        count,
      ),
    ...{ validate: nothing, stop: nothing, openRow: nothing, openRule: nothing, extract: nothing, quarantine: nothing },
    ...{ export: nothing, copyCommand: nothing, copy: nothing },
    ...more,
  };
}

/** The page's own host is only there once it is asked. */
function tellPage(): { moved: ValidationPageVerbs['moved']; changed: ValidationPageVerbs['changed'] } {
  const { fakeHost } = globalThis as unknown as { fakeHost: { tell: ReturnType<typeof tellPage> } };
  return fakeHost.tell;
}

const passing = OUTCOMES.filter(({ verdict }) => verdict === 'passed');

const manyRules = Array.from({ length: 80 }, (_, at): RuleOutcome => {
  const rule: Rule = {
    ...BASE,
    id: `range_colonne_${at}`,
    place: place(),
    kind: 'range',
    column: `colonne_${at}`,
    min: 0,
    max: at,
  };
  return outcome(rule, at % 3 === 0 ? at * 11 : 0);
});

const all: readonly RuleOutcome[] = [{ ...OUTCOMES[0]!, failed: 12_345 }, ...OUTCOMES.slice(1)];

export const HOSTILE = '<img src=x onerror=alert(1)>|](javascript:alert(1))\n\u202egnp.exe';

function hostile(): Host {
  const rule: Rule = {
    ...BASE,
    id: `${HOSTILE} id`,
    place: place(),
    kind: 'pattern',
    column: HOSTILE,
    pattern: `${HOSTILE}{3}`,
    ignoreCase: false,
  };
  const long: Rule = { ...BASE, id: 'x'.repeat(300), place: place(), kind: 'not_null', column: 'y'.repeat(300) };
  const outcomes = [outcome(rule, 2), outcome(long, 1)];
  const view = viewOf(outcomes, null, { name: `data/${HOSTILE}`, rulesFile: `${HOSTILE}.yaml`, gone: [HOSTILE] });
  return host(headOf(view), outcomes, {
    failing: () => ({
      columns: [
        { name: HOSTILE, isNumber: false, isJudged: true },
        { name: 'ٱلْعَرَبِيَّة', isNumber: false, isJudged: false },
      ],
      rows: [
        { file: HOSTILE, row: 0, cells: [HOSTILE, 'مرحبا 123 {0}'] },
        { file: 'b', row: 1, cells: ['', '  '] },
        { file: 'c', row: 2, cells: [null, 'w'.repeat(120)] },
      ],
      ...{ total: 3, problem: null, where: null },
    }),
  });
}

export const samples: Samples<ValidationHostVerbs> = {
  plain: () => ({ subject, handlers: host(headOf(withPast(OUTCOMES))) }),
  first: () => ({ subject, handlers: host(headOf(viewOf(OUTCOMES, null))) }),
  passed: () => ({ subject, handlers: host(headOf(viewOf(passing, null)), passing) }),
  manyRules: () => ({ subject, handlers: host(headOf(viewOf(manyRules, null)), manyRules) }),
  manyRows: () => ({ subject, handlers: host(headOf(viewOf(all, null)), all) }),
  hostile: () => ({ subject, handlers: hostile() }),
  empty: () => ({ subject, handlers: host(null) }),
  noRows: () => ({ subject, handlers: host(headOf(viewOf(passing, null, { rows: 0 })), passing) }),
  running: () => ({
    subject,
    handlers: host(headOf(viewOf(OUTCOMES, null), { isRunning: true }), OUTCOMES, {
      validate: () => tellPage().moved({ done: 9_000, total: ROWS }),
    }),
  }),
  validates: () => {
    let view = viewOf(OUTCOMES, null);
    return {
      subject,
      handlers: host(null, OUTCOMES, {
        open: () => headOf(view),
        validate: () => tellPage().moved({ done: 9_102, total: ROWS }),
        stop: () => {
          view = viewOf(passing, view);
          tellPage().changed({ problem: null });
        },
      }),
    };
  },
  breaks: () => ({
    subject,
    handlers: host(headOf(viewOf(OUTCOMES, null)), OUTCOMES, {
      validate: () =>
        tellPage().changed({
          problem: {
            ...fail('config', 'bad_enum', { field: 'kind', value: 'x', allowed: 'a, b' }).problem,
            file: '/orva/regles.yaml',
            line: 4,
            column: 3,
          },
        }),
    }),
  }),
  changed: () => ({
    subject,
    handlers: host(headOf(viewOf(OUTCOMES, null)), OUTCOMES, {
      failing: () => ({
        columns: [],
        rows: Array.from({ length: 31 }, (_, at) => ({ file: '', row: 4_812 + at, cells: [] })),
        ...{
          total: 31,
          where: null,
          problem: fail('data', 'validated_data_changed', { path: '/orva/data/a.parquet' }).problem,
        },
      }),
    }),
  }),
  gone: () => ({ subject, handlers: host(null, [], { open: () => Promise.reject(fail('system', 'engine_gone')) }) }),
};
