// `npm test`: everything, one after the other; the last line sums it up. CI runs exactly this.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const total = { passed: 0, failed: 0, skipped: 0 };
/** CI gives an hour to all of it. */
const MINUTES = 60;
/** Twice what the longest takes: a step that hangs is ended, and has failed. */
const STEP_MS = 40 * 60_000;

await step('types', 'tsc', ['-p', '.'], one);
await step('lint', 'eslint', ['.'], one);
await step('format', 'prettier', ['--check', '--log-level', 'warn', '.'], one);
await step('build', 'node', ['build.mjs'], one);
const report = path.join(tmpdir(), `vitest-${process.pid}.json`);
await step(
  'unit, contract, golden, Temporal',
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  vitest,
);
await step('pages', 'node', ['test/webview/run.mjs'], lastLine);
await step('editor', 'node', ['test/editor/run.mjs'], lastLine);
const left = Math.floor(MINUTES - performance.now() / 60_000);
await step('orchestrators', 'node', ['test/orchestrators/run.mjs', `--minutes-left=${left}`], lastLine);

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function step(name, command, args, count) {
  console.log(`\n== ${name}`);
  const started = performance.now();
  const { code, output } = await run(command, args);
  const counts = count(code, output);
  for (const key of Object.keys(total)) total[key] += counts[key];
  console.log(`== ${name}: ${code === 0 ? 'ok' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

function one(code) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** A run that broke off, or that ran nothing, has failed whatever it counted. */
function vitest(code) {
  try {
    const {
      numPassedTests: passed,
      numFailedTests: failed,
      numPendingTests: skipped,
    } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed, failed: Math.max(failed, code === 0 && passed > 0 ? 0 : 1), skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(report, { force: true });
  }
}

function lastLine(code, output) {
  const counted = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1);
  if (!counted) return { passed: 0, failed: 1, skipped: 0 };
  const [passed, failed, skipped] = counted.slice(1).map(figure => Number(figure ?? 0));
  return { passed, failed: Math.max(failed, code === 0 ? 0 : 1), skipped };
}

function run(command, args) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
      timeout: STEP_MS,
    });
    let output = '';
    child.stdout.on('data', chunk => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on('error', error => {
      console.error(`${command}: ${error.message}`);
      resolve({ code: 1, output });
    });
    child.on('close', code => resolve({ code: code ?? 1, output }));
  });
}
