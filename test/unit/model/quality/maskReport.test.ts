import { describe, expect, it } from 'vitest';
import { maskTable } from '../../../../src/model/quality/failingTable.ts';
import { maskJson } from '../../../../src/model/quality/maskReport.ts';

const FILE = 'partition_date=2026-01-02/kind=a/part-1.parquet';
const HIDDEN = 'partition_date=•••/kind=a/part-1.parquet';

const report = {
  file: `data/${FILE}`,
  errors: [
    "Rule 'at_is_time' could not run: column 'at' holds '1', which is no date and no time",
    "Column 'fare': 1 of 11 values are below 1",
    `Column 'at' is missing in 2 of 3 files, first in ${FILE}`,
  ],
  warnings: ["Column 'at': its newest value 1 is older than 1 d 1 h, in 11 rows"],
  rules: [
    {
      ...{ id: 'at_is_time', column: 'at', samples: [{ row: 1, value: '1', file: FILE, row_group: 0 }] },
      reason: { code: 'not_a_moment', params: { value: '1', file: FILE } },
    },
    { id: 'fares', column: 'fare', samples: [{ row: 1, value: 0, file: FILE, row_group: 0 }], reason: null },
  ],
};

describe('a report with masked columns', () => {
  it('says values of a column nowhere, and leaves sentences about others as they are', () => {
    const { errors, rules, file } = maskJson(report, ['at']);
    expect(errors).toEqual([
      "Rule 'at_is_time' could not run: column 'at' holds '•••', which is no date and no time",
      report.errors[1],
      `Column 'at' is missing in 2 of 3 files, first in ${FILE}`,
    ]);
    expect(rules).toMatchObject([
      { samples: [{ row: 1, value: '•••', file: FILE }], reason: { params: { value: '•••', file: FILE } } },
      { samples: [{ row: 1, value: 0 }], reason: null },
    ]);
    expect(file).toBe(report.file);
  });

  it('leaves a number alone that only begins like the value', () => {
    const { warnings } = maskJson(report, ['at']);
    expect(warnings).toEqual(["Column 'at': its newest value ••• is older than ••• d ••• h, in 11 rows"]);
  });

  it('finds a value whatever its characters would mean elsewhere', () => {
    const value = 'C:\\d+ (x)|$1';
    const rules = [{ id: 'r', column: 'at', samples: [], reason: { code: 'not_a_moment', params: { value } } }];
    const { errors } = maskJson({ errors: [`Rule 'r': column 'at' holds '${value}'`], rules }, ['at']);
    expect(errors).toEqual(["Rule 'r': column 'at' holds '•••'"]);
  });

  it('says a partition column nowhere in a path', () => {
    const masked = maskJson(report, ['partition_date']);
    expect(masked['file']).toBe(`data/${HIDDEN}`);
    expect(masked['errors']).toEqual([...report.errors.slice(0, 2), report.errors[2]?.replace(FILE, HIDDEN)]);
    expect(masked['rules']).toMatchObject([
      { samples: [{ value: '1', file: HIDDEN }], reason: { params: { value: '1', file: HIDDEN } } },
      { samples: [{ value: 0, file: HIDDEN }] },
    ]);
    const table = { columns: [], rows: [{ file: FILE, row: 3, cells: [] }] };
    expect(maskTable(table, ['partition_date']).rows).toEqual([{ file: HIDDEN, row: 3, cells: [] }]);
    expect(JSON.stringify(masked)).not.toContain('2026-01-02');
  });
});
