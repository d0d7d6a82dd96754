import type { Text } from '../../src/model/speech.ts';
import type { StepView } from '../../src/model/workshop/stepView.ts';

/** One sentence that says where one stands; the page's first. */
export function verdictText(view: StepView, text: Text): string {
  const { step, quiz, guess, verdict } = view;
  if (quiz?.ticked) return quizText(quiz.answers, quiz.ticked, text);
  if (guess?.value !== null && guess?.value !== undefined) {
    return guess.truth === null
      ? text.say('step.lede.guessed', { value: text.number(guess.value) })
      : guessText(guess.value, guess.truth, text);
  }
  if (step.standing === 'passed') return text.say('step.lede.passed');
  if (verdict && !verdict.passed) {
    const passed = verdict.checks.filter(({ state }) => state === 'passed').length;
    return text.say('step.lede.failed', { passed: text.number(passed), checks: text.number(verdict.checks.length) });
  }
  return text.say(`step.lede.${step.kind}`);
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

/** Times that a guess is off; below 2 with a decimal. Null where one of the two is nothing. */
export function timesOff(value: number, truth: number): number | null {
  if (value <= 0 || truth <= 0) return null;
  const times = Math.max(value / truth, truth / value);
  return times < 2 ? Math.round(10 * times) / 10 : Math.round(times);
}

function guessText(value: number, truth: number, text: Text): string {
  const said = { truth: text.number(truth), value: text.number(value) };
  const times = timesOff(value, truth);
  if (times === null || value === truth) return text.say(value === truth ? 'step.lede.exact' : 'step.lede.truth', said);
  if (times === 1) return text.say('step.lede.near', said);
  return text.say(value < truth ? 'step.lede.low' : 'step.lede.high', { ...said, times: text.number(times) });
}
