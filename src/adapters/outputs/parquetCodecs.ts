import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { type CompressionCodec, snappyUncompress } from 'hyparquet';
import { refuse } from './fileBytes.ts';
import { readLz4Block } from './lz4Block.ts';

/** Brotli, gzip and zstd are Node's own; hyparquet has Snappy. LZO, and LZ4 as Hadoop framed it, nobody writes any more. */
export const DECOMPRESSORS = {
  GZIP: (bytes: Uint8Array, size: number) => gunzipSync(bytes, { maxOutputLength: Math.max(1, size) }),
  BROTLI: (bytes: Uint8Array, size: number) => brotliDecompressSync(bytes, { maxOutputLength: Math.max(1, size) }),
  ZSTD: (bytes: Uint8Array, size: number) => zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, size) }),
  SNAPPY(bytes: Uint8Array, size: number) {
    const output = new Uint8Array(size);
    snappyUncompress(bytes, output);
    return output;
  },
  LZ4_RAW: readLz4Block,
  UNCOMPRESSED: (bytes: Uint8Array) => bytes,
};

/** Throws for a codec that we do not have, and when the bytes are not `size`. */
export function decompress(bytes: Uint8Array, size: number, codec: CompressionCodec): Uint8Array {
  if (!isOurs(codec)) throw refuse('table_codec', codec);
  const output = DECOMPRESSORS[codec](bytes, size);
  if (output.length !== size) throw new Error(`${output.length} bytes where ${size} are told`);
  return output;
}

export const isOurs = (codec: string): codec is keyof typeof DECOMPRESSORS => Object.hasOwn(DECOMPRESSORS, codec);
