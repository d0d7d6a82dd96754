/** Stands near the top of every HTML and Markdown report: a later one may take its place. */
export const REPORT_MARK = 'ingestion-workshop validate-data';

export const isMarkedReport = (text: string): boolean => text.slice(0, 2_000).includes(REPORT_MARK);
