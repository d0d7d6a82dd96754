import { shown } from '../../inputFault.ts';
import { valueAt } from '../../textTree.ts';
import { problemIn, whatWentWrong } from '../whatWentWrong.ts';
import { pathSteps } from './inText.ts';
import { failed, PASSED, reason, type Judge } from './judgement.ts';

/** What a command of ours says in the learner's folder: its exit code (0 where only its result is named) and its JSON. */
export const judgeCli: Judge = async ({ world, signal }, check) => {
  const args = check.arguments ?? [];
  const command = `ingestion-workshop ${args.join(' ')}`;
  const answer = await world.cli.run(args, signal);
  const exit = check.exit ?? (check.result ? 0 : null);
  if (exit !== null && answer.exit !== exit) {
    const told = problemIn(answer.result) ?? { found: reason('cli_exited', { exit: answer.exit, error: whatWentWrong(answer.result) ?? '–' }), where: null };
    return failed(reason('cli_exit', { command, exit }), told.found, told.where);
  }
  for (const [name, wanted] of Object.entries(check.result ?? {})) {
    const value = valueAt(answer.result, pathSteps(name));
    if (value === wanted) continue;
    const found = answer.result ? reason('cli_result_is', { name, value: shown(value ?? '–') }) : reason('cli_no_result');
    return failed(reason('cli_result', { command, name, value: String(wanted) }), found);
  }
  return PASSED;
};
