import type { PreviewEntry } from './preview.ts';

const HEAD = ['uri', 'action', 'level', 'reason_code', 'reason', 'alias_of', 'found_on'];

/** RFC 4180, with a line break after each row. */
export function previewCsv(entries: readonly PreviewEntry[], say: (entry: PreviewEntry) => string): string {
  const rows = entries.map(entry => [
    ...[entry.uri, entry.action, String(entry.level), entry.reason?.code ?? '', say(entry)],
    ...[entry.aliasOf ?? '', entry.foundOn ?? ''],
  ]);
  return [HEAD, ...rows].map(row => `${row.map(cell).join(',')}\r\n`).join('');
}

/** What a page says must not become a formula in a spreadsheet. */
function cell(text: string): string {
  const tame = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}
