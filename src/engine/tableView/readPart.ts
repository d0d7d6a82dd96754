import { ProblemError, toProblem, type Problem } from '../../model/problem.ts';
import type { ExactColumn } from '../../model/table/exactColumn.ts';
import type { Value } from '../../model/table/value.ts';
import type { ViewGroup, ViewPart } from './tableView.ts';

/** A column of some rows of a group; null: of all. A column that its path says is no ExactColumn. */
export async function valuesIn(
  { part, group, rows: size }: ViewGroup,
  column: number,
  rows: Uint32Array | null,
): Promise<readonly Value[]> {
  const place = placeIn(part, column);
  if (typeof place !== 'number') return new Array<Value>(rows?.length ?? size).fill(place.constant);
  return ofColumn(part, place, part.reader.values({ group, column: place, rows }));
}

/** `place`: in the file. */
export const exactIn = ({ part, group }: ViewGroup, place: number, rows: Uint32Array | null): Promise<ExactColumn> =>
  ofColumn(part, place, part.reader.exact({ group, column: place, rows }));

/** Where a file has a column, or what all of its rows have. Throws why it cannot be read there. */
export function placeIn(part: ViewPart, column: number): number | { readonly constant: Value } {
  const place = part.places[column] ?? NOTHING;
  if (typeof place === 'object' && 'problem' in place) throw new ProblemError(place.problem);
  return place;
}

const NOTHING = { constant: null };

/** What a reader says of a file is here said of the one column that was read. */
const OF_COLUMN: Readonly<Record<string, string>> = {
  table_corrupt: 'column_corrupt',
  table_codec: 'column_codec',
  table_too_slow: 'column_too_slow',
};

export async function ofColumn<T>(part: ViewPart, place: number, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (thrown) {
    const problem = toProblem(thrown);
    const code = OF_COLUMN[problem.code];
    if (code === undefined) throw thrown;
    const column = part.reader.seen[place]?.name ?? '';
    throw new ProblemError(problemIn(part, { ...problem, code, params: { ...problem.params, column } }));
  }
}

const OF_FILE: ReadonlySet<string> = new Set([...Object.values(OF_COLUMN), ...['column_encrypted', 'column_type']]);

/** Why a file that is one of several cannot be read, while the others can; throws what is of the table as a whole. */
export function problemOfPart({ isAlone }: ViewPart, thrown: unknown): Problem {
  const problem = toProblem(thrown);
  if (isAlone || !Object.hasOwn(OF_COLUMN, problem.code)) throw thrown;
  return problem;
}

/** Of several files, the one that has it is named. */
export const problemIn = ({ isAlone, name }: Pick<ViewPart, 'isAlone' | 'name'>, problem: Problem): Problem =>
  isAlone || !OF_FILE.has(problem.code)
    ? problem
    : { ...problem, code: `${problem.code}_in_file`, params: { ...problem.params, file: name } };
