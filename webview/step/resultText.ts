import type { Text } from '../../src/model/speech.ts';
import { checkText } from '../../src/model/workshop/checkText.ts';
import { plainText, readInline } from '../../src/model/workshop/markdownInline.ts';
import type { StepMark } from '../../src/model/workshop/outline.ts';
import type { CheckPlace } from '../../src/model/workshop/stepOutcome.ts';
import type { CheckView, Verdict } from '../../src/model/workshop/stepView.ts';

const MARKS = { passed: '✓', failed: '✗', unchecked: '?' } as const;

/** What a look found, to be sent to somebody: each check, what does not hold with its facts below it. */
export function resultText({ number, title }: StepMark, { checks, mistake, at }: Verdict, text: Text): string {
  const first = checks.find(({ state }) => state !== 'passed');
  const lines = checks.flatMap(check => [
    `${MARKS[check.state]} ${plain(check.title)}`,
    ...(check.state === 'passed' ? [] : detailsOf(check, check === first ? mistake : null, text)).map(
      fact => `  ${fact}`,
    ),
  ]);
  return [`${number} ${title}`, text.dateTime(at), '', ...lines, ''].join('\n');
}

function detailsOf({ state, expected, found, where, why }: CheckView, mistake: string | null, text: Text): string[] {
  const fact = (key: string, value: string) => text.say('step.fact', { name: text.say(`step.${key}`), value });
  return [
    ...(mistake === null ? [] : [plain(mistake)]),
    ...(expected ? [fact('expected', checkText(expected, text))] : []),
    ...(found ? [fact(state === 'failed' ? 'found' : 'unchecked', checkText(found, text))] : []),
    ...(where ? [fact('where', placeText(where, text))] : []),
    ...(why === null ? [] : [plain(why)]),
  ];
}

export const placeText = ({ path, line }: CheckPlace, text: Text): string =>
  line === undefined ? path : text.say('step.place.line', { file: path, line });

export const plain = (said: string): string => plainText(readInline(said));
