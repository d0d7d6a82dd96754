import type { Reason } from '../../model/problem.ts';
import type { CheckPlace } from '../../model/workshop/stepOutcome.ts';
import { isRecord } from '../inputModel.ts';
import type { CommandAnswer } from './workshopPorts.ts';

/** What a command's JSON says of it: its error; `doctor` has none, but the first of its checks that is needed and not well. */
export function whatWentWrong(result: CommandAnswer['result']): string | undefined {
  const checks: readonly unknown[] = Array.isArray(result?.['checks']) ? result['checks'] : [];
  const bad = checks.filter(isRecord).find(({ ok, needed }) => ok === false && needed === true);
  const error = result?.['error'] ?? bad?.['detail'];
  return typeof error === 'string' ? error : undefined;
}

/** The problem that a command's JSON tells of, for each guest to say in its own language, and the place in the learner's folder. */
export function problemIn(result: CommandAnswer['result']): { readonly found: Reason; readonly where: CheckPlace | null } | undefined {
  const detail = result?.['error_detail'];
  if (!isRecord(detail) || typeof detail['code'] !== 'string') return undefined;
  const { code, file, line, column } = detail;
  const given = Object.entries(isRecord(detail['params']) ? detail['params'] : {});
  const params = Object.fromEntries(given.filter((one): one is [string, string | number] => ['string', 'number'].includes(typeof one[1])));
  const place = { ...(typeof line === 'number' && { line }), ...(typeof column === 'number' && { column }) };
  return { found: { code, params }, where: typeof file === 'string' ? { path: file, ...place } : null };
}
