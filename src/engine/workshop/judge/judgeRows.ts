import { countFault } from './counts.ts';
import { failed, PASSED, reason, type Judge } from './judgement.ts';

/** A Parquet file, or a folder of them as one table: its columns and how many rows it has. */
export const judgeRows: Judge = async ({ world }, check) => {
  const file = check.file ?? '';
  const found = await world.rows(file);
  const wanted = check.columns ?? [];
  const expected = reason('rows_columns', { file, columns: wanted.join(', ') });
  if (!found) return failed(wanted.length > 0 ? expected : reason('rows_at_least', { file, count: check.at_least ?? 0 }), reason('rows_no_file', { file }));
  const where = { path: file };
  const missing = wanted.filter(column => !found.columns.includes(column));
  if (missing.length > 0) {
    const columns = found.columns.join(', ');
    return failed(expected, reason('rows_columns_missing', { missing: missing.join(', '), columns }), where);
  }
  return countFault(check, { of: 'rows', params: { file }, count: found.rows, where }) ?? PASSED;
};
