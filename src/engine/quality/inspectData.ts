import { TABLE } from '../../model/dataset/layout.ts';
import { fail, toProblem, type Reason } from '../../model/problem.ts';
import type { ValidationReport } from '../../model/quality/report.ts';
import type { DatasetPorts } from '../dataset/datasetWriting.ts';
import { extract, type Extracted, type ExtractFormat, type ExtractPorts } from './extract.ts';
import { createFailingRows, type FailingNote, type FailingRows } from './failingRows.ts';
import { keepVerdicts, readMarks, rowsBefore } from './lastVerdicts.ts';
import { quarantine, type Quarantined } from './quarantine.ts';

export interface InspectPorts extends ExtractPorts {
  validate(asked: {
    readonly before: { readonly rows: number } | null;
    onFailing(failing: FailingNote): void;
  }): Promise<ValidationReport>;
  /** Null: what is looked at is in no dataset of ours. */
  readonly dataset: { readonly ports: DatasetPorts; readonly date: string | null } | null;
  /** Where a path leads when its links are followed, as far as there is something; with `/`. */
  realPath(path: string): Promise<string>;
}

export interface InspectRequest {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly now: Date;
  readonly signal: AbortSignal;
  /** What `row_count_change` compares with; null: the last validation here. */
  readonly before: { readonly rows: number } | null;
  readonly extract: { readonly outDir: string; readonly format: ExtractFormat; readonly only?: string } | null;
  readonly quarantine: { readonly waitSeconds: number } | null;
}

export interface Inspection {
  readonly report: ValidationReport;
  readonly failing: FailingRows;
  readonly extracted: readonly Extracted[];
  readonly quarantined: Quarantined | null;
  readonly warnings: readonly Reason[];
  /** What was looked at is a dataset of ours, or a day of it. */
  readonly isOurs: boolean;
}

/**
 * Validates, and does with the findings what is asked: extracts first, for they are of the rows as they stood. Throws
 * config `quarantine_no_dataset`, `extract_in_input`; what `validate`, `extract` and `quarantine` throw.
 */
export async function inspectData(ports: InspectPorts, request: InspectRequest): Promise<Inspection> {
  const { dataset } = ports;
  const { path, quarantine: asked } = request;
  if (request.extract) await refuseInside(ports, request.extract.outDir, dataset?.ports.folder.path ?? path);
  if (asked && !dataset) throw fail('config', 'quarantine_no_dataset', { path, file: '_state/dataset.json' });
  const warnings: Reason[] = [];
  const look = () => lookAt(ports, request, warnings);
  const isOurs = dataset !== null;
  if (!asked || !dataset) return { ...(await look()), quarantined: null, warnings, isOurs };
  let extracted: readonly Extracted[] = [];
  const split = await quarantine(dataset.ports, {
    ...asked,
    signal: request.signal,
    dateOf: dateIn(dataset.date),
    validate: async () => {
      const looked = await look();
      extracted = looked.extracted;
      return looked;
    },
  });
  return { ...split, extracted, warnings, isOurs };
}

/** Its files would be rows of the next validation, and of whoever reads the folder. */
async function refuseInside({ realPath }: InspectPorts, out: string, data: string): Promise<void> {
  const [real, around] = await Promise.all([realPath(out), realPath(data)]);
  if (`${real}/`.startsWith(`${around}/`)) throw fail('config', 'extract_in_input', { path: out });
}

async function lookAt(
  ports: InspectPorts,
  request: InspectRequest,
  warnings: Reason[],
): Promise<Pick<Inspection, 'report' | 'failing' | 'extracted'>> {
  const { path, now, signal } = request;
  const failing = createFailingRows();
  const days = ports.dataset && { folder: ports.dataset.ports.folder, date: ports.dataset.date };
  const marks = days && (await readMarks(days));
  const rows = request.before?.rows ?? (days && (await rowsBefore(days)));
  const report = await ports.validate({ before: rows === null ? null : { rows }, onFailing: failing.note });
  const pathOf = (file: string): string => (file === report.file ? path : `${path}/${file}`);
  const extracted = request.extract
    ? await extract(ports, { ...request.extract, report, failing, pathOf, signal })
    : [];
  if (days && marks) {
    const dateOf = dateIn(days.date);
    const validated = { report, failing, marks, now, dateOf, isWhole: days.date === null };
    await keepVerdicts(days.folder, validated).catch((error: unknown) => {
      const { code, params } = toProblem(error);
      warnings.push({ code: 'verdict_not_kept', params: { path: days.folder.path, reason: code, ...params } });
    });
  }
  return { report, failing, extracted };
}

/** The day of a file as the report names it: below the dataset's folder, or below the day's, or the day's own. */
export const dateIn =
  (date: string | null) =>
  (file: string): string | null => {
    if (date !== null) return date;
    const [, found = null] = /^partition_date=(\d{4}-\d\d-\d\d)\/([^/]+)$/.exec(file) ?? [];
    return file.endsWith(`/${TABLE}`) ? found : null;
  };
