import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProgressFiles } from '../../src/adapters/workshop/progressFile.ts';
import { openWorkshopDesk, type WorkshopDesk } from '../../src/engineHost/workshopDesk.ts';
import { newProgress } from '../../src/model/workshop/progress.ts';
import { createFakePorts } from '../fakes/ports.ts';

/** A learner's folder in which the workshop that ships was begun. */
const SHIPPED = path.resolve('workshop/rag');
let folder: string;
let place: { readonly folder: string; readonly workDir: string };
let server: Server;
let desk: WorkshopDesk;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'iw-desk-'));
  place = { folder, workDir: path.join(folder, '.ingestion-workshop') };
  const remembered = createProgressFiles();
  await remembered.of(place.workDir, 'rag').change(() => newProgress('rag', SHIPPED));
  const hold = () => Promise.reject(new Error('nothing is looked at here'));
  desk = openWorkshopDesk({ hold, log: createFakePorts().log, remembered, changed: () => undefined });
  server = createServer(socket => socket.end());
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const asker = (port: number) => ({
  language: 'en' as const,
  server: { address: `127.0.0.1:${port}`, namespace: 'n', taskQueue: 'q', tls: false },
});
/** Asked again until its servers were looked for: an answer does not wait for them. */
async function serverStep(port: number) {
  for (;;) {
    const [told] = await desk.workshops({ ...place, ...asker(port) });
    const step = told?.outline?.parts.flatMap(({ steps }) => steps).find(({ id }) => id === 'same-on-temporal');
    if (!step || port !== NOBODY || step.standing === 'lacking') return step;
  }
}
/** The discard service, which nobody runs. */
const NOBODY = 9;

test('a step that needs a server is told as not possible here, and not any more at the address of one', async () => {
  expect(await serverStep(NOBODY)).toMatchObject({ lacks: ['temporal'], standing: 'lacking', isOptional: true });
  // SAFETY: it listens on a port.
  const { port } = server.address() as AddressInfo;
  expect(await serverStep(port)).toMatchObject({ lacks: [], standing: 'ahead', isOptional: false });
  const asked = { ...place, workshop: 'rag', step: 'same-on-temporal', ...asker(NOBODY) };
  expect((await desk.step(asked)).step).toMatchObject({ lacks: ['temporal'] });
});
