type Cell = string | number;
type Rows = readonly (readonly Cell[])[];

/** RFC 4180. Nothing is added to texts that begin with `=` or `+`: they are data. */
export const toCsv = (columns: readonly string[], rows: Rows): string =>
  [columns, ...rows].map(row => `${row.map(csvCell).join(',')}\r\n`).join('');

function csvCell(cell: Cell): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table of GitHub's, numbers to the right. */
export function toMarkdown(columns: readonly string[], rows: Rows): string {
  const line = (cells: readonly Cell[]) =>
    `| ${cells
      .map(cell =>
        String(cell)
          .replace(/([|\\])/g, '\\$1')
          .replace(/\s+/g, ' '),
      )
      .join(' | ')} |\n`;
  const sides = columns.map((_, at) => (typeof rows[0]?.[at] === 'number' ? '--:' : '---'));
  return line(columns) + line(sides) + rows.map(line).join('');
}
