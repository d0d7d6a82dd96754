import type { Converter } from '../../engine/ports.ts';

/** The conversion's libraries, in this thread. */
export async function loadConverter(): Promise<Converter> {
  const [{ convertHtml }, { decodeHtml }] = await Promise.all([
    import('../../engine/convertHtml.ts'),
    import('../../engine/decodeHtml.ts'),
  ]);
  return {
    convert: async (bytes, { contentType, ...options }) => convertHtml(decodeHtml(bytes, contentType).text, options),
  };
}
