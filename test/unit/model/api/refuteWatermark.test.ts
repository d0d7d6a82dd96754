import { expect, test } from 'vitest';
import { refuteWatermark } from '../../../../src/model/api/refuteWatermark.ts';
import { NOTHING_SEEN } from '../../../../src/model/dataset/watermark.ts';

const told = (max: string | null, watermark: 'none' | 'hash' | 'last_id' | 'last_updated_at', rows = 5) =>
  refuteWatermark({ watermark, watermarkColumn: 'at' }, { seen: { ...NOTHING_SEEN, max }, rows }).map(one => one.code);

test('a column that no row has can carry no watermark', () => {
  expect(told(null, 'last_updated_at')).toEqual(['api_watermark_unseen']);
  expect(told(null, 'last_id')).toEqual(['api_watermark_unseen']);
  expect(told(null, 'last_id', 0)).toEqual([]);
  expect(told(null, 'hash')).toEqual([]);
  expect(told(null, 'none')).toEqual([]);
});

test('the time of a change is a time, or a number that counts from one', () => {
  expect(told('T2', 'last_updated_at')).toEqual(['api_watermark_no_time']);
  for (const time of ['2026-01-01', '2026-01-01T10:00:00+01:00', '1767225600', '1767225600.25'])
    expect(told(time, 'last_updated_at')).toEqual([]);
  expect(told('T2', 'last_id')).toEqual([]);
});
