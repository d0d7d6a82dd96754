import { isDay } from '../dataset/days.ts';
import { readMoment } from '../dataset/instant.ts';
import type { WatermarksSeen } from '../dataset/watermark.ts';
import type { Reason } from '../problem.ts';
import type { ApiSettings } from './settings.ts';

type Marked = Pick<ApiSettings, 'watermark' | 'watermarkColumn'>;

/** What shows, once the rows are there, that their watermark cannot be what it is said to be. */
export function refuteWatermark(
  { watermark, watermarkColumn: column }: Marked,
  { seen: { max }, rows }: { readonly seen: WatermarksSeen; readonly rows: number },
): readonly Reason[] {
  if ((watermark !== 'last_updated_at' && watermark !== 'last_id') || column === null || rows === 0) return [];
  if (max === null) return [{ code: 'api_watermark_unseen', params: { column } }];
  // Seconds or milliseconds since 1970 are numbers.
  const isTime = readMoment(max) !== undefined || isDay(max) || /^-?\d+(?:\.\d+)?$/.test(max);
  return watermark === 'last_id' || isTime ? [] : [{ code: 'api_watermark_no_time', params: { column, value: max } }];
}
