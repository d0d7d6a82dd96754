import type { ExpectedAnswer } from '../model/found.ts';
import type { InputProblem } from '../model/inputProblem.ts';
import { fail, ProblemError } from '../model/problem.ts';
import { isRecord } from './inputModel.ts';
import { parseJsonWithPositions } from './readJson.ts';
import { parseYamlWithPositions } from './readYaml.ts';
import type { TextPath } from './textTree.ts';

/**
 * A question set in YAML or JSON: `questions`, a list of `question` with `expected`, an address or a list of them. A
 * question that stands there twice is one, with the Sources of both. Throws config `questions_empty`,
 * `questions_invalid` (and those of the syntax) with their place.
 */
export function readQuestionSet(text: string, file: string): ExpectedAnswer[] {
  const json = /\.json$/i.test(file);
  const { value, problems, locate } = json ? parseJsonWithPositions(text) : parseYamlWithPositions(text);
  const named = (problem: InputProblem) => new ProblemError({ ...problem, file });
  if (problems[0]) throw named(problems[0]);
  const invalid = (path: TextPath, wanted: string): ProblemError => {
    const { line, column } = locate(path);
    return new ProblemError({ kind: 'config', code: 'questions_invalid', params: { wanted }, file, line, column });
  };
  const list = isRecord(value) ? value['questions'] : undefined;
  if (value === undefined || value === null || (Array.isArray(list) && list.length === 0))
    throw fail('config', 'questions_empty', { path: file });
  if (!Array.isArray(list)) throw invalid(['questions'], 'questions');
  const found = new Map<string, Set<string>>();
  for (const [at, entry] of list.entries()) {
    const question = isRecord(entry) ? entry['question'] : undefined;
    if (typeof question !== 'string' || question.trim() === '') throw invalid(['questions', at], 'question');
    const expected = addresses(isRecord(entry) ? entry['expected'] : undefined);
    if (expected === undefined) throw invalid(['questions', at, 'expected'], 'expected');
    found.set(question, new Set([...(found.get(question) ?? []), ...expected]));
  }
  return [...found].map(([question, expected]) => ({ question, expected: [...expected] }));
}

function addresses(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isAddress = (one: unknown): one is string => typeof one === 'string' && one.trim() !== '';
  return list.length > 0 && list.every(isAddress) ? list : undefined;
}

/**
 * The text with one more question at its end; all else stays as the person wrote it, comments too. Throws what
 * `readQuestionSet` throws, and config `questions_not_appendable` for a text whose list does not stand at its end.
 */
export function addExpectation(text: string, file: string, { question, expected }: ExpectedAnswer): string {
  const before = text.trim() === '' ? [] : readQuestionSet(text, file);
  const indent = /^([ \t]*)- /m.exec(text)?.[1] ?? '  ';
  const lines = [
    `${indent}- question: ${JSON.stringify(question)}`,
    `${indent}  expected:`,
    ...expected.map(uri => `${indent}    - ${JSON.stringify(uri)}`),
  ];
  const begin = text.trim() === '' ? 'questions:\n' : text.endsWith('\n') ? text : `${text}\n`;
  const after = `${begin}${lines.join('\n')}\n`;
  if (!holds(after, file, before, question)) throw fail('config', 'questions_not_appendable', { path: file });
  return after;
}

function holds(text: string, file: string, before: readonly ExpectedAnswer[], question: string): boolean {
  try {
    const wanted = new Set([...before.map(one => one.question), question]);
    const found = readQuestionSet(text, file).map(one => one.question);
    return found.length === wanted.size && found.every(one => wanted.has(one));
  } catch {
    return false;
  }
}
