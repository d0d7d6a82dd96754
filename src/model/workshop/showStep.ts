import type { Workshop, WorkshopAction, WorkshopStep } from '../generated/types.ts';
import { stageOfActivity } from './activityFile.ts';
import { outlineOf, type OutlineWorld, type PartOutline } from './outline.ts';
import type { Progress } from './progress.ts';
import { said, type Spoken } from './said.ts';
import type { Bet, GuessView, QuizView, StepButton, StepView, Verdict } from './stepView.ts';

/** What a step's page needs beside the workshop and what is remembered. */
export interface ShowWorld extends OutlineWorld {
  readonly text: string;
  readonly pictures: Readonly<Record<string, string>>;
  readonly verdict: Verdict | null;
}

/** Undefined: no step of this workshop. */
export function showStep(workshop: Workshop, progress: Progress, id: string, world: ShowWorld): StepView | undefined {
  const { title, parts } = outlineOf(workshop, progress, world);
  const place = parts.findIndex(({ steps }) => steps.some(step => step.id === id));
  const [part, own] = [parts[place], workshop.parts[place]];
  const at = part?.steps.findIndex(step => step.id === id) ?? -1;
  const [mark, step] = [part?.steps[at], own?.steps[at]];
  if (!part || !own || !mark || !step) return undefined;
  const all = parts.flatMap(({ steps }) => steps);
  const order = all.indexOf(mark);
  const known = progress.steps[id];
  const passed = mark.standing === 'passed';
  const { text, pictures, verdict } = world;
  return {
    ...{ workshop: title, part, goal: said(own.goal, world), step: mark, text, pictures, verdict },
    ...{ before: all[order - 1] ?? null, after: all[order + 1] ?? null },
    buttons: (step.actions ?? []).flatMap(action => buttonOf(action, world) ?? []),
    ...{ checks: (step.checks ?? []).length, tries: known?.checked ?? 0 },
    debugs: (step.checks ?? []).find(({ module }) => module && stageOfActivity(module))?.module ?? null,
    hints: (step.hints ?? []).flatMap(hint => said(hint, world) ?? []),
    hintsShown: known?.hints ?? 0,
    ...{ hasSolution: Boolean(step.solution), solutionShown: known?.solutionShown ?? false },
    solutionHasFiles: Boolean(step.solution?.files),
    canReset: Boolean(step.solution),
    quiz: quizOf(step, known?.ticked ?? null, world),
    guess: guessOf(step, progress, world),
    bets: step.guess ? betsOf(workshop, parts, progress) : [],
    answers: (step.answers ?? []).flatMap(answer => said(answer, world) ?? []),
    lesson: passed ? said(step.lesson, world) : null,
    seen: passed && at === part.steps.length - 1 ? fillSeen(said(own.seen, world), progress, world) : null,
  };
}

function buttonOf({ title, command, open, run, line, ...action }: WorkshopAction, speech: Spoken): StepButton | null {
  const [does, name] = open ? ['open' as const, open] : run ? ['run' as const, run] : ['command' as const, command];
  if (!name) return null;
  return { does, name, title: said(title, speech), line: line ?? 1, given: action.arguments ?? [] };
}

/** Nobody reads why before they have chosen: it is not told. */
function quizOf({ quiz }: WorkshopStep, ticked: readonly number[] | null, speech: Spoken): QuizView | null {
  if (!quiz) return null;
  const answers = quiz.answers.map(({ text, right, why }) => ({
    text: said(text, speech) ?? '',
    right: ticked ? right === true : null,
    why: ticked ? said(why, speech) : null,
  }));
  return { question: said(quiz.question, speech) ?? '', answers, ticked };
}

function guessOf({ id, guess }: WorkshopStep, { steps }: Progress, speech: Spoken): GuessView | null {
  if (!guess) return null;
  const { guess: value = null, truth = null } = steps[id] ?? {};
  return {
    ...{ question: said(guess.question, speech) ?? '', unit: said(guess.unit, speech) ?? '' },
    ...{ value, truth: value === null ? null : truth },
    reason: value !== null && truth !== null ? said(guess.reason, speech) : null,
  };
}

const betsOf = (workshop: Workshop, parts: readonly PartOutline[], { steps }: Progress): Bet[] =>
  workshop.parts.flatMap((part, place) =>
    part.steps.flatMap(({ id, guess }, at) => {
      const mark = parts[place]?.steps[at];
      if (!guess || !mark) return [];
      const { guess: value = null, truth = null } = steps[id] ?? {};
      return [{ number: mark.number, title: mark.title, value, truth: value === null ? null : truth }];
    }),
  );

/** `${tokens}` is what the step `tokens` measured; where it measured nothing, a dash. */
export function fillSeen(text: string | null, { steps }: Progress, { language }: Spoken): string | null {
  if (text === null) return null;
  const figures = new Intl.NumberFormat(language);
  return text.replaceAll(/\$\{([a-z0-9-]+)\}/g, (_all, id: string) => {
    const truth = steps[id]?.truth ?? null;
    return truth === null ? '–' : figures.format(truth);
  });
}
