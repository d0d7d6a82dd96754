import english from '../../l10n/bundle.l10n.json';
import french from '../../l10n/bundle.l10n.fr.json';
import type { Problem } from '../model/problem.ts';
import type { Language } from '../model/text.ts';
import { checkText } from '../model/workshop/checkText.ts';
import { isSound, type StepFinding, type StepVerdict, type WorkshopVerdict } from '../model/workshop/verdict.ts';
import { faultObject, placed, sentence } from './describe.ts';
import type { VerbResult } from './results.ts';
import { wordsOf, type Words } from './texts.ts';
import { VERIFY_WORDS } from './verifyWords.ts';

/** What `verify` found, in the contract's names and for a person. Beside the command line's own file, with its words. */
export function describeVerdicts(verdicts: readonly WorkshopVerdict[], language: Language): VerbResult {
  const isFine = verdicts.every(isSound);
  const plain = allWords('en');
  const told = (of: 'problems' | 'warnings') => {
    const faults = verdicts.flatMap(verdict => verdict[of].map(fault => faultJson(verdict.workshop, fault, plain)));
    return faults.length > 0 ? { [of]: faults } : {};
  };
  return {
    json: {
      status: isFine ? 'success' : 'error',
      steps: verdicts.flatMap(({ steps }) => steps.map(step => stepJson(step, plain))),
      ...told('problems'),
      ...told('warnings'),
    },
    text: () => verdicts.map(verdict => verdictText(verdict, allWords(language))).join('\n\n'),
    exitCode: isFine ? 0 : 1,
  };
}

const allWords = (language: Language): Words =>
  wordsOf({ ...(language === 'fr' ? french : english), ...VERIFY_WORDS[language] }, language);

const faultJson = (workshop: string, fault: Problem, words: Words) => ({
  ...{ workshop, file: fault.file },
  ...faultObject(words, { line: 1, column: 1, ...fault }),
});

function stepJson({ workshop, id, isSkipped, findings, notes }: StepVerdict, words: Words): Record<string, unknown> {
  const said = (isSkipped ? notes : findings).map(finding => findingLines(words, finding).join(' '));
  return {
    ...{ workshop, id, ok: findings.length === 0, reason: said.length === 0 ? null : said.join('\n') },
    ...(isSkipped ? { skipped: true } : {}),
    ...(findings.length > 0 ? { reason_details: findings } : {}),
    ...(!isSkipped && notes.length > 0 ? { notes: notes.map(note => findingLines(words, note).join(' ')) } : {}),
  };
}

function verdictText({ workshop, problems, warnings, steps }: WorkshopVerdict, words: Words): string {
  const faultText = (fault: Problem) => `  ${placed(fault, sentence(words, fault))}`;
  if (problems.length > 0)
    return [words.say('verify.problems', { workshop }), ...[...problems, ...warnings].map(faultText)].join('\n');
  const bad = steps.filter(({ findings }) => findings.length > 0).length;
  const skipped = steps.filter(({ isSkipped }) => isSkipped).length;
  const count = { workshop, steps: steps.length, bad, skipped };
  return [
    ...steps.flatMap(step => stepText(step, words)),
    ...warnings.map(faultText),
    words.say('verify.summary', count),
  ].join('\n');
}

function stepText({ id, isSkipped, findings, notes }: StepVerdict, words: Words): string[] {
  const mark = findings.length > 0 ? '✗' : isSkipped ? '–' : '✓';
  const lines = [...findings, ...notes].flatMap(finding => findingLines(words, finding));
  return [`${mark} ${id}`, ...lines.map(line => `    ${line}`)];
}

/** What is wrong, then what was looked for and met, and where. */
function findingLines(words: Words, { code, params, expected, found, where }: StepFinding): string[] {
  const place = where
    ? ` (${[where.path, where.line, where.column].filter(part => part !== undefined).join(':')})`
    : '';
  return [
    words.say(`verify.${code}`, params),
    ...(expected ? [words.say('verify.expected', { text: checkText(expected, words) })] : []),
    ...(found ? [words.say('verify.found', { text: checkText(found, words) }) + place] : []),
  ];
}
