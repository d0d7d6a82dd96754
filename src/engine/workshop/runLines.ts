import { fail } from '../../model/problem.ts';
import { commandWords } from '../../model/workshop/commandWords.ts';
import { valueAt } from '../textTree.ts';
import { whatWentWrong } from './whatWentWrong.ts';
import type { CommandLine } from './workshopPorts.ts';

/** Before each line, and after the last one. */
export type LineMoved = (done: number, total: number, line: string) => void;

export interface LineWork {
  readonly cli: CommandLine;
  readonly signal: AbortSignal;
  readonly moved: LineMoved;
  /** Of a solution that says so: the first line is killed, and what it left behind is for the next ones to show. */
  readonly unplugAfter?: number | null | undefined;
}

/** One after the other. Data `solution_line_failed` for the first that does not end with 0, with what its JSON says. */
export async function runLines(
  lines: readonly string[],
  { cli, signal, moved, unplugAfter }: LineWork,
): Promise<void> {
  for (const [at, line] of lines.entries()) {
    signal.throwIfAborted();
    moved(at, lines.length, line);
    const unplug = at === 0 ? (unplugAfter ?? null) : null;
    const { exit, result } = await cli.run(commandWords(line), signal, unplug);
    signal.throwIfAborted();
    if (exit !== 0 && unplug === null) throw fail('data', 'solution_line_failed', { line, exit, reason: reasonIn(result) });
  }
  moved(lines.length, lines.length, '');
}

/** A run that ended badly says why of its Sources only. */
function reasonIn(result: Readonly<Record<string, unknown>> | null): string {
  const said = [whatWentWrong(result), firstReason(result), result?.['status']];
  return said.find(text => typeof text === 'string') ?? '–';
}

function firstReason(result: Readonly<Record<string, unknown>> | null): unknown {
  const outcomes: unknown = result?.['outcomes'];
  const failed: unknown = Array.isArray(outcomes) ? outcomes.find(one => valueAt(one, ['status']) === 'ERROR') : undefined;
  return valueAt(failed, ['reason']);
}
