import { ProblemError, type Problem, type Reason } from '../../../model/problem.ts';
import type { CheckCase } from '../../../model/workshop/checkCase.ts';
import type { ActivityTrial } from '../../../model/workshop/activityCase.ts';
import type { CheckPlace } from '../../../model/workshop/stepOutcome.ts';
import { failed, PASSED, reason, type Judge, type Judgement, type Look } from './judgement.ts';
import { matchCase, type Mismatch } from './matchCase.ts';
import { readCases } from './readCases.ts';

/** The learner's file on each case, in their order; told is the first that fails. */
export const judgeCases: Judge = async (look, { stage, module, file }) => {
  if (!stage || !module || !file) return PASSED;
  const { cases, problems } = readCases(await look.files.read(file), file);
  if (problems[0]) throw new ProblemError(problems[0]);
  for (const one of cases) {
    look.signal.throwIfAborted();
    const { title: _title, hidden: _hidden, expect: _expect, ...tried } = one;
    const trial = await look.world.trial(module, { ...tried, stage }, look.signal);
    if (!trial) return failed(null, reason('module_missing', { path: module }));
    const fault = caseFault(one, trial, { look, module });
    if (fault) return { ...fault, about: [...Object.values(one.title), ...(fault.about ?? [])] };
  }
  return PASSED;
};

function caseFault(one: CheckCase, trial: ActivityTrial, { look, module }: { readonly look: Look; readonly module: string }): Judgement | null {
  const title = titleIn(one.title, look.language);
  const { problem } = trial;
  if (problem && problem.code !== one.expect.problem)
    return { ...failed(reason('case_works', { case: title }), said(problem), placeOf(problem, module)), isOwn: true };
  const mismatch = matchCase(one.expect, trial);
  if (!mismatch) return null;
  const { expected, found } = mismatch;
  const where = { path: module };
  if (one.hidden) return { ...failed(reason('case_hidden', { case: title }), reason('case_hidden_fails'), where), about: textsOf(mismatch) };
  return failed({ ...expected, params: { case: title, ...expected.params } }, found, where);
}

const textsOf = ({ expected, found }: Mismatch): string[] =>
  [expected, found].flatMap(({ code, params }) => [code, ...Object.values(params).map(String)]);

/** A sentence of a place names the file and the line. */
const said = ({ code, params }: Problem): Reason => ({ code, params });

const placeOf = ({ file = '', line, column }: Problem, module: string): CheckPlace => ({
  path: file === '' ? module : file,
  ...(line === undefined ? {} : { line }),
  ...(column === undefined ? {} : { column }),
});

export const titleIn = (title: Readonly<Record<string, string>>, language: string | undefined): string =>
  (language === undefined ? undefined : title[language]) ?? Object.values(title)[0] ?? '–';
