import { extname, resolve } from 'node:path';
import type { Inspection } from '../engine/quality/inspectData.ts';
import { fail } from '../model/problem.ts';
import { compareReports, type ReportComparison } from '../model/quality/compareReports.ts';
import { readReportJson, type EarlierReport } from '../model/quality/reportJson.ts';
import { isMarkedReport } from '../model/quality/reportMark.ts';
import type { Row } from '../model/table/value.ts';
import type { InspectDataRequest } from '../adapters/composeQuality.ts';
import type { Arguments } from './arguments.ts';
import { sentence } from './describe.ts';
import { readInputFile } from './readInputFile.ts';
import type { Session } from './session.ts';
import { figure, type Words } from './texts.ts';
import { shownPath } from './workFolder.ts';

/** What is done with the findings of a validation, as the options ask for it. */
export interface FindingsAsked {
  readonly request: Pick<InspectDataRequest, 'before' | 'extract' | 'quarantine'>;
  readonly earlier: EarlierReport | null;
  readonly report: ReportAsked | null;
}

export interface ReportAsked {
  /** Absolute. */
  readonly file: string;
  readonly form: 'html' | 'md' | 'json';
  /** Columns of which it shows no value. */
  readonly masked: readonly string[];
}

/** Before anything is read or written: an option that cannot be followed must not cost a validation. */
export async function askedFindings(args: Arguments, session: Session): Promise<FindingsAsked> {
  const [extractDir, reportFile] = [args.text('extract-dir'), args.text('report-file') ?? null];
  const masked = (args.text('mask-columns') ?? '').split(',').map(name => name.trim());
  const report = reportFile === null ? null : await askedReport(reportFile, masked.filter(Boolean), session);
  const earlier = await readEarlier(args.text('compare-with'), session);
  return {
    request: {
      before: earlier,
      extract:
        extractDir === undefined
          ? null
          : {
              outDir: resolve(session.cwd, extractDir),
              format: args.text('extract-format') === 'csv' ? 'csv' : 'parquet',
            },
      quarantine: args.flag('quarantine') ? { waitSeconds: args.number('wait') ?? 0 } : null,
    },
    earlier,
    report,
  };
}

const FORMS: Readonly<Record<string, ReportAsked['form']>> = {
  ...{ '.json': 'json', '.html': 'html', '.htm': 'html', '.md': 'md' },
};

/** Its form is its extension. A report takes the place of an earlier one, and of nothing else: not of the rules, not of a dataset's state. */
async function askedReport(path: string, masked: readonly string[], session: Session): Promise<ReportAsked> {
  const extension = extname(path).toLowerCase();
  const form = FORMS[extension];
  if (!form) throw fail('config', 'report_form_unknown', { path, form: extension === '' ? '–' : extension });
  const text = await readInputFile(path, session).then(
    input => input.text,
    () => '', // None is there; what else is wrong with it says the writing.
  );
  const isReport = form === 'json' ? readReportJson(text) !== undefined : isMarkedReport(text);
  if (text.trim() !== '' && !isReport) throw fail('config', 'report_over_other', { path });
  return { file: resolve(session.cwd, path), form, masked };
}

async function readEarlier(file: string | undefined, session: Session): Promise<EarlierReport | null> {
  if (file === undefined) return null;
  const { text } = await readInputFile(file, session);
  const earlier = readReportJson(text);
  if (!earlier) throw fail('config', 'report_unreadable', { path: file });
  return earlier;
}

export interface ToldFindings {
  /** English. */
  readonly json: Row;
  readonly lines: readonly string[];
}

/** What was asked for beside the verdict; nothing of what was not. */
export function tellFindings(asked: FindingsAsked, inspection: Inspection, session: Session): ToldFindings {
  const { extracted, quarantined, warnings, report } = inspection;
  const { human, english } = session.texts;
  const compared = asked.earlier && compareReports(asked.earlier, report);
  const shown = extracted.map(({ rule, file, rows }) => ({ rule, file: shownPath(session, file, ''), rows }));
  const left =
    quarantined && quarantined.left > 0 ? [{ code: 'quarantine_left', params: { rows: quarantined.left } }] : [];
  const notes = [...warnings, ...left];
  return {
    json: {
      ...(asked.request.extract && { extracted: shown }),
      ...(quarantined && { quarantine: quarantineJson(quarantined, session) }),
      ...(compared && { comparison: comparisonJson(compared) }),
      ...(notes.length > 0 && { notes: notes.map(note => sentence(english, note)) }),
    },
    lines: [
      ...shown.map(({ rule, file, rows }) => human.say('cli.validate.extracted', { rule, file, rows: n(rows, human) })),
      ...(quarantined ? [quarantineLine(quarantined, human)] : []),
      ...(compared ? comparisonLines(compared, human) : []),
      ...notes.map(note => sentence(human, note)),
    ],
  };
}

const n = (count: number, { language }: Words): string => figure(count, language);

type Quarantined = NonNullable<Inspection['quarantined']>;

const quarantineJson = ({ rows, left, partitions }: Quarantined, session: Session): Row => ({
  ...{ rows, left },
  partitions: partitions.map(({ partitionDate, rows: kept, quarantined, file, sha256 }) => ({
    ...{ partition_date: partitionDate, rows: kept, quarantined },
    ...{ file: file === null ? null : shownPath(session, file, ''), sha256 },
  })),
});

const quarantineLine = ({ rows, partitions }: Quarantined, words: Words): string =>
  rows === 0
    ? words.say('cli.validate.quarantined_none')
    : words.say('cli.validate.quarantined', { rows: n(rows, words), partitions: n(partitions.length, words) });

const comparisonJson = ({ rows, rules, newFailures, goneFailures }: ReportComparison): Row => ({
  rows: { ...rows },
  new_failures: newFailures,
  gone_failures: goneFailures,
  rules: rules.map(({ id, change, before, after }) => ({
    ...{ id, change },
    before: before && { verdict: before.verdict, checked: before.checked, failed: before.failed },
    after: after && { verdict: after.verdict, checked: after.checked, failed: after.failed },
  })),
});

function comparisonLines({ rules, rows }: ReportComparison, words: Words): readonly string[] {
  const moved = rules.filter(({ change }) => change !== 'same');
  const head = words.say('cli.validate.compared', { before: n(rows.before, words), after: n(rows.after, words) });
  if (moved.length === 0) return [`${head} ${words.say('cli.validate.change.none')}`];
  return [
    head,
    ...moved.map(({ id, change, before, after }) => {
      const params = { id, before: n(before?.failed ?? 0, words), after: n(after?.failed ?? 0, words) };
      return `  ${words.say(`cli.validate.change.${change}`, params)}`;
    }),
  ];
}
