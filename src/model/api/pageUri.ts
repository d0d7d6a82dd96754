import { askedRange } from '../dataset/days.ts';
import type { WatermarkValue } from '../dataset/watermark.ts';
import { fail } from '../problem.ts';
import { firstMark, pageParameters, type PageMark } from './pagination.ts';
import type { ApiSettings } from './settings.ts';

/** Where a reading begins: at the watermark where the pagination itself takes one, else at the first page. */
export function beginning(settings: ApiSettings, since: WatermarkValue | null): PageMark {
  const from = since !== null && isOwnMark(settings) ? String(since) : null;
  return firstMark(settings.pagination, settings.pageSize, from);
}

/** The watermark is what the pagination asks with: a cursor, or the last id. */
function isOwnMark({ pagination, watermark, watermarkParam, parameters }: ApiSettings): boolean {
  if (pagination === 'cursor') return watermark === 'cursor' && watermarkParam === parameters.cursor;
  return pagination === 'keyset' && watermark === 'last_id' && watermarkParam === parameters.after;
}

/** The address of the page at `mark`. Throws data `api_next_elsewhere` for a link to another origin. */
export function pageUri(settings: ApiSettings, mark: PageMark, since: WatermarkValue | null): string {
  if (mark.pagination === 'link' && mark.url !== null) return mark.url;
  const url = new URL(settings.baseUrl);
  for (const [name, value] of parametersOf(settings, mark, since)) url.searchParams.set(name, value);
  return url.href;
}

function* parametersOf(
  settings: ApiSettings,
  mark: PageMark,
  since: WatermarkValue | null,
): Iterable<[string, string]> {
  const { query, startParam, endParam, watermarkParam, startDate, endDate, timeZone } = settings;
  yield* Object.entries(query);
  const { first, last } = askedRange(startDate, endDate, timeZone);
  if (startParam !== null) yield [startParam, first];
  if (endParam !== null) yield [endParam, last];
  if (since !== null && watermarkParam !== null && !isOwnMark(settings)) yield [watermarkParam, String(since)];
  yield* Object.entries(pageParameters(mark, settings.parameters, settings));
}

/** A link as it is asked for: absolute, and on the base URL's origin, or headers and rows would go elsewhere. */
export function resolveNext(next: string, uri: string, baseUrl: string): string {
  const url = URL.parse(next, uri);
  if (!url || url.origin !== new URL(baseUrl).origin) throw fail('data', 'api_next_elsewhere', { uri, next });
  return url.href;
}
