import { version } from './version.ts';

// Asked for by every script that looks for us: answered before anything else is loaded.
if (process.argv[2] === '--version') process.stdout.write(`${version}\n`);
else void import('./runProcess.ts').then(({ runProcess }) => runProcess(process.argv.slice(2)));
