import { expect, test } from 'vitest';
import { refuseLoad, SCHEMA_CONTRACTS, WATERMARKS, WRITES } from '../../../../src/model/api/load.ts';
import { PAGINATIONS } from '../../../../src/model/api/pagination.ts';

/** Watermark and write → why it is refused; `ok` is legal; the same for each schema contract. */
const TABLE: Readonly<Record<string, string>> = {
  'none replace': 'ok',
  'none append': 'load_append_all',
  'none merge': 'ok',
  'last_updated_at replace': 'load_replace_watermark',
  'last_updated_at append': 'load_append_changed',
  'last_updated_at merge': 'ok',
  'last_id replace': 'load_replace_watermark',
  'last_id append': 'ok',
  'last_id merge': 'ok',
  'cursor replace': 'load_replace_watermark',
  'cursor append': 'load_append_changed',
  'cursor merge': 'ok, paged by cursor',
  'hash replace': 'load_replace_watermark',
  'hash append': 'load_append_changed',
  'hash merge': 'ok',
};

const all = WATERMARKS.flatMap(watermark => WRITES.map(write => ({ watermark, write })));

test('the table holds every combination', () => {
  expect(all.map(({ watermark, write }) => `${watermark} ${write}`).sort()).toEqual(Object.keys(TABLE).sort());
});

test.each(all)('$watermark with $write is legal, or refused with its reason', ({ watermark, write }) => {
  const expected = TABLE[`${watermark} ${write}`];
  for (const pagination of PAGINATIONS)
    for (const schemaContract of SCHEMA_CONTRACTS) {
      const told = refuseLoad({ pagination, watermark, write, schemaContract })?.code ?? 'ok';
      const needsCursor = expected === 'ok, paged by cursor' && pagination !== 'cursor';
      expect(told).toBe(needsCursor ? 'load_cursor_pagination' : expected?.split(',')[0]);
    }
});
