import type { Command } from './runProcess.ts';
import { version } from './version.ts';

// Asked for by every script that looks for us: answered before anything else is loaded.
if (process.argv[2] === '--version') process.stdout.write(`${version}\n`);
else void import('./runProcess.ts').then(({ runProcess }) => runProcess(process.argv.slice(2), runLazily));

async function runLazily(...[argv, world]: Parameters<Command>): Promise<number> {
  const { runCommand } = await import('./runCommand.ts');
  // Files of their own (see build.mjs): help and refusals need none of them.
  return runCommand(argv, world, async () => (await import('./engine.ts')).engine);
}
