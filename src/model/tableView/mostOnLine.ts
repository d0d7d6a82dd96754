/** Rows. 160 MB, and half as much for those of long numbers; of more there is no median, and no histogram. */
export const MOST_ON_LINE = 20_000_000;
