// Runs inside the extension host: VS Code requires this file and calls `run`. Its results leave by a file, because what
// is printed here reaches the server's log only in part.
const { writeFileSync } = require('node:fs');

exports.run = async function run() {
  const { EDITOR_TESTS, EDITOR_TESTS_MOCHA, EDITOR_TESTS_REPORT } = process.env;
  const Mocha = require(EDITOR_TESTS_MOCHA);
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, reporter: class {} });
  for (const file of JSON.parse(EDITOR_TESTS)) mocha.addFile(file);
  const tests = [];
  const keep = (test, outcome, error) => {
    tests.push({
      title: test.fullTitle(),
      outcome,
      ms: test.duration ?? 0,
      error: error && (error.stack ?? String(error)),
    });
  };
  let loadError;
  try {
    await new Promise(resolve => {
      mocha
        .run(resolve)
        .on('pass', test => keep(test, 'passed'))
        .on('fail', (test, error) => keep(test, 'failed', error))
        .on('pending', test => keep(test, 'skipped'));
    });
  } catch (error) {
    loadError = error;
    tests.push({ title: 'the test files load', outcome: 'failed', ms: 0, error: error.stack ?? String(error) });
  }
  writeFileSync(EDITOR_TESTS_REPORT, JSON.stringify({ tests }));
  // Only the code of the exit is looked at, and only by a VS Code that was started without a report's reader.
  if (loadError !== undefined || tests.some(test => test.outcome === 'failed')) throw new Error('tests failed');
};
