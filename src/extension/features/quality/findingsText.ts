import type { Verdict } from '../../../model/quality/report.ts';
import { worstFirst } from '../../../model/quality/verdict.ts';
import type { FindingPlace, RuleFinding, ValidationAnswer } from '../../../protocol/quality.ts';
import { reasonText } from '../../problemText.ts';
import type { Text } from '../../text.ts';

const MARKS: Readonly<Record<Verdict, string>> = { passed: '✓', warned: '!', failed: '✗', could_not_run: '?' };

/** A place in the text that opens a row. Lines and columns from 0, in UTF-16 units. */
export interface RowLink {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly place: FindingPlace;
}

export interface FindingsText {
  readonly text: string;
  readonly links: readonly RowLink[];
}

/**
 * The verdict, then the rules, the worst first, each with the rows on which it failed.
 * @param name of what was validated, for a person
 */
export function writeFindings(name: string, answer: ValidationAnswer, text: Text): FindingsText {
  const lines: string[] = [];
  const links: RowLink[] = [];
  const shape = { name, rows: text.count('unit.row', answer.rows), columns: text.number(answer.columns) };
  lines.push(text.say(`findings.${answer.validation}`, shape), '');
  for (const warning of answer.warnings) lines.push(reasonText(warning, text), '');
  for (const rule of worstFirst(answer.rules)) {
    lines.push(`${MARKS[rule.verdict]} ${rule.id}: ${toldText(rule, text)}`);
    for (const place of rule.places) {
      const at = `${place.name}#${place.row}`;
      links.push({ line: lines.length, from: INDENT.length, to: INDENT.length + at.length, place });
      lines.push(`${INDENT}${at}${place.value === null ? '' : `  ${place.value}`}`);
    }
    const more = rule.failed - rule.places.length;
    if (rule.places.length > 0 && more > 0) lines.push(`${INDENT}${text.count('findings.more', more)}`);
    if (rule.places.length > 0) lines.push('');
  }
  if (links.length > 0) lines.push(...(lines.at(-1) === '' ? [] : ['']), text.say('findings.hint'));
  return { text: `${lines.join('\n')}\n`, links };
}

const INDENT = '    ';

function toldText({ told: { code, params } }: RuleFinding, text: Text): string {
  const figures = Object.entries(params).map(([key, value]) => [
    key,
    typeof value === 'number' ? text.number(value) : value,
  ]);
  return text.say(`quality.${code}`, Object.fromEntries(figures));
}

/** The rules that came to a verdict, as a notification names them: a few of them. */
export function namesOf(rules: readonly RuleFinding[], ...verdicts: readonly Verdict[]): string {
  const names = rules.filter(({ verdict }) => verdicts.includes(verdict)).map(({ id }) => id);
  return names.length > 3 ? `${names.slice(0, 3).join(', ')}, …` : names.join(', ');
}
