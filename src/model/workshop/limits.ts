import type { InputProblem } from '../inputProblem.ts';
import type { Problem } from '../problem.ts';

/** Bytes of a description, or of cases: the longest of ours has 75 KB. What no author wrote is not read for seconds. */
const LARGEST_FILE = 1_000_000;
/** Bytes of a step's text: the longest of ours has 1 KB. One of open brackets is read within a second all the same. */
const LARGEST_TEXT = 20_000;

/** Nobody repairs more at one go; a file of a hundred thousand wrong keys would be told in 50 MB. */
const MOST_FAULTS = 50;

/** Undefined: it may be read. */
export function fileTooLarge(file: string, bytes: number): Problem | undefined {
  const most = file.endsWith('.md') ? LARGEST_TEXT : LARGEST_FILE;
  if (bytes <= most) return undefined;
  const params = { path: file, size: Math.ceil(bytes / 1_000), limit: most / 1_000 };
  return { kind: 'config', code: 'workshop_file_too_large', params, file };
}

/** The first ones, in their order; then, where the next one stands, how many there are. */
export function firstFaults(faults: readonly InputProblem[]): readonly InputProblem[] {
  const [next] = faults.slice(MOST_FAULTS);
  if (!next) return faults;
  const { hint: _hint, ...place } = next;
  const count = faults.length - MOST_FAULTS;
  return [...faults.slice(0, MOST_FAULTS), { ...place, code: 'workshop_more_faults', params: { count } }];
}

/** With those that are not told. */
export const countFaults = (told: readonly Problem[]): number =>
  told.reduce((sum, { code, params }) => sum + (code === 'workshop_more_faults' ? Number(params['count']) : 1), 0);
