interface Packed {
  /** The first byte, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Bits of a value, 0–32. */
  readonly width: number;
}

/**
 * Fills `into` from Parquet's hybrid of runs and packed bits (Encodings.md, RLE = 3). Every round takes a byte, so that no
 * bytes keep it for ever. Throws when they end too early.
 */
export function readRuns(bytes: Uint8Array, { from, to, width }: Packed, into: Uint8Array | Int32Array): void {
  const size = (width + 7) >> 3;
  let [at, filled] = [from, 0];
  while (filled < into.length) {
    let [header, shift, byte] = [0, 0, 128];
    for (; byte & 128; shift += 7) {
      if (at >= to || shift > 28) throw new Error('its runs end too early');
      byte = bytes[at++] ?? 0;
      header |= (byte & 127) << shift;
    }
    const count = header >>> 1;
    const isPacked = (header & 1) === 1;
    const end = Math.min(into.length, filled + (isPacked ? count * 8 : count));
    if (isPacked) unpack(bytes, { from: at, to, width }, into.subarray(filled, end));
    else into.fill(wordAt(bytes, at, size), filled, end);
    at += isPacked ? count * width : size;
    if (at > to) throw new Error('its runs end too early');
    filled = end;
  }
}

function unpack(bytes: Uint8Array, { from, to, width }: Packed, into: Uint8Array | Int32Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, to);
  const mask = width === 32 ? -1 : (1 << width) - 1;
  for (let place = 0, bit = 0; place < into.length; place++, bit += width) {
    const at = from + (bit >>> 3);
    const skip = bit & 7;
    let word = (at + 4 <= to ? view.getUint32(at, true) : wordAt(bytes, at, to - at)) >>> skip;
    if (skip + width > 32) word |= (bytes[at + 4] ?? 0) << (32 - skip);
    into[place] = word & mask;
  }
}

/** Of up to four bytes, the lowest first. */
function wordAt(bytes: Uint8Array, at: number, size: number): number {
  let word = 0;
  for (let byte = 0; byte < size; byte++) word |= (bytes[at + byte] ?? 0) << (byte * 8);
  return word;
}
