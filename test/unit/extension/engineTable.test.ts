import { describe, expect, it } from 'vitest';
import { createEngineTable } from '../../../src/extension/features/tables/engineTable.ts';
import { createSignal } from '../../../src/extension/signal.ts';

/** An engine process that writes down what it is asked, and a file that is fetched when the test says so. */
function start() {
  const told: string[] = [];
  const gone = createSignal<void>();
  let fetched = (_file: string): void => undefined;
  const guest = {
    engine: {
      ask: {
        openTable: async ({ path }: { path: string }) => void told.push(`open ${path}`),
        closeTable: async () => void told.push('close'),
      },
      isRunning: () => true,
      gone,
    },
    log: { error: (line: string) => void told.push(line) },
  };
  const file = () => new Promise<string>(resolve => (fetched = resolve));
  // SAFETY: of both, nothing else is used.
  const table = createEngineTable(guest as never, { file } as never);
  return { told, table, gone, fetched: (path: string) => fetched(path) };
}

describe('a table in the engine process', () => {
  it('is not opened when its tab has gone before its file was there', async () => {
    const { told, table, fetched } = start();
    const opening = table.open();
    table.dispose();
    fetched('/a.parquet');
    await expect(opening).rejects.toMatchObject({ problem: { code: 'table_closed' } });
    expect(told).toEqual(['close']);
  });

  it('is opened anew by the next question when its process has ended', async () => {
    const { told, table, gone, fetched } = start();
    const first = table.open();
    fetched('/a.parquet');
    await first;
    gone.fire();
    const question = table.ask(async () => void told.push('question'));
    fetched('/a.parquet');
    await question;
    expect(told).toEqual(['open /a.parquet', 'open /a.parquet', 'question']);
  });
});
