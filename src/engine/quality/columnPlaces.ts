import { isRecord } from '../inputModel.ts';
import type { TextPath } from '../textTree.ts';

const LISTS = ['required_columns', 'not_null_columns', 'unique_columns'];

/** Whether the value at a path of a rules file is the name of a column. */
export function isColumnValue(path: TextPath): boolean {
  const [first, second, third] = path;
  if (LISTS.includes(String(first))) return path.length === 2;
  if (first !== 'rules' || typeof second !== 'number') return false;
  return third === 'column' ? path.length === 3 : third === 'columns' && path.length === 4;
}

/** Whether names of columns are keys of what stands at a path. */
export const isColumnMap = (path: TextPath): boolean => path.length === 1 && path[0] === 'value_ranges';

export interface NamedColumn {
  readonly column: string;
  readonly path: TextPath;
  readonly at: 'key' | 'value';
}

/** All the columns that a rules file names, as far as it could be read. */
export function namedColumns(file: unknown): readonly NamedColumn[] {
  const found: NamedColumn[] = [];
  const visit = (value: unknown, path: TextPath): void => {
    if (typeof value === 'string' && isColumnValue(path)) found.push({ column: value, path, at: 'value' });
    const entries = Array.isArray(value) ? [...value.entries()] : isRecord(value) ? Object.entries(value) : [];
    for (const [step, one] of path.length < 4 ? entries : []) {
      if (isColumnMap(path)) found.push({ column: String(step), path: [...path, step], at: 'key' });
      visit(one, [...path, step]);
    }
  };
  visit(file, []);
  return found;
}
