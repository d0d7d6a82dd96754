import type { Row, Value } from '../table/value.ts';

/** An answer, as a probe looks at it. */
export interface ProbePage {
  readonly uri: string;
  readonly body: Value;
  readonly rows: readonly Row[];
  readonly link: string | undefined;
}

/** Asks for addresses one by one; null comes back where the API gave no list. */
export type Probing<Result> = Generator<string, Result, ProbePage | null>;

export function withQuery(base: string, query: Readonly<Record<string, string>>): string {
  const url = new URL(base);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}
