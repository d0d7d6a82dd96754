// Rows of an API typed over the whole stream, then written as Parquet; beside the package that the design card names.
import { join } from 'node:path';
import parquetjs from 'parquetjs-lite';
import { inFolder, loadBundle } from '../bundle.mjs';
import { median, speedRatio, takeTurns } from '../measure.mjs';
import { peerName } from '../peers.mjs';

const ROWS = 100_000;
const PAGE = 1000;
const ROUNDS = 5;
/** Rows a second, of twelve columns, on one core. */
const AIM = 100_000;

/** Its types, which it must be told. */
const PEER_SCHEMA = {
  ...{ id: { type: 'INT64' }, code: { type: 'UTF8' }, line: { type: 'UTF8' }, stop: { type: 'UTF8' } },
  ...{ delay: { type: 'INT64' }, fare: { type: 'DOUBLE' }, lat: { type: 'DOUBLE' }, open: { type: 'BOOLEAN' } },
  ...{ at: { type: 'TIMESTAMP_MILLIS' }, day: { type: 'UTF8' }, note: { type: 'UTF8', optional: true } },
  vehicle: { fields: { type: { type: 'UTF8' }, no: { type: 'INT64' } } },
};

export async function measure() {
  const { openParquetFile, createTypeFold } = await loadBundle(
    'src/adapters/outputs/parquetFile.ts',
    'src/model/table/typeFold.ts',
  );
  const pages = Array.from({ length: ROWS / PAGE }, (_, page) => pageOf(page * PAGE));
  const type = () => {
    const fold = createTypeFold();
    for (const page of pages) for (const row of page) fold.add(row);
    return fold.columns();
  };
  const times = await inFolder(folder =>
    takeTurns(
      {
        types: type,
        ours: async () => {
          const table = await openParquetFile({ folder, name: 'ours.parquet' }, { columns: type() });
          for (const page of pages) await table.append(page);
          await table.publish();
        },
        peer: async () => {
          const schema = new parquetjs.ParquetSchema(PEER_SCHEMA);
          const writer = await parquetjs.ParquetWriter.openFile(schema, join(folder, 'peer.parquet'));
          for (const page of pages)
            for (const row of page)
              await writer.appendRow({ ...row, at: new Date(row.at), note: row.note ?? undefined });
          await writer.close();
        },
      },
      ROUNDS,
    ),
  );
  const rate = ms => ROWS / (median(ms) / 1000);
  return {
    rows: [
      { what: 'types of 12 columns, rows/s', ours: rate(times.types) },
      {
        what: 'types, then Parquet with Snappy, rows/s',
        ...{ ours: rate(times.ours), peer: `${peerName('parquetjs-lite')}, told the types, uncompressed` },
        ...{ peers: rate(times.peer), ratio: speedRatio(times.ours, times.peer) },
        ...{ aim: `≥ ${AIM} rows/s`, met: rate(times.ours) >= AIM },
      },
    ],
  };
}

function pageOf(from) {
  return Array.from({ length: PAGE }, (_, at) => {
    const id = from + at;
    return {
      ...{ id, code: `ev-${(id * 2_654_435_761) % 2 ** 32}`, line: `T${id % 12}`, stop: `Stop number ${id % 300}` },
      ...{ delay: (id * 7919) % 600, fare: ((id * 31) % 1000) / 100, lat: 48 + ((id * 104_729) % 100_000) / 100_000 },
      ...{ open: id % 3 === 0, at: new Date(1_767_225_600_000 + id * 1000).toISOString() },
      ...{ day: `2026-01-${String((id % 28) + 1).padStart(2, '0')}`, note: id % 5 ? null : 'delayed by works' },
      vehicle: { type: 'tram', no: id % 77 },
    };
  });
}
