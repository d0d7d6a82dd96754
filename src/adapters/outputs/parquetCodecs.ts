import { gunzipSync, zstdDecompressSync } from 'node:zlib';

/** zstd and gzip are Node's own; hyparquet has Snappy. */
export const DECOMPRESSORS = {
  GZIP: (bytes: Uint8Array, size: number) => gunzipSync(bytes, { maxOutputLength: Math.max(1, size) }),
  ZSTD: (bytes: Uint8Array, size: number) => zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, size) }),
};
