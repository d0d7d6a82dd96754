// `npm start`. The engine is a bundle of its own (see build.mjs).
void Promise.all([import('./runProcess.ts'), import('./mainJob.ts'), import('./engine.ts')]).then(
  ([{ runProcess }, { runMainJob }, { engine }]) => runProcess([], (_argv, world) => runMainJob(world, engine)),
);
