/* eslint-disable @typescript-eslint/no-require-imports -- CommonJS: every VS Code loads it without a build */
// Runs inside the extension host: VS Code requires this file and calls `run`. Results leave by a file, because what is
// printed here reaches the outside only in part; under F5 there is no such file, and the Debug Console shows them.
const { readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

exports.run = async function run() {
  const tests = await runMocha(findFiles());
  const report = process.env.EDITOR_TESTS_REPORT;
  if (report) writeFileSync(report, JSON.stringify({ tests }));
  else for (const { outcome, title, error } of tests) console.log(`${outcome}  ${title}${error ? `\n${error}` : ''}`);
  if (tests.some(test => test.outcome === 'failed')) throw new Error('tests failed'); // VS Code exits with 1
};

function findFiles() {
  if (process.env.EDITOR_TESTS) return JSON.parse(process.env.EDITOR_TESTS);
  return readdirSync(__dirname)
    .filter(name => name.endsWith('.test.cjs'))
    .toSorted()
    .map(name => join(__dirname, name));
}

async function runMocha(files) {
  const tests = [];
  const keep = (outcome, test, error) => {
    const text = error && (error.stack ?? String(error));
    tests.push({ title: test.fullTitle(), outcome, ms: test.duration ?? 0, error: text });
  };
  try {
    const Mocha = requireMocha();
    const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, reporter: function Silent() {} });
    for (const file of files) mocha.addFile(file);
    await new Promise(resolve => {
      mocha
        .run(resolve)
        .on('pass', test => keep('passed', test))
        .on('fail', (test, error) => keep('failed', test, error))
        .on('pending', test => keep('skipped', test));
    });
  } catch (error) {
    keep('failed', { fullTitle: () => 'the test files load' }, error);
  }
  return tests;
}

// Whichever of the two test packages is installed: both pin the same mocha.
function requireMocha() {
  const packages = ['../host', '../../desktop'].map(folder => join(__dirname, folder, 'node_modules'));
  return require(require.resolve('mocha', { paths: packages }));
}
