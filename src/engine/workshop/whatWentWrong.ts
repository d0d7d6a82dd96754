import { isRecord } from '../inputModel.ts';
import type { CommandAnswer } from './workshopPorts.ts';

/** What a command's JSON says of it: its error; `doctor` has none, but the first of its checks that is needed and not well. */
export function whatWentWrong(result: CommandAnswer['result']): string | undefined {
  const checks: readonly unknown[] = Array.isArray(result?.['checks']) ? result['checks'] : [];
  const bad = checks.filter(isRecord).find(({ ok, needed }) => ok === false && needed === true);
  const error = result?.['error'] ?? bad?.['detail'];
  return typeof error === 'string' ? error : undefined;
}
