import type { Command } from './runProcess.ts';
import { version } from './version.ts';

// Asked for by every script that looks for us: answered before anything else is loaded.
if (process.argv[2] === '--version') process.stdout.write(`${version}\n`);
else void import('./runProcess.ts').then(({ runProcess }) => runProcess(process.argv.slice(2), runLazily));

async function runLazily(...[argv, world]: Parameters<Command>): Promise<number> {
  const { runCommand } = await import('./runCommand.ts');
  // Another bundle, 2 MB: compiling it takes 80 ms, twice what Node itself needs, and help and refusals need none of it.
  return runCommand(argv, world, async () => (await import('./engine.ts')).engine);
}
