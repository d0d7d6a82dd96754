import type { Text } from '../../src/model/speech.ts';
import { plainText, readInline } from '../../src/model/workshop/markdownInline.ts';
import type { StepView, Verdict } from '../../src/model/workshop/stepView.ts';

/** One sentence that says where one stands; the page's first. */
export function verdictText(view: StepView, text: Text): string {
  const { step, quiz, guess, verdict } = view;
  if (quiz?.ticked) return quizText(quiz.answers, quiz.ticked, text);
  if (guess?.value !== null && guess?.value !== undefined) {
    return guess.truth === null
      ? text.say('step.lede.guessed', { value: text.number(guess.value) })
      : guessText(guess.value, guess.truth, text);
  }
  if (verdict && !verdict.passed) return failedText(view, verdict, text);
  if (step.standing === 'passed') return text.say('step.lede.passed');
  return text.say(`step.lede.${step.kind}`);
}

/** A step that passed once stays so: what was looked at since is told beside it. */
function failedText({ step }: StepView, { checks }: Verdict, text: Text): string {
  const passed = checks.filter(({ state }) => state === 'passed').length;
  const figures = { passed: text.number(passed), checks: text.number(checks.length) };
  return text.say(step.standing === 'passed' ? 'step.lede.noMore' : 'step.lede.failed', figures);
}

/** What a look, an answer or a guess came to; another look is another fact, even where it found the same. */
export const factsOf = ({ verdict, quiz, guess }: StepView): string =>
  JSON.stringify([verdict?.at, quiz?.ticked, guess?.value, guess?.truth]);

/** The same for who hears it: of a look that failed, the first thing that does not hold. */
export function heard(view: StepView, text: Text): string {
  const { verdict, quiz, guess } = view;
  if (!verdict || verdict.passed || quiz || guess) return verdictText(view, text);
  const first = verdict.mistake ?? verdict.checks.find(({ state }) => state !== 'passed')?.title ?? '';
  return `${failedText(view, verdict, text)} ${plainText(readInline(first))}`;
}

function quizText(
  answers: readonly { readonly right: boolean | null }[],
  ticked: readonly number[],
  text: Text,
): string {
  const right = answers.filter(({ right: isRight }, at) => isRight === ticked.includes(at)).length;
  const figures = { right: text.number(right), answers: text.number(answers.length) };
  return text.say(right === answers.length ? 'step.lede.quizAll' : 'step.lede.quizSome', figures);
}

/** Times that a guess is off; below 10 with a decimal. Null where one of the two is nothing. */
export function timesOff(value: number, truth: number): number | null {
  if (value <= 0 || truth <= 0) return null;
  const times = Math.max(value / truth, truth / value);
  return times < 10 ? Math.round(10 * times) / 10 : Math.round(times);
}

function guessText(value: number, truth: number, text: Text): string {
  const said = { truth: text.number(truth), value: text.number(value) };
  const times = timesOff(value, truth);
  if (times === null || value === truth) return text.say(value === truth ? 'step.lede.exact' : 'step.lede.truth', said);
  if (times === 1) return text.say('step.lede.near', said);
  return text.say(value < truth ? 'step.lede.low' : 'step.lede.high', { ...said, times: text.number(times) });
}
