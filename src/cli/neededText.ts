import { fail } from '../model/problem.ts';
import type { Arguments } from './arguments.ts';

/** Usage `option_missing` where it is not given. */
export function neededText(args: Arguments, option: string, verb: string): string {
  const value = args.text(option) ?? '';
  if (value === '') throw fail('usage', 'option_missing', { option: `--${option}`, verb });
  return value;
}
