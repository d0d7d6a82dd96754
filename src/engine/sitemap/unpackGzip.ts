import { fail } from '../../model/problem.ts';

/** RFC 1952 section 2.3.1: how each gzip file begins. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Counts what comes out as it comes, so that a bomb never unfolds. The platform's own stream: it is in Node, in editors
 * and in browsers. Throws data `page_too_big`, `gzip_corrupt`.
 */
export async function unpackGzip(bytes: Uint8Array, uri: string, maxBytes: number): Promise<Uint8Array> {
  const reader = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { value } = await reader.read().catch((thrown: unknown) => {
      throw fail('data', 'gzip_corrupt', { uri }, thrown);
    });
    if (!value) return joined(parts, size);
    size += value.length;
    if (size > maxBytes) {
      await reader.cancel().catch(() => undefined);
      throw fail('data', 'page_too_big', { uri, bytes: maxBytes });
    }
    parts.push(value);
  }
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
