import { refuseLoad, WATERMARKS, WRITES, type Load } from '../../../../src/model/api/load.ts';
import { PAGINATIONS } from '../../../../src/model/api/pagination.ts';
import type { DatasetSettings } from '../../../../src/model/dataset/settings.ts';
import { exactJson } from '../../../../src/model/table/exactJson.ts';
import type { Row } from '../../../../src/model/table/value.ts';
import { createRandom } from '../../../crash/simulatedDisk.ts';
import { createFakeDatasetDisk, Died, type FakeDatasetDisk } from '../../../fakes/dataset.ts';
import { ingestModel, newRun, type ModelRun } from './ingestModel.ts';
import { createModelApi, type Random } from './modelApi.ts';

type Loaded = Load & { readonly dateColumn: string | null };

const LEGAL: readonly Loaded[] = PAGINATIONS.flatMap(pagination =>
  WATERMARKS.flatMap(watermark =>
    WRITES.flatMap(write =>
      ['day', null].map(dateColumn => ({
        pagination,
        watermark,
        write,
        schemaContract: 'evolve' as const,
        dateColumn,
      })),
    ),
  ),
).filter(load => !refuseLoad(load));

const settingsOf = (load: Loaded): DatasetSettings => ({
  ...load,
  baseUrl: 'https://api.example/rows',
  startDate: '2026-03-28',
  endDate: '2026-03-30',
  primaryKey: ['id'],
  watermarkColumn: { none: null, last_updated_at: 'updated_at', last_id: 'id', cursor: null, hash: null }[
    load.watermark
  ],
  overlap: 0,
  timeZone: 'UTC',
  fullRefresh: false,
  declared: [],
  compression: 'snappy',
});

/** Those seeds, one after the other; the first that fails is named. */
export async function trials(from: number, to: number): Promise<void> {
  for (let seed = from; seed < to; seed += 1)
    await trial(seed).catch((error: unknown) => {
      throw new Error(`seed ${seed}`, { cause: error });
    });
}

/**
 * A history of a source and of runs that die, are parked while others write, and go on; at the end one that is left in
 * peace.
 */
async function trial(seed: number): Promise<void> {
  const random = createRandom(seed);
  const load = LEGAL[seed % LEGAL.length];
  if (!load) throw new Error('no load');
  const api = createModelApi(random, load);
  const disk = createFakeDatasetDisk();
  for (let row = 0; row < 8; row += 1) api.change();
  const parked: ModelRun[] = [];
  let run = newRun('1');
  for (let at = 2; at < 8; at += 1) {
    const isDone = await attempt(disk, api, { load, run, random });
    // What died is resumed at once, or later, or given up.
    if (!isDone && random() < 0.4) continue;
    if (!isDone && random() < 0.8) parked.push(run);
    run = (random() < 0.5 ? parked.shift() : undefined) ?? newRun(String(at));
  }
  await ingestModel(disk, api, { settings: settingsOf(load), run: newRun('9'), pageSize: 3, between: () => undefined });
  check(disk, api, load);
}

async function attempt(
  disk: FakeDatasetDisk,
  api: ReturnType<typeof createModelApi>,
  { load, run, random }: { load: Loaded; run: ModelRun; random: Random },
): Promise<boolean> {
  const between = (): void => {
    for (let changes = Math.floor(random() * 3); changes > 0; changes -= 1) api.change();
  };
  if (random() < 0.7) disk.dieAfter(Math.floor(random() * 25));
  // It may be parked before it has written anything, too.
  let pages = random() < 0.3 ? Math.floor(random() * 4) : Infinity;
  const betweenOrPark = (): void => {
    between();
    if ((pages -= 1) < 0) throw new Died();
  };
  try {
    const pageSize = 2 + Math.floor(random() * 3);
    await ingestModel(disk, api, { settings: settingsOf(load), run, pageSize, between: betweenOrPark });
    return true;
  } catch (error) {
    if (!(error instanceof Died)) throw error;
    return false;
  } finally {
    disk.revive();
    between();
  }
}

/** Each row of the source stands there once, as it is. One that is gone may stand there still, if it moved in a run that was given up even twice. */
function check(disk: FakeDatasetDisk, api: ReturnType<typeof createModelApi>, load: Loaded): void {
  const places = new Map<unknown, { row: Row; at: string }>();
  for (const [name, { rows }] of disk.published)
    for (const row of rows) {
      if (places.has(row['id']) && api.rows.has(Number(row['id'])))
        throw new Error(`${exactJson(row)} is doubled, ${exactJson({ ...load })}`);
      places.set(row['id'], { row, at: name.slice(15, 25) });
    }
  for (const row of api.rows.values()) {
    const found = places.get(row.id);
    const isRight = load.watermark === 'last_id' || found?.row['value'] === row.value;
    const isPlaced = load.watermark === 'last_id' || load.dateColumn === null || found?.at === row.day;
    if (!found || !isRight || !isPlaced) throw new Error(`${row.id} is lost, ${exactJson({ ...load })}`);
  }
}
