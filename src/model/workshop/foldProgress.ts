import type { Progress, StepProgress } from './progress.ts';
import type { StepAnswers } from './stepOutcome.ts';

/** What happens to a step. `seen`: its page is still looked at. `reset`: it is as if one had never been there. */
export type StepHappening =
  | { readonly kind: 'opened' | 'seen' | 'solutionShown' }
  | { readonly kind: 'checked'; readonly passed: boolean }
  | { readonly kind: 'hintShown'; /** From 0 on. */ readonly hint: number }
  | { readonly kind: 'guessed'; readonly guess: number }
  | { readonly kind: 'measured'; readonly truth: number }
  | { readonly kind: 'ticked'; readonly ticked: readonly number[] };

/** Milliseconds. Nobody looks at one step for longer without doing anything: the rest was a break. */
export const LONGEST_LOOK = 10 * 60_000;

/** What happened to a step at that time (milliseconds since 1970). The time since the last word goes to the step that one was at. */
export function happened(progress: Progress, step: string, what: StepHappening, at: number): Progress {
  const spent = spend(progress, at);
  const now = timeText(at);
  const before = spent.steps[step] ?? newStep(now);
  // What comes late, as a verdict on the step before, takes nobody back to it.
  const here = what.kind === 'opened' ? step : (spent.current?.step ?? step);
  return {
    ...spent,
    current: { step: here, seenAt: now },
    steps: { ...spent.steps, [step]: { ...before, ...changeOf(before, what, now) } },
  };
}

/** These steps are as if nobody had ever opened them; what they took stays counted nowhere. Who was at one is at their first. */
export function forgetSteps(progress: Progress, steps: readonly string[]): Progress {
  const kept = Object.entries(progress.steps).filter(([step]) => !steps.includes(step));
  const { current } = progress;
  const [first] = steps;
  const here = current && first !== undefined && steps.includes(current.step) ? { ...current, step: first } : current;
  return { ...progress, current: here, steps: Object.fromEntries(kept) };
}

/** What checks are told of what the learner said. */
export function answersOf({ ticked, guess }: StepProgress): StepAnswers {
  return { ...(ticked && { ticked }), ...(guess !== null && { guess }) };
}

function spend(progress: Progress, at: number): Progress {
  const { current, steps } = progress;
  const step = current && steps[current.step];
  if (!current || !step) return progress;
  // A clock that was put back takes nothing away.
  const looked = Math.min(Math.max(0, at - Date.parse(current.seenAt)), LONGEST_LOOK);
  return { ...progress, steps: { ...steps, [current.step]: { ...step, spentMs: step.spentMs + looked } } };
}

function changeOf(before: StepProgress, what: StepHappening, now: string): Partial<StepProgress> {
  switch (what.kind) {
    case 'opened':
    case 'seen':
      return {};
    case 'checked':
      return {
        checked: before.checked + 1,
        // Who passed once has passed: to try something else afterwards takes nothing away.
        state: what.passed || before.state === 'passed' ? 'passed' : 'failed',
        passedAt: before.passedAt ?? (what.passed ? now : null),
      };
    case 'hintShown':
      return { hints: Math.max(before.hints, what.hint + 1) };
    case 'guessed':
      return { guess: before.guess ?? what.guess };
    case 'measured':
      return { truth: what.truth };
    case 'ticked':
      return { ticked: [...what.ticked] };
    case 'solutionShown':
      return { solutionShown: true };
  }
}

const newStep = (startedAt: string): StepProgress => ({
  ...{ state: 'open', startedAt, passedAt: null, spentMs: 0, checked: 0, hints: 0 },
  ...{ guess: null, truth: null, ticked: null, solutionShown: false },
});

/** One spelling of a time: UTC, milliseconds. */
const timeText = (at: number): string => new Date(at).toISOString();
