import { fail } from '../../model/problem.ts';
import type { Stage } from '../../model/stage.ts';
import { isRecord } from '../inputModel.ts';
import { parseYamlWithPositions } from '../readYaml.ts';
import type { Place, TextPath } from '../textTree.ts';
import { canonicalJson } from '../../model/key.ts';

export interface Used {
  /** The input file, for problems. */
  readonly input: string;
  readonly stage: Stage;
  /** The activity's file as INPUT names it. */
  readonly file: string;
}

/**
 * The text of an input in which a stage is done by a file; all else stays as the person wrote it, comments too. Throws
 * config `input_not_appendable` for a text whose shape leaves no place for a line.
 */
export function useImplementation(text: string, used: Used): { readonly text: string; readonly line: number } {
  const after = /\.json$/i.test(used.input) ? inJson(text, used) : inYaml(text, used);
  const { problems, value, locate } = parseYamlWithPositions(after);
  const before = parseYamlWithPositions(text).value;
  if (problems.length > 0 || canonicalJson(value ?? null) !== canonicalJson(withFile(before, used)))
    throw fail('config', 'input_not_appendable', { path: used.input, stage: used.stage, file: used.file });
  return { text: after, line: locate(pathOf(used.stage)).line };
}

const pathOf = (stage: Stage): TextPath => ['stages_config', stage, 'implementation'];

function withFile(value: unknown, { stage, file }: Used): object {
  const input = isRecord(value) ? value : {};
  const stages = isRecord(input['stages_config']) ? input['stages_config'] : {};
  const own = isRecord(stages[stage]) ? stages[stage] : {};
  return { ...input, stages_config: { ...stages, [stage]: { ...own, implementation: file } } };
}

/** JSON has no comments that could be lost. */
function inJson(text: string, used: Used): string {
  const { value } = parseYamlWithPositions(text);
  return `${JSON.stringify(withFile(value, used), null, /^[ \t]+(?=")/m.exec(text)?.[0] ?? 2)}\n`;
}

function inYaml(text: string, { stage, file }: Used): string {
  const { value, locate } = parseYamlWithPositions(text);
  const lines = text.split('\n');
  const said = /^[\w./-]+$/.test(file) ? file : JSON.stringify(file);
  const stages = isRecord(value) ? value['stages_config'] : undefined;
  const own = isRecord(stages) ? stages[stage] : undefined;
  if (isRecord(own) && 'implementation' in own) return replaced(lines, locate(pathOf(stage)), said);
  if (isRecord(own))
    return insertedBefore(lines, locate(firstOf(['stages_config', stage], own)), [`implementation: ${said}`]);
  const block = [`${stage}:`, `  implementation: ${said}`];
  if (isRecord(stages)) return insertedBefore(lines, locate(firstOf(['stages_config'], stages)), block);
  const begin = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return `${begin}stages_config:\n${block.map(line => `  ${line}\n`).join('')}`;
}

const firstOf = (path: TextPath, value: Readonly<Record<string, unknown>>): TextPath => [
  ...path,
  ...Object.keys(value).slice(0, 1),
];

function replaced(lines: readonly string[], { line, column, endColumn }: Place, said: string): string {
  const change = (text: string) => text.slice(0, column - 1) + said + text.slice(endColumn - 1);
  return lines.map((text, at) => (at === line - 1 ? change(text) : text)).join('\n');
}

/** As far in as the key that they come before. */
function insertedBefore(lines: readonly string[], { keyRange, ...value }: Place, block: readonly string[]): string {
  const { line, column } = keyRange ?? value;
  const indent = ' '.repeat(column - 1);
  return [...lines.slice(0, line - 1), ...block.map(text => indent + text), ...lines.slice(line - 1)].join('\n');
}
