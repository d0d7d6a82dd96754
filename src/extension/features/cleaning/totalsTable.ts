import type { PageWeight } from '../../../model/cleaning.ts';
import { toCsv, toMarkdown } from '../../../model/plainTable.ts';
import type { CleaningForm } from '../../../protocol/cleaning.ts';

interface TotalsWords {
  readonly form: CleaningForm;
  /** Before, after; in money. */
  cost(page: PageWeight): readonly string[];
  column(name: string): string;
}

const COLUMNS = ['page', 'uri', 'bytesBefore', 'bytesAfter', 'tokensBefore', 'tokensAfter', 'costBefore', 'costAfter'];

/** Pages of a run, before and after; one row a page. */
export function totalsTable(pages: readonly PageWeight[], { form, cost, column }: TotalsWords): string {
  if (form === 'json') return `${JSON.stringify(pages, null, 2)}\n`;
  const rows = pages.map(page => {
    const { title, uri, before, after } = page;
    return [title, uri, before.bytes, after.bytes, before.tokens, after.tokens, ...cost(page)];
  });
  return (form === 'csv' ? toCsv : toMarkdown)(COLUMNS.map(column), rows);
}
