// `npm run test:desktop`: the tests of test/editor/inside in a desktop VS Code, which @vscode/test-electron downloads.
// Where that cannot be had the outcome is "skipped" with the reason, or "failed" if REQUIRE names `desktop`.
//
//   DESKTOP_VSCODE=1.138.0       that version instead of the newest stable one
//   DESKTOP_VSCODE_PATH=<path>   an installed VS Code's program instead of a download
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npmCommand, root } from '../editor/host/install.mjs';
import { insideEnvironment, insideIndex, readReport, tellInside } from '../editor/inside.mjs';

const count = { passed: 0, failed: 0, skipped: 0 };
const here = import.meta.dirname;

await main();
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed > 0 ? 1 : 0;

async function main() {
  const missing = installRunner();
  if (missing !== undefined) return reportMissing(missing);
  const { downloadAndUnzipVSCode, runTests } = await import('@vscode/test-electron');
  let program;
  try {
    program = process.env.DESKTOP_VSCODE_PATH ?? (await downloadAndUnzipVSCode(process.env.DESKTOP_VSCODE ?? 'stable'));
  } catch (error) {
    return reportMissing(`VS Code could not be downloaded: ${error.message}`);
  }
  await runInside({ runTests, program });
}

function installRunner() {
  if (existsSync(join(here, 'node_modules', '@vscode', 'test-electron'))) return undefined;
  console.error('desktop host: installing @vscode/test-electron …');
  const { command, args, options } = npmCommand(['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  const { status, stderr } = spawnSync(command, args, { cwd: here, ...options });
  return status === 0 ? undefined : `\`npm ci\` failed in ${here}: ${stderr}`;
}

function reportMissing(reason) {
  const required = (process.env.REQUIRE ?? '').split(/[\s,]+/).includes('desktop');
  count[required ? 'failed' : 'skipped'] += 1;
  console.log(`${required ? 'FAIL' : 'skip'}  desktop: ${reason}`);
}

async function runInside({ runTests, program }) {
  const scratch = mkdtempSync(join(tmpdir(), 'iw-')); // short: VS Code's sockets lie under the user data folder
  const report = join(scratch, 'report.json');
  try {
    await runTests({
      vscodeExecutablePath: program,
      extensionDevelopmentPath: root,
      extensionTestsPath: insideIndex,
      extensionTestsEnv: insideEnvironment({ report }),
      launchArgs: [
        join(scratch),
        '--disable-extensions',
        '--disable-workspace-trust',
        `--user-data-dir=${join(scratch, 'data')}`,
      ],
    });
  } catch (error) {
    // A failed test ends VS Code with 1, and is told from the report below.
    if (readReport(report) === undefined) {
      count.failed += 1;
      console.log(`FAIL  desktop: ${error.message}`);
    }
  } finally {
    tellInside(readReport(report) ?? [], count);
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}
