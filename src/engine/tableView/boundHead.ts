import type { SchemaDifference, TableHead, TablePart } from '../../model/tableView/table.ts';

/** Files at each end: the newest days come last, and are those that people look into. */
const MOST_FILES = 250;
const MOST_NAMED = 500;
const MOST_TYPES = 20;

/** As it travels to a page: of ten thousand files, or as many that differ, some. `totals` says how many there are. */
export const boundHead = (head: TableHead): TableHead => ({
  ...head,
  files: endsOf(head.files),
  unread: head.unread.slice(0, MOST_NAMED),
  differences: head.differences
    .slice(0, MOST_NAMED)
    .map(one => (one.types.length > MOST_TYPES ? { ...one, types: one.types.slice(0, MOST_TYPES) } : one)),
});

const endsOf = (files: readonly TablePart[]): readonly TablePart[] =>
  files.length <= 2 * MOST_FILES ? files : [...files.slice(0, MOST_FILES), ...files.slice(-MOST_FILES)];

export type ListedPart = 'files' | 'unread' | 'differences';

/** All of a list, a line each, for a spreadsheet. */
export function listText({ files, unread, differences }: TableHead, of: ListedPart): string {
  switch (of) {
    case 'files':
      return lines(
        ['name', 'rows', 'bytes', 'groups'],
        files.map(one => [one.name, one.rows, one.bytes, one.groups]),
      );
    case 'unread':
      return lines(
        ['name', 'code'],
        unread.map(({ name, problem }) => [name, problem.code]),
      );
    case 'differences':
      return lines(['column', 'type', 'files', 'first'], differences.flatMap(typesOf));
  }
}

const typesOf = ({ column, types }: SchemaDifference) =>
  types.map(({ type, files, first }) => [column, type ?? '', files, first]);

/** UTF-16 units: as much as the clipboard is given elsewhere. */
const MOST_UNITS = 16_000_000;

const lines = (names: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [names, ...rows]
    .map(row => row.map(value => String(value).replaceAll(/[\t\r\n]+/g, ' ')).join('\t'))
    .join('\n')
    .slice(0, MOST_UNITS);
