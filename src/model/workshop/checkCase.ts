import type { ActivityCase } from './activityCase.ts';

/** One case of a `cases` check, as its JSON file lists them: what the activity meets, and what must come of it. */
export interface CheckCase extends Omit<ActivityCase, 'stage'> {
  /** What it tries, in a few words, by language. */
  readonly title: Readonly<Record<string, string>>;
  /** Its input and its expectation are not shown to the learner. */
  readonly hidden?: boolean;
  readonly expect: CaseExpectation;
}

/** All that is named must hold; at least one thing is. */
export interface CaseExpectation {
  /** Fields of the Source that it returns, by path: `metadata.title`. */
  readonly source?: Readonly<Record<string, string | number | boolean | null>>;
  /** Texts in what it wrote; of INDEXING: in what it added to the store. */
  readonly contains?: readonly string[];
  readonly lacks?: readonly string[];
  /** Addresses that it discovered: these and no others, in any order. */
  readonly discovered?: readonly string[];
  readonly chunks?: ExpectedChunks;
  /** Why it leaves the Source aside: a code of the tool's own, or the words of the activity. */
  readonly skipped?: string;
  /** The code of the Problem that it must end with. */
  readonly problem?: string;
}

interface ExpectedChunks {
  readonly at_least?: number;
  readonly at_most?: number;
  /** Characters. */
  readonly longest?: number;
  /** Of each of them, by path. */
  readonly metadata?: Readonly<Record<string, string | number | boolean | null>>;
}
