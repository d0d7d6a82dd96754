import { describe, expect, test } from 'vitest';
import { readLz4Block } from '../../../../src/adapters/outputs/lz4Block.ts';

/** Made by `pyarrow.compress(text, codec='lz4_raw')`. */
const BLOCK = Buffer.from(
  'ff1247617265206465205361696e742d4f7276656e2c2056696575782d506f72742c202100ff59ff0b6162636465666768696a6b6c6d6e6f70' +
    '7172737475767778797a1a00fb506b6c6d6e78',
  'hex',
);
const letters = Array.from({ length: 300 }, (_, at) => String.fromCharCode(97 + (at % 26))).join('');
const TEXT = `${'Gare de Saint-Orven, Vieux-Port, '.repeat(12)}${letters}x`;

describe('a block of LZ4', () => {
  test('is what another program has compressed, copies that reach into themselves included', () => {
    expect(Buffer.from(readLz4Block(BLOCK, TEXT.length)).toString()).toBe(TEXT);
  });

  test('of another size than is told is damaged', () => {
    for (const size of [0, TEXT.length - 1, TEXT.length + 1])
      expect(() => readLz4Block(BLOCK, size)).toThrow('damaged');
  });

  test('that is cut anywhere is damaged, and nothing beside it is read or written', () => {
    for (let end = 0; end < BLOCK.length; end += 1)
      expect(() => readLz4Block(BLOCK.subarray(0, end), TEXT.length)).toThrow('damaged');
  });

  test('whose copy begins before the first byte is damaged', () => {
    expect(() => readLz4Block(Buffer.from([0x10, 97, 2, 0, 0]), 5)).toThrow('damaged');
  });
});
