import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkFolder } from '../../src/adapters/compose.ts';
import { createProgressFiles } from '../../src/adapters/workshop/progressFile.ts';
import { openWorkshopDesk, type WorkshopDesk } from '../../src/engineHost/workshopDesk.ts';
import type { WorkFolder } from '../../src/engine/workFolder.ts';
import { forgetSteps } from '../../src/model/workshop/foldProgress.ts';
import { newProgress } from '../../src/model/workshop/progress.ts';
import type { CheckMoved } from '../../src/protocol/workshop.ts';
import { createFakePorts } from '../fakes/ports.ts';

/** A learner's folder in which the workshop that ships was begun. */
const SHIPPED = path.resolve('workshop/rag');
let folder: string;
let place: { readonly folder: string; readonly workDir: string };
let server: Server;
let work: WorkFolder;
let desk: WorkshopDesk;
const told: CheckMoved[] = [];
const { log } = createFakePorts();

/** As in a process of its own. */
const opened = (): WorkshopDesk =>
  openWorkshopDesk({
    ...{ log, remembered: createProgressFiles(), changed: () => undefined, checking: one => told.push(one) },
    hold: async () => ({ folder: work }),
  });

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'iw-desk-'));
  place = { folder, workDir: path.join(folder, '.ingestion-workshop') };
  await createProgressFiles()
    .of(place.workDir, 'rag')
    .change(() => newProgress('rag', SHIPPED));
  work = await openWorkFolder({ workDir: place.workDir, log });
  desk = opened();
  server = createServer(socket => socket.end());
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await work.close();
  server.close();
  rmSync(folder, { recursive: true });
});

const asker = (port: number) => ({
  ...{ language: 'en' as const, isTrusted: true },
  server: {
    ...{ address: `127.0.0.1:${port}`, namespace: 'n', taskQueue: 'q', tls: false },
    ...{ tlsCa: null, tlsCert: null, tlsKey: null, apiKey: '' },
  },
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

test('what the last look found is shown after a reload, and after a reset no more', async () => {
  const asked = { ...place, workshop: 'rag', step: 'print-sources', ...asker(NOBODY) };
  const shown = async (by: WorkshopDesk) => (await by.step(asked)).verdict;
  expect(await shown(desk)).toBeNull();
  await desk.check(asked, new AbortController().signal);
  const found = { passed: false, checks: [{ state: 'failed', found: { code: 'no_run' } }, { state: 'failed' }] };
  expect(await shown(desk)).toMatchObject(found);
  const reloaded = opened();
  expect(await shown(reloaded)).toEqual(await shown(desk));
  const progress = createProgressFiles().of(place.workDir, 'rag');
  const before = (await progress.read()).progress;
  await progress.change(now => forgetSteps(now, ['print-sources']));
  for (const one of [desk, reloaded]) expect(await shown(one)).toBeNull();
  // The reset is undone.
  await progress.change(() => before);
  expect(await shown(reloaded)).toMatchObject(found);
});

test('a look tells each check as it begins, and its end', async () => {
  const asked = { ...place, workshop: 'rag', step: 'print-sources', ...asker(NOBODY) };
  told.length = 0;
  await desk.check(asked, new AbortController().signal);
  expect(told.map(({ step, done, total }) => [step, done, total])).toEqual(
    [0, 1, 2].map(done => [asked.step, done, 2]),
  );
  expect(told.map(({ title }) => title !== '')).toEqual([true, true, false]);
});
