import { isMainThread } from 'node:worker_threads';
import { version } from './version.ts';

// Asked for by every script that looks for us: answered before anything else is loaded.
if (isMainThread && process.argv[2] === '--version') process.stdout.write(`${version}\n`);
else if (isMainThread) void runMain();
// The same bundle is the conversion threads' entry.
else void import('./engine.ts').then(({ serveThread }) => serveThread());

async function runMain(): Promise<void> {
  const { runProcess } = await import('./runProcess.ts');
  const [{ runCommand }, { engine }] = await Promise.all([import('./runCommand.ts'), import('./engine.ts')]);
  await runProcess(process.argv.slice(2), (argv, world) => runCommand(argv, world, engine));
}
