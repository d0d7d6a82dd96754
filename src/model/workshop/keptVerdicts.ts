import type { Verdict } from './stepView.ts';

export const VERDICTS_VERSION = 1;

/** Characters of a verdict as it is kept; one that says more is not. */
export const LONGEST_VERDICT = 20_000;
/** Of the file: the oldest ones leave it. */
export const MOST_VERDICTS = 100;

/** A step's last verdict. */
export interface KeptVerdict {
  /** Which of the step's looks it is of, from 1 on: a reset begins anew, and an undone one goes on. */
  readonly look: number;
  readonly verdict: Verdict;
}

/** Of one workshop in one learner's folder, by step, the oldest first. */
export type KeptVerdicts = ReadonlyMap<string, KeptVerdict>;

/** None where the text is broken, or another version wrote it. */
export function readVerdicts(text: string): KeptVerdicts {
  const value = parse(text);
  if (!isRecord(value) || value['version'] !== VERDICTS_VERSION || !Array.isArray(value['verdicts'])) return new Map();
  const entries: readonly unknown[] = value['verdicts'];
  return new Map(entries.flatMap(entry => (isEntry(entry) ? [[entry.step, entry]] : [])));
}

export function writeVerdicts(verdicts: KeptVerdicts): string {
  const kept = [...verdicts].slice(-MOST_VERDICTS).map(([step, { look, verdict }]) => ({ step, look, verdict }));
  return `${JSON.stringify({ version: VERDICTS_VERSION, verdicts: kept })}\n`;
}

/** A step's newest in place of its last one; of one that says too much nothing is kept. */
export function withVerdict(verdicts: KeptVerdicts, step: string, kept: KeptVerdict): KeptVerdicts {
  const others = [...verdicts].filter(([one]) => one !== step);
  const isLong = JSON.stringify(kept.verdict).length > LONGEST_VERDICT;
  return new Map(isLong ? others : [...others, [step, kept]]);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEntry = (value: unknown): value is KeptVerdict & { readonly step: string } =>
  isRecord(value) && typeof value['step'] === 'string' && Number.isInteger(value['look']) && isVerdict(value['verdict']);

const isVerdict = (value: unknown): value is Verdict =>
  isRecord(value) &&
  typeof value['passed'] === 'boolean' &&
  Number.isFinite(Date.parse(String(value['at']))) &&
  typeof value['tookMs'] === 'number' &&
  isTextOrNull(value['mistake']) &&
  Array.isArray(value['checks']) &&
  value['checks'].every(isCheck);

const isCheck = (value: unknown): boolean =>
  isRecord(value) &&
  typeof value['title'] === 'string' &&
  ['passed', 'failed', 'unchecked'].includes(String(value['state'])) &&
  typeof value['isHidden'] === 'boolean' &&
  isTextOrNull(value['why']) &&
  isNullOr(value['expected'], isReason) &&
  isNullOr(value['found'], isReason) &&
  isNullOr(value['where'], isPlace) &&
  isNullOr(value['frame'], isFrame);

const isReason = (value: Fields): boolean =>
  typeof value['code'] === 'string' &&
  isRecord(value['params']) &&
  Object.values(value['params']).every(one => typeof one === 'string' || typeof one === 'number');

const isPlace = ({ path, line, column }: Fields): boolean =>
  typeof path === 'string' && [line, column].every(one => one === undefined || Number.isInteger(one));

const isFrame = ({ from, lines }: Fields): boolean =>
  Number.isInteger(from) && Array.isArray(lines) && lines.every(line => typeof line === 'string');

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';
const isNullOr = (value: unknown, is: (fields: Fields) => boolean): boolean =>
  value === null || (isRecord(value) && is(value));
