import type { FailingTable } from '../../../src/model/quality/failingTable.ts';
import type { RuleOutcome, ValidationReport } from '../../../src/model/quality/report.ts';
import { reportJson } from '../../../src/model/quality/reportJson.ts';
import { viewReport } from '../../../src/model/quality/reportView.ts';
import type { Rule } from '../../../src/model/quality/rule.ts';
import { writeReport, type ReportForm } from '../../../src/model/quality/writeReport.ts';
import type { Language } from '../../../src/model/text.ts';
import { textIn } from '../../unit/extension/catalogue.ts';

/** What a file could hold to get out of its cell. */
export const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>|](javascript:alert(1))\n# a\u202egnp.exe\u0000&amp;`$x$`';

const BASE = { severity: 'error', threshold: { count: 0 }, isSeed: false } as const;
const rule = (given: object): Rule => ({ ...BASE, place: { line: 4, column: 5 }, ...given }) as Rule;

const outcome = (given: Rule, verdict: RuleOutcome['verdict'], more: Partial<RuleOutcome> = {}): RuleOutcome => ({
  ...{ rule: given, verdict, checked: 1200, failed: 0, nulls: 0, samples: [], reason: null },
  ...more,
});

const place = { file: 'p=1/a.parquet', rowGroup: 0 };

const OUTCOMES: readonly RuleOutcome[] = [
  outcome(rule({ id: 'id_there', kind: 'required', column: 'id' }), 'passed', { checked: 1 }),
  outcome(rule({ id: 'fares', kind: 'range', column: 'fare', min: 0, max: 9.5 }), 'failed', {
    ...{ failed: 3, nulls: 2, samples: [{ ...place, row: 7, value: -3 }] },
  }),
  outcome(rule({ id: 'fresh', kind: 'freshness', column: 'at', maxAgeMs: 86_400_000, severity: 'warning' }), 'warned', {
    ...{ failed: 1, reason: { code: 'newest_value', params: { newest: '2026-01-02T03:04:05Z' } } },
  }),
  outcome(rule({ id: 'speed', kind: 'range', column: 'sped', min: null, max: 90 }), 'could_not_run', {
    ...{ checked: 0, reason: { code: 'column_missing', params: { column: 'sped', nearest: 'speed' } } },
  }),
  outcome(rule({ id: `h ${HOSTILE}`, kind: 'pattern', column: HOSTILE, pattern: HOSTILE, ignoreCase: false }), 'failed', {
    failed: 1,
  }),
];

const TABLES: ReadonlyMap<string, FailingTable> = new Map([
  [
    'fares',
    {
      columns: [
        { name: 'id', isNumber: true, isJudged: false },
        { name: 'stop', isNumber: false, isJudged: false },
        { name: 'fare', isNumber: true, isJudged: true },
      ],
      rows: [
        { file: 'p=1/a.parquet', row: 7, cells: ['9007199254740993', 'Lavoir', '-3'] },
        { file: 'p=1/a.parquet', row: 1001, cells: ['2', '', null] },
      ],
    },
  ],
  [
    `h ${HOSTILE}`,
    { columns: [{ name: HOSTILE, isNumber: false, isJudged: true }], rows: [{ file: HOSTILE, row: 0, cells: [HOSTILE] }] },
  ],
]);

const REPORT: ValidationReport = {
  ...{ file: 'data/trams', rows: 1200, columns: ['id', 'stop', 'fare', 'at', HOSTILE], validation: 'failed' },
  ...{ durationMs: 212.43, rules: OUTCOMES },
};

const BEFORE = {
  rows: 1100,
  rules: [
    { id: 'fares', verdict: 'failed', checked: 1100, failed: 9 },
    { id: 'fresh', verdict: 'passed', checked: 1, failed: 0 },
    { id: 'old', verdict: 'passed', checked: 1, failed: 0 },
  ],
} as const;

export function written(form: ReportForm, language: Language, masked: readonly string[] = []): string {
  const about = { name: 'data/trams', at: '2026-03-04T05:06:07.000Z', rulesFile: 'trams-rules.yaml', failingRows: 4 };
  const view = viewReport(REPORT, { ...about, before: BEFORE });
  const json = reportJson(REPORT, ({ rule: { id }, reason }) => `${id} ${JSON.stringify(reason?.params ?? {})}`);
  return writeReport(form, { view, json, tables: TABLES, masked, text: textIn(language) });
}
