import { existsSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { fail, type Reason } from '../../model/problem.ts';
import { writeProposal } from '../../model/quality/proposalText.ts';
import type { Proposal } from '../../model/quality/proposeRules.ts';
import { neededText } from '../neededText.ts';
import { writeOutput } from '../outputFiles.ts';
import { readNamed } from '../readNamed.ts';
import type { Run, Session } from '../session.ts';
import { figure } from '../texts.ts';

const VERB = 'propose-rules';

/** Rules that hold for a Parquet file or a folder, as a file to be edited. */
export const run: Run = async (args, session) => {
  const start = performance.now();
  const input = neededText(args, 'input-file', VERB);
  const out = neededText(args, 'out', VERB);
  // What reads it goes by its ending.
  if (/\.jsonc?$/i.test(out)) throw fail('usage', 'rules_in_yaml', { path: out });
  const place = resolve(session.cwd, out);
  if (existsSync(place)) throw fail('usage', 'file_exists', { path: out });
  const proposal = await propose(session, input);
  const text = writeProposal(proposal, wordsOf(session, { input, out, proposal }));
  const file = await writeOutput({ cwd: session.cwd, dir: dirname(out), name: basename(out) }, text);
  const { rows, columns } = proposal;
  const rules = 1 + proposal.required.length + columns.flatMap(one => one.rules).filter(({ isOff }) => !isOff).length;
  const { human } = session.texts;
  return {
    ...{ exitCode: 0 },
    json: {
      status: 'success',
      file,
      rows,
      columns: columns.length,
      rules,
      duration_ms: Math.round(performance.now() - start),
    },
    text: () => human.say('cli.propose.done', { file, rules, rows: figure(rows, human.language), input }),
  };
};

const propose = (session: Session, input: string): Promise<Proposal> =>
  readNamed(session, { verb: VERB, input }, (file, onProgress) =>
    session.engine.proposeRules({ file, signal: session.signal, onProgress }, session.now()),
  );

interface Written {
  readonly input: string;
  readonly out: string;
  readonly proposal: Proposal;
}

function wordsOf({ cwd, texts: { human } }: Session, { input, out, proposal: { rows, files } }: Written) {
  const inputFile = relative(dirname(resolve(cwd, out)), resolve(cwd, input)).replaceAll('\\', '/');
  const shown = figure(rows, human.language);
  return {
    head: [
      human.say('propose.head', { file: inputFile, rows: shown, files: figure(files, human.language) }),
      human.say('propose.edit', { input, file: out }),
    ],
    ...{ inputFile, language: human.language },
    seen: ({ code, params }: Reason) => human.say(`propose.${code}`, params),
  };
}
