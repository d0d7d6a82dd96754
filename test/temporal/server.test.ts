import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { expect, it } from 'vitest';
import { orSkip } from '../servers/required.ts';
import { startTemporal } from '../servers/temporal.ts';

const folder = mkdtempSync(join(tmpdir(), 'temporal-server-'));
const server = orSkip('temporal', await startTemporal({ dbFile: join(folder, 'temporal.db') }));

it.skipIf(!server)('the test server keeps what it knows over a kill, when it has a file', async () => {
  if (server === undefined) return;
  const connection = await Connection.connect({ address: server.address });
  try {
    const client = new Client({ connection, namespace: server.namespace });
    await client.workflow.start('Nobody', { taskQueue: 'nobody', workflowId: 'kept' });
    await server.kill();
    await server.restart();
    expect((await client.workflow.getHandle('kept').describe()).status.name).toBe('RUNNING');
  } finally {
    await connection.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
