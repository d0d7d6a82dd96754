import type { PartOutline, StepMark } from './outline.ts';
import type { CheckPlace, CheckState } from './stepOutcome.ts';
import type { Reason } from '../problem.ts';

/** A button of a step. */
export interface StepButton {
  readonly does: 'open' | 'run' | 'command';
  /** Null: as the command is called, or the file. */
  readonly title: string | null;
  /** The file, relative to the learner's folder, or the command without its prefix. */
  readonly name: string;
  /** Where the file is opened. */
  readonly line: number;
  /** What the command is given. */
  readonly given: readonly string[];
}

/** One check of a step, as the last look found it. */
export interface CheckView {
  readonly title: string;
  readonly state: CheckState;
  readonly isHidden: boolean;
  readonly expected: Reason | null;
  readonly found: Reason | null;
  readonly why: string | null;
  readonly where: CheckPlace | null;
  /** The lines around the place, the first one's number. */
  readonly frame: { readonly from: number; readonly lines: readonly string[] } | null;
}

/** What came of a look at a step's checks. */
export interface Verdict {
  readonly passed: boolean;
  /** RFC 3339. */
  readonly at: string;
  readonly tookMs: number;
  readonly checks: readonly CheckView[];
  /** What a likely mistake is told. */
  readonly mistake: string | null;
}

export interface QuizView {
  readonly question: string;
  /** `right` and `why` are told once it was answered. */
  readonly answers: readonly { readonly text: string; readonly right: boolean | null; readonly why: string | null }[];
  readonly ticked: readonly number[] | null;
}

export interface GuessView {
  readonly question: string;
  readonly unit: string;
  readonly value: number | null;
  /** Null: not guessed yet, or nothing is there to measure. */
  readonly truth: number | null;
  /** Why most people are wrong; once the truth is seen. */
  readonly reason: string | null;
}

/** A guess of this or an earlier step, beside the truth. */
export interface Bet {
  readonly number: string;
  readonly title: string;
  readonly value: number | null;
  readonly truth: number | null;
}

/** All that a step's page shows. */
export interface StepView {
  readonly workshop: string;
  readonly part: PartOutline;
  readonly goal: string | null;
  readonly step: StepMark;
  readonly before: StepMark | null;
  readonly after: StepMark | null;
  /** Markdown. */
  readonly text: string;
  /** Its pictures by their links in the text, as `data:` addresses. */
  readonly pictures: Readonly<Record<string, string>>;
  readonly buttons: readonly StepButton[];
  /** The learner’s file that a check runs, where it can be stepped through. */
  readonly debugs: string | null;
  /** What will be looked at. */
  readonly checks: number;
  readonly tries: number;
  readonly verdict: Verdict | null;
  readonly hints: readonly string[];
  /** How many of them were shown. */
  readonly hintsShown: number;
  readonly hasSolution: boolean;
  /** Not lines alone: there is something to compare. */
  readonly solutionHasFiles: boolean;
  readonly solutionShown: boolean;
  /** Whether it has something that a reset takes back. */
  readonly canReset: boolean;
  readonly quiz: QuizView | null;
  readonly guess: GuessView | null;
  readonly bets: readonly Bet[];
  /** Model answers of a discussion. */
  readonly answers: readonly string[];
  /** What to remember, once it passed. */
  readonly lesson: string | null;
  /** What was seen in the part, at its last step once that passed. */
  readonly seen: string | null;
}
