import { fail } from '../model/problem.ts';
import { toProblem, type Problem } from '../model/problem.ts';
import type { Arguments } from './arguments.ts';
import { errorObject, sentence } from './describe.ts';
import { outputNames, writeOutput } from './outputFiles.ts';
import { readNamedFile } from './readInputFile.ts';
import type { VerbResult } from './results.ts';
import type { Session } from './session.ts';

export interface InputFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Reads every file before the first is worked on: one that is missing means that nothing is written. */
export async function readFiles(args: Arguments, session: Session): Promise<InputFile[]> {
  const several = args.operands.length > 1;
  if (several && !args.given('out-dir')) throw fail('usage', 'out_dir_missing', { count: args.operands.length });
  if (args.operands.filter(file => file === '-').length > 1) throw fail('usage', 'stdin_twice');
  const inputs: InputFile[] = [];
  for (const file of args.operands)
    inputs.push({ file, bytes: await (file === '-' ? session.readStdin() : readNamedFile(file, session.cwd)) });
  return inputs;
}

export interface Written {
  readonly text: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

interface Entry {
  readonly json: Readonly<Record<string, unknown>>;
  readonly line: string;
  readonly problem?: Problem;
}

/** Every file through `work` into --out-dir; one that fails leaves the others going, and exit 1. */
export async function writeBatch(
  inputs: readonly InputFile[],
  args: Arguments,
  session: Session,
  kind: { extension: string; work: (input: InputFile) => Promise<Written> },
): Promise<VerbResult> {
  const names = outputNames(
    inputs.map(({ file }) => file),
    kind.extension,
  );
  const dir = args.text('out-dir') ?? '.';
  const entries: Entry[] = [];
  for (const [at, input] of inputs.entries()) {
    session.report.progress(`${at + 1}/${inputs.length}  ${input.file}`);
    entries.push(
      await attempt(input, session, async () => {
        const { text, fields } = await kind.work(input);
        const output = await writeOutput({ cwd: session.cwd, dir, name: names[at] ?? '' }, text);
        return { json: { file: input.file, output, ...fields }, line: `${input.file} → ${output}` };
      }),
    );
  }
  return batchResult(entries);
}

async function attempt(input: InputFile, session: Session, work: () => Promise<Entry>): Promise<Entry> {
  const { english, human } = session.texts;
  try {
    return await work();
  } catch (thrown) {
    const problem = toProblem(thrown);
    const { error, error_detail } = errorObject(english, { ...problem, file: input.file });
    const line = `${input.file}: ${sentence(human, problem)}`;
    return { json: { file: input.file, output: null, error, error_detail }, line, problem };
  }
}

function batchResult(entries: readonly Entry[]): VerbResult {
  const failed = entries.some(entry => entry.problem !== undefined);
  return {
    json: { status: failed ? 'partial' : 'success', files: entries.map(entry => entry.json) },
    text: () => entries.map(entry => entry.line).join('\n'),
    exitCode: failed ? 1 : 0,
  };
}
