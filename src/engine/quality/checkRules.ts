import type { InputProblem } from '../../model/inputProblem.ts';
import { isReason } from '../../model/quality/checkTypes.ts';
import { dataNamedIn } from '../../model/quality/rulesFile.ts';
import type { Reason } from '../../model/problem.ts';
import type { TableColumn } from '../filePorts.ts';
import { didYouMean, shown, toInputProblem, type InputFault } from '../inputFault.ts';
import type { InputText } from '../readInput.ts';
import { namedColumns } from './columnPlaces.ts';
import { readRules, type ReadRules } from './readRules.ts';

/** What the file that `input_file` names has, or why it cannot be told. */
export type KnownColumns = readonly TableColumn[] | Reason;

/**
 * A rules file as an editor sees it: with the columns that its data do not have. Nothing is told of a file in which
 * nothing stands yet. Never throws.
 */
export function checkRules(
  text: string,
  options: InputText,
  columns: KnownColumns | null,
): { readonly problems: readonly InputProblem[]; readonly warnings: readonly InputProblem[] } {
  const read = readRules(text, options);
  const problems = read.problems.filter(({ code }) => code !== 'rules_empty');
  const faults = columns === null ? [] : faultsOf(read, columns, dataNamedIn(text) ?? '');
  return { problems, warnings: faults.map(fault => toInputProblem(fault, read.locate(fault.path), options.file)) };
}

function faultsOf({ value }: ReadRules, columns: KnownColumns, file: string): InputFault[] {
  if (isReason(columns)) return [{ path: ['input_file'], at: 'value', code: columns.code, params: columns.params }];
  const names = columns.map(({ name }) => name);
  return namedColumns(value)
    .filter(({ column }) => !names.includes(column))
    .map(({ column, path, at }) => {
      const params = { column: shown(column), file };
      return { path, at, code: 'rule_column_unknown', params, ...didYouMean(column, names) };
    });
}
