import { fail } from '../../model/problem.ts';
import { writeOutput } from '../outputFiles.ts';
import type { Run } from '../session.ts';

const FILES = { python: 'models.py', typescript: 'models.ts' } as const;

export const run: Run = async (args, session) => {
  const language = args.text('language') === 'python' ? 'python' : 'typescript';
  for (const option of ['language', 'out'])
    if (!args.given(option)) throw fail('usage', 'option_missing', { option: `--${option}`, verb: 'models' });
  const text = await session.engine.emitModels(language);
  const file = await writeOutput({ cwd: session.cwd, dir: args.text('out') ?? '.', name: FILES[language] }, text);
  return {
    json: { status: 'success', language, files: [file] },
    text: () => session.texts.human.say('cli.models.done', { file }),
    exitCode: 0,
  };
};
