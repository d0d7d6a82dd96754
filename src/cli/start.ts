import { isMainThread } from 'node:worker_threads';

// The same bundle is the conversion threads' entry.
if (isMainThread)
  void Promise.all([import('./runProcess.ts'), import('./mainJob.ts'), import('./engine.ts')]).then(
    ([{ runProcess }, { runMainJob }, { engine }]) => runProcess([], (_argv, world) => runMainJob(world, engine)),
  );
else void import('./engine.ts').then(({ serveThread }) => serveThread());
