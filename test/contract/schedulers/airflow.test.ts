import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { orSkip } from '../../servers/required.ts';
import { answersIn, findPrograms } from './machine.ts';
import { DAY, daysOf, docs, useWorld } from './world.ts';

const programs = orSkip('schedulers', findPrograms());

// Each starts the built command a few times.
vi.setConfig({ testTimeout: 120_000 });

const current = useWorld();

const python = orSkip(
  'python',
  spawnSync('python3', ['--version']).status === 0 ? { isHere: true } : { missing: 'no python3 in PATH' },
);

describe.skipIf(!python)('the Airflow DAG', () => {
  const file = path.join(docs, 'airflow_dag.py');

  test('compiles, and runs one day after the other', () => {
    const cache = mkdtempSync(path.join(tmpdir(), 'iw-dag-'));
    const env = { ...process.env, PYTHONPYCACHEPREFIX: cache };
    expect(spawnSync('python3', ['-m', 'py_compile', file], { env }).status).toBe(0);
    rmSync(cache, { recursive: true });
    const dag = readDag();
    expect(dag).toMatchObject({ max_active_runs: 1, schedule: ['10 6 * * *', 'UTC'] });
    expect(dag.tasks.map(({ task_id, after }) => [task_id, after])).toEqual([
      ['ingest', []],
      ['validate', ['ingest']],
    ]);
  });

  describe.skipIf(!programs)('its commands', () => {
    /** What Airflow would put in for its templates; the exit code as the state of a task. */
    async function runTask(id: string, folder: string, outputFile: string | null = null) {
      const task = readDag().tasks.find(({ task_id }) => task_id === id);
      const given: Record<string, string> = {
        '{{ data_interval_start | ds }}': DAY,
        "{{ var.value.get('ingestion_base_url', 'http://127.0.0.1:4174/events/page') }}": `${current.world.gate.url}events/page`,
        "{{ ti.xcom_pull(task_ids='ingest')['output_file'] }}": outputFile ?? 'None',
      };
      const env = Object.fromEntries(
        Object.entries(task?.env ?? {}).map(([name, value]) => [name, given[value] ?? '']),
      );
      expect(Object.values(env)).not.toContain('');
      const { code, said } = await current.world.machine.run(['bash', '-c', task?.bash_command ?? ''], folder, env);
      return { code, last: said.trim().split('\n').at(-1) ?? '' };
    }

    test('hand the file of the day over, as the last line; a second run of it is well, too', async () => {
      const folder = current.world.machine.newFolder();
      for (const _ of [1, 2]) {
        const { code, last } = await runTask('ingest', folder);
        expect(code).toBe(0);
        expect((await runTask('validate', folder, JSON.parse(last).output_file)).code).toBe(0);
      }
      expect(Object.keys(daysOf(folder))).toEqual([DAY]);
    });

    test('skip the validation of a day without rows', async () => {
      const skips = readDag().tasks.find(({ task_id }) => task_id === 'validate')?.skip_on_exit_code;
      expect((await runTask('validate', current.world.machine.newFolder())).code).toBe(skips);
    });

    test('fail with 1 when the API answers 500; a task that was stopped goes on when it is tried again', async () => {
      const folder = current.world.machine.newFolder();
      await current.world.stopInTheMiddle(folder);
      current.world.api.faults.set('server_error', 1000);
      expect((await runTask('ingest', current.world.machine.newFolder())).code).toBe(1);
      current.world.api.faults.set('server_error', 0);
      expect((await runTask('ingest', folder)).code).toBe(0);
      expect(answersIn(path.join(folder, 'resumed.json'))).toMatchObject([{ status: 'success' }]);
    });
  });

  function readDag() {
    const reader = path.join(import.meta.dirname, 'read_dag.py');
    const { stdout, stderr } = spawnSync('python3', [reader, file], { encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    interface Task {
      readonly task_id: string;
      readonly bash_command: string;
      readonly env: Readonly<Record<string, string>>;
      readonly skip_on_exit_code?: number;
      readonly after: readonly string[];
    }
    // SAFETY: read_dag.py prints this.
    return JSON.parse(stdout) as { max_active_runs: number; schedule: readonly string[]; tasks: readonly Task[] };
  }
});
