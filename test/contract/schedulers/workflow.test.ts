import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build as esbuild } from 'esbuild';
import { load } from 'js-yaml';
import { describe, expect, test, vi } from 'vitest';
import { orSkip } from '../../servers/required.ts';
import { checkTime } from './crontab.ts';
import { answersIn, findPrograms, type Done } from './machine.ts';
import { DAY, daysOf, docs, useWorld, textOf } from './world.ts';

const programs = orSkip('schedulers', findPrograms());

// Each starts the built command a few times.
vi.setConfig({ testTimeout: 120_000 });

const current = useWorld();

describe('the GitHub workflow', () => {
  test('is one in the eyes of GitHub’s own parser, which sees a misspelt key', async () => {
    expect(await faultsOf(textOf('github-actions.yml'))).toEqual([]);
    expect(await faultsOf(textOf('github-actions.yml').replace('timeout-minutes', 'timeout-minuts'))).toEqual([
      expect.stringContaining("Unexpected value 'timeout-minuts'"),
    ]);
  });

  test('has a schedule of cron, lets no two jobs write at once, and puts no input into a script', () => {
    const workflow = readWorkflow();
    for (const { cron } of workflow.on.schedule) checkTime(cron);
    expect(workflow.concurrency).toEqual({ group: 'ingestion', 'cancel-in-progress': false });
    expect(scriptsOf(workflow).filter(({ run }) => run.includes('${{'))).toEqual([]);
  });

  describe.skipIf(!programs)('its scripts', () => {
    /** As a runner does where no shell is named: bash -e; the first that fails ends the job. */
    async function runJob(folder: string): Promise<Done & { readonly summary: string }> {
      const summary = path.join(folder, 'summary.md');
      writeFileSync(summary, '');
      const done: Done[] = [];
      for (const { name, run } of scriptsOf(readWorkflow())) {
        if (name === 'Build the command') continue;
        const argv = ['bash', '-e', '-c', run];
        done.push(
          await current.world.machine.run(argv, folder, { ...current.world.variables(), GITHUB_STEP_SUMMARY: summary }),
        );
        if (done.at(-1)?.code !== 0) break;
      }
      const said = done.map(step => step.said).join('');
      return { code: done.at(-1)?.code ?? null, said, summary: readFileSync(summary, 'utf8') };
    }

    test('bring a day and tell its rows', async () => {
      const folder = current.world.machine.newFolder();
      const { code, summary } = await runJob(folder);
      expect([code, summary]).toEqual([0, `${daysOf(folder)[DAY]} rows, success\n`]);
    });

    test('go on with what a cancelled job has left', async () => {
      const folder = current.world.machine.newFolder();
      await current.world.stopInTheMiddle(folder);
      expect((await runJob(folder)).code).toBe(0);
      expect(answersIn(path.join(folder, 'resumed.json'))).toMatchObject([{ status: 'success' }]);
    });

    test('end with the exit code and an annotation when the API answers 500', async () => {
      current.world.api.faults.set('server_error', 1000);
      const { code, said } = await runJob(current.world.machine.newFolder());
      expect(code).toBe(1);
      expect(said).toMatch(/^::error title=Ingestion, exit 1::.*500/m);
    });
  });
});

interface Workflow {
  readonly on: { readonly schedule: readonly { readonly cron: string }[] };
  readonly concurrency: unknown;
  readonly jobs: { readonly ingest: { readonly steps: readonly { readonly name?: string; readonly run?: string }[] } };
}

// SAFETY: GitHub's parser has agreed to the rest, and a test that finds nothing here fails.
const readWorkflow = (): Workflow => load(textOf('github-actions.yml')) as Workflow;

const scriptsOf = ({ jobs }: Workflow) => jobs.ingest.steps.flatMap(({ name, run }) => (run ? [{ name, run }] : []));

/** What GitHub's parser says. It imports JSON in a way that Node does not take, so it is bundled first. */
async function faultsOf(content: string): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'iw-workflow-'));
  const outfile = path.join(folder, 'parser.cjs');
  await esbuild({
    entryPoints: ['@actions/workflow-parser'],
    absWorkingDir: docs,
    bundle: true,
    platform: 'node',
    outfile,
  });
  const parser = createRequire(outfile)(outfile);
  rmSync(folder, { recursive: true });
  const { context } = parser.parseWorkflow({ name: 'it', content }, new parser.NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }: Error) => message);
}
