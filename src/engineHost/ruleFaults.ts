import { checkRules } from '../engine/quality/checkRules.ts';
import { dataNamedIn } from '../model/quality/rulesFile.ts';
import type { ValidationReport } from '../model/quality/report.ts';
import { tellOutcome } from '../model/quality/tellOutcome.ts';
import type { RuleFault, RulesPlace } from '../protocol/quality.ts';
import { languageOf } from './readInputFile.ts';
import { readRulesText } from './readRulesOf.ts';

/** Rules that could not run, at their place: a column that the data do not have is underlined, with what was meant. */
export async function findFaults(rules: RulesPlace | null, report: ValidationReport): Promise<readonly RuleFault[]> {
  const stuck = report.rules.filter(({ verdict }) => verdict === 'could_not_run');
  if (rules === null || stuck.length === 0) return [];
  const text = await readRulesText(rules.file).catch(() => '');
  const columns = report.columns.map(name => ({ name, type: { kind: 'null' } as const }));
  const { warnings } = checkRules(text, { language: languageOf(rules.file), file: rules.file }, columns);
  // A file that names its data is looked at in the same way while it is open.
  const missing = dataNamedIn(text) === null ? warnings.filter(({ code }) => code === 'rule_column_unknown') : [];
  return stuck.flatMap((outcome): RuleFault[] => {
    const { rule, reason } = outcome;
    if (!rule.place) return [];
    const { line } = rule.place;
    const column = reason?.code === 'column_missing' ? reason.params['column'] : undefined;
    const found = missing.find(one => column !== undefined && one.params['column'] === column && one.line >= line);
    const told = tellOutcome(outcome);
    if (!found) return [{ line, told, span: null, meant: null }];
    const { column: from, endLine, endColumn, hint } = found;
    const span = { line: found.line, column: from, endLine, endColumn };
    return [{ line: found.line, told, span, meant: hint ? String(hint.params['nearest']) : null }];
  });
}
