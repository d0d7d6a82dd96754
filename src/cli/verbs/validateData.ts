import { resolve } from 'node:path';
import type { Inspection } from '../../engine/quality/inspectData.ts';
import { reportJson } from '../../model/quality/reportJson.ts';
import type { ValidationReport } from '../../model/quality/report.ts';
import type { Rule } from '../../model/quality/rule.ts';
import { tellOutcome } from '../../model/quality/tellOutcome.ts';
import type { Arguments } from '../arguments.ts';
import { askedFindings, tellFindings, type FindingsAsked } from '../findings.ts';
import { neededText } from '../neededText.ts';
import { readInputFile } from '../readInputFile.ts';
import { readNamed } from '../readNamed.ts';
import type { Refusal } from '../results.ts';
import type { Run, Session } from '../session.ts';
import type { Words } from '../texts.ts';
import { validationText } from '../validationText.ts';

const VERB = 'validate-data';

/** A Parquet file, or a folder, against rules. Exit 1 also where a rule could not run: nothing is known then. */
export const run: Run = async (args, session) => {
  const input = neededText(args, 'input-file', VERB);
  const rules = await rulesOf(args, session);
  if ('refused' in rules) return rules;
  const asked = await askedFindings(args, session);
  const inspection = await inspect(session, input, { rules, ...asked.request });
  const { report } = inspection;
  const { human, english } = session.texts;
  const { json: found, lines } = tellFindings(asked, inspection, session);
  const json = { ...reportJson(report, say(english)), ...found };
  if (asked.report !== null) {
    const { file, form, masked } = asked.report;
    const path = resolve(session.cwd, input);
    const about = { path, name: input, rulesFile: args.text('rules-file') ?? null, earlier: asked.earlier };
    const request = { form, masked, inspection, json, ...about, now: session.now(), language: human.language };
    await session.engine.writeReport(file, request);
  }
  return {
    json: { status: report.validation, ...json },
    text: () => [validationText(report, human), ...(lines.length > 0 ? ['', ...lines] : [])].join('\n'),
    exitCode: report.validation === 'passed' ? 0 : 1,
  };
};

const say = (words: Words) => (outcome: ValidationReport['rules'][number]) => {
  const { code, params } = tellOutcome(outcome);
  return words.say(`quality.${code}`, params);
};

async function rulesOf(args: Arguments, session: Session): Promise<readonly Rule[] | Refusal> {
  const file = args.text('rules-file');
  if (file === undefined) return session.engine.readRules(null).then(({ rules }) => rules);
  const { rules, problems } = await session.engine.readRules(await readInputFile(file, session));
  const [first] = problems;
  if (!first) return rules;
  const { code, params, line, column } = first;
  return { refused: { kind: 'config', code, params, file, line, column }, faults: problems };
}

const inspect = (
  session: Session,
  input: string,
  asked: FindingsAsked['request'] & { readonly rules: readonly Rule[] },
): Promise<Inspection> =>
  readNamed(session, { verb: VERB, input }, (file, onProgress) =>
    session.engine.inspectData({
      ...{ file, shown: input, now: session.now(), signal: session.signal, onProgress },
      ...asked,
    }),
  );
