// Rows of figures, for a person's eyes.

/**
 * @typedef {object} Row
 * @property {string} what what was measured, with its unit
 * @property {number} ours
 * @property {string} [peer] name and version
 * @property {number} [peers] the peer's figure, same unit, same run
 * @property {number} [ratio] above 1: we are better by so many times
 * @property {string} [aim]
 * @property {boolean} [met]
 */

const COLUMNS = ['bench', 'what', 'ours', "the peer's", 'ratio', 'peer', 'aim', ''];

/** @param {(Row & {bench: string})[]} rows */
export function formatTable(rows) {
  const lines = [COLUMNS, ...rows.map(cells)];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map(line => line[column].length)));
  return lines
    .map(line =>
      line
        .map((cell, column) => align(cell, widths[column], column))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells({ bench, what, ours, peer = '', peers, ratio, aim = '', met }) {
  const verdict = met === undefined ? '' : met ? 'met' : 'MISSED';
  return [bench, what, figure(ours), figure(peers), ratio ? `${figure(ratio)} ×` : '', peer, aim, verdict];
}

const isNumeric = column => column >= 2 && column <= 4;

const align = (cell, width, column) => (isNumeric(column) ? cell.padStart(width) : cell.padEnd(width));

/** Three digits that count; more would be noise. */
function figure(value) {
  if (value === undefined) return '';
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
