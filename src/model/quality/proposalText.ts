import type { Reason } from '../problem.ts';
import { yamlComment, yamlScalar } from '../yamlScalar.ts';
import type { Proposal, ProposedRule } from './proposeRules.ts';

/** What a person reads in the file, in their language. */
export interface ProposalWords {
  /** What the file is, a line each. */
  readonly head: readonly string[];
  /** As the file names it: relative to itself. */
  readonly inputFile: string;
  /** In which figures are written. */
  readonly language: string;
  /** Of a code `propose.<code>`. */
  seen(reason: Reason): string;
}

/** A proposal as a rules file in YAML: a rule a line, with what was seen behind it. */
export function writeProposal({ rows, minRows, required, columns }: Proposal, words: ProposalWords): string {
  const seen = (code: string, params: Reason['params'] = {}) => comment({ code, params }, words);
  const head = [
    ...words.head.map(yamlComment),
    `input_file: ${yamlScalar(words.inputFile)}`,
    '',
    `min_rows: ${minRows} ${seen('rows', { rows })}`,
    ...(required.length === 0
      ? []
      : [`required_columns: ${seen('required')}`, ...required.map(name => `  - ${yamlScalar(name)}`)]),
  ];
  const about = columns.flatMap(({ name, about: reason, rules }) => [
    '',
    `  ${yamlComment(`${name}: ${words.seen(withFigures(reason, words))}`)}`,
    ...rules.map(rule => ruleLine(rule, words)),
  ]);
  const hasRules = columns.some(({ rules }) => rules.some(({ isOff }) => isOff !== true));
  return [...head, '', `rules:${hasRules ? '' : ' []'}`, ...about.slice(1), ''].join('\n');
}

const ruleLine = ({ written, seen, isOff }: ProposedRule, words: ProposalWords): string =>
  `  ${isOff ? '# ' : ''}- { ${written} } ${comment(seen, words)}`;

const comment = (reason: Reason, words: ProposalWords): string => yamlComment(words.seen(withFigures(reason, words)));

function withFigures({ code, params }: Reason, { language }: ProposalWords): Reason {
  const written = Object.entries(params).map(([name, value]) => [name, figure(value, language)]);
  return { code, params: Object.fromEntries(written) };
}

/** 12,345 or 12 345 (narrow no-break space). */
const figure = (value: string | number, language: string): string => value.toLocaleString(language);
