import { shown } from '../../inputFault.ts';
import { isRecord } from '../../inputModel.ts';
import { valueAt } from '../../textTree.ts';
import type { CommandAnswer } from '../workshopPorts.ts';
import { pathSteps } from './inText.ts';
import { failed, PASSED, reason, type Judge } from './judgement.ts';

/** What a command of ours says in the learner's folder: its exit code (0 where only its result is named) and its JSON. */
export const judgeCli: Judge = async ({ world, signal }, check) => {
  const args = check.arguments ?? [];
  const command = `ingestion-workshop ${args.join(' ')}`;
  const answer = await world.cli.run(args, signal);
  const exit = check.exit ?? (check.result ? 0 : null);
  if (exit !== null && answer.exit !== exit)
    return failed(reason('cli_exit', { command, exit }), reason('cli_exited', { exit: answer.exit, error: errorOf(answer) }));
  for (const [name, wanted] of Object.entries(check.result ?? {})) {
    const value = valueAt(answer.result, pathSteps(name));
    if (value === wanted) continue;
    const found = answer.result ? reason('cli_result_is', { name, value: shown(value ?? '–') }) : reason('cli_no_result');
    return failed(reason('cli_result', { command, name, value: String(wanted) }), found);
  }
  return PASSED;
};

/** Its error; `doctor` has none, but the first of its checks that is needed and not well. */
const errorOf = ({ result }: CommandAnswer): string => {
  const checks: readonly unknown[] = Array.isArray(result?.['checks']) ? result['checks'] : [];
  const bad = checks.filter(isRecord).find(({ ok, needed }) => ok === false && needed === true);
  const error = result?.['error'] ?? bad?.['detail'];
  return typeof error === 'string' ? error : '–';
};
