import { isAscii } from 'node:buffer';
import type { TextPiece } from '../../../model/table/exactColumn.ts';
import type { SeenColumn } from '../parquetTypes.ts';
import { textsIn } from '../tableColumns.ts';
import { shownAt } from './cellOf.ts';
import type { Decoded } from './readRows.ts';

/** The place of the first one that holds a text, as it is shown; `sought` is in lower case. -1: none. */
export function findCell(cells: readonly Decoded[], seen: SeenColumn, sought: string): number {
  const isText = seen.kind === 'text';
  return cells.findIndex(cell => {
    const { page, at } = cell;
    if (isText && page.of === 'texts') return holdsAt(page.pieces, page.places[at] ?? -1, sought);
    return shownAt(cell, seen)?.toLowerCase().includes(sought);
  });
}

function holdsAt(pieces: readonly TextPiece[], place: number, sought: string): boolean {
  let left = place;
  for (const piece of pieces) {
    if (left < piece.starts.length) return left >= 0 && holding(piece, sought)[left] === 1;
    left -= piece.starts.length;
  }
  return false;
}

const known = new WeakMap<TextPiece, { readonly sought: string; readonly holds: Uint8Array }>();

/** Of each text, 1 where it holds what is sought. All of a page at once, because its rows are asked for one after the other. */
function holding(piece: TextPiece, sought: string): Uint8Array {
  const before = known.get(piece);
  if (before?.sought === sought) return before.holds;
  const isPlain = isAscii(piece.bytes) && isAscii(Buffer.from(sought));
  const holds = isPlain
    ? holdingBytes(piece, sought)
    : Uint8Array.from(textsIn(piece), text => (text.toLowerCase().includes(sought) ? 1 : 0));
  known.set(piece, { sought, holds });
  return holds;
}

/** As bytes: to make strings of a million texts takes ten times as long. */
function holdingBytes({ bytes, starts, ends }: TextPiece, sought: string): Uint8Array {
  const lower = Buffer.from(bytes);
  for (let at = 0; at < lower.length; at++) {
    const byte = lower[at] ?? 0;
    if (byte >= 65 && byte <= 90) lower[at] = byte + 32;
  }
  const holds = new Uint8Array(starts.length);
  let text = 0;
  for (let at = lower.indexOf(sought); at >= 0;) {
    while (text < starts.length && (ends[text] ?? 0) <= at) text += 1;
    if (text === starts.length) break;
    const isInside = at >= (starts[text] ?? 0) && at + sought.length <= (ends[text] ?? 0);
    if (isInside) holds[text] = 1;
    // The rest of a text that holds it says nothing more.
    at = lower.indexOf(sought, isInside ? (ends[text] ?? 0) : at + 1);
  }
  return holds;
}
