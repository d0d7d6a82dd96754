import { open } from 'node:fs/promises';
import type { OutputPlace, TextFile } from '../../engine/ports.ts';
import { makePending, named } from './pendingFile.ts';

/** UTF-8, piece by piece. */
export async function openTextFile(place: OutputPlace): Promise<TextFile> {
  const pending = await makePending(place);
  const handle = await named(pending.final, () => open(pending.path, 'w'));
  let bytes = 0;
  return {
    append: text =>
      named(pending.final, async () => {
        const piece = Buffer.from(text);
        await handle.appendFile(piece);
        return (bytes += piece.length);
      }),
    async publish() {
      await handle.close();
      return pending.publish();
    },
    async discard() {
      await handle.close().catch(() => undefined);
      await pending.discard();
    },
  };
}
