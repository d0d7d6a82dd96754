// What docs/orchestrators says is run as it stands there: the built command line, the practice API, a gate before it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startPracticeApi, type PracticeApi } from '../../../src/adapters/practiceServer/practiceApi.ts';
import { openGate, type Gate } from './gate.ts';
import { openMachine, type Machine, type Variables } from './machine.ts';

export const docs = path.join(import.meta.dirname, '../../../docs/orchestrators');
export const textOf = (name: string): string => readFileSync(path.join(docs, name), 'utf8');
export const DAY = '2026-01-15';
export const ROWS = 1200;

export interface World {
  readonly machine: Machine;
  readonly api: PracticeApi;
  readonly gate: Gate;
  /** What a reader of the examples sets for a day and an API of his own. */
  variables(): Variables;
  /** One page is read and kept, the second is asked for: then the command gets SIGTERM. */
  stopInTheMiddle(folder: string): Promise<void>;
  /** The API is well again. */
  calm(): void;
  end(): Promise<void>;
}

/** One world for all tests of a file, well again after each. */
export function useWorld(): { readonly world: World } {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  }, 120_000);
  afterEach(() => world.calm());
  afterAll(() => world.end());
  return {
    get world() {
      return world;
    },
  };
}

async function openWorld(): Promise<World> {
  const machine = await openMachine();
  const api = await startPracticeApi({ rows: ROWS });
  const gate = await openGate(api.url);
  const variables = () => ({ DAY, INGESTION_WORKSHOP_BASE_URL: `${gate.url}events/page` });
  return {
    ...{ machine, api, gate, variables },
    stopInTheMiddle: folder => stopInTheMiddle({ machine, gate, folder, variables: variables() }),
    calm: () => {
      gate.open();
      api.faults.set('server_error', 0);
    },
    end: async () => {
      await gate.end();
      await api.close();
      machine.end();
    },
  };
}

interface Stopping {
  readonly machine: Machine;
  readonly gate: Gate;
  readonly folder: string;
  readonly variables: Variables;
}

async function stopInTheMiddle({ machine, gate, folder, variables }: Stopping): Promise<void> {
  gate.close(1);
  const range = ['--start-date', DAY, '--end-date', DAY, '--start-param', 'start_date', '--end-param', 'end_date'];
  const argv = ['ingestion-workshop', 'ingest-api', '--json', '--page-size', '5', ...range];
  const { child, done } = machine.start(argv, folder, variables);
  await gate.whenHeld();
  child.kill('SIGTERM');
  const { code, said } = await done;
  expect([code, said]).toEqual([143, expect.stringContaining('"code":"parked"')]);
  gate.open();
}

/** Date and rows of each day of a dataset. */
export function daysOf(folder: string, dataset = 'data/bronze'): Record<string, number> {
  const root = path.join(folder, dataset);
  const days = readdirSync(root).filter(name => name.startsWith('partition_date='));
  const rows = days.map(name => JSON.parse(readFileSync(path.join(root, name, '_SUCCESS'), 'utf8')).rows);
  return Object.fromEntries(days.map((name, at) => [name.slice('partition_date='.length), rows[at]]));
}
