// The tests that run inside the extension host: in the offline host (mocha-host.mjs) and in a downloaded VS Code
// (test/desktop). CommonJS, so that every VS Code can load them without a build.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = join(import.meta.dirname, 'inside');
export const insideIndex = join(folder, 'index.cjs');

/** Absolute paths of `test/editor/inside/*.test.cjs`. */
export function insideTests() {
  const names = readdirSync(folder).filter(name => name.endsWith('.test.cjs'));
  return names.toSorted().map(name => join(folder, name));
}

/** What `inside/index.cjs` reads from its environment. */
export function insideEnvironment({ files = insideTests(), report }) {
  return { EDITOR_TESTS: JSON.stringify(files.map(file => resolve(file))), EDITOR_TESTS_REPORT: report };
}

/** @returns {{title: string, outcome: 'passed' | 'failed' | 'skipped', ms: number, error?: string}[] | undefined} */
export function readReport(report) {
  return existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).tests : undefined;
}

/** Prints one line a test and adds it to the counts `{passed, failed, skipped}`. */
export function tellInside(tests, count) {
  const mark = { passed: 'ok   ', failed: 'FAIL ', skipped: 'skip ' };
  for (const { title, outcome, ms, error } of tests) {
    count[outcome] += 1;
    console.log(`${mark[outcome]} extension host: ${title} (${(ms / 1000).toFixed(1)} s)`);
    if (error) console.log(error.replace(/^/gm, '      '));
  }
}
