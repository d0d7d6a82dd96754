import type { Text } from '../../src/model/speech.ts';
import type { TableHead } from '../../src/protocol/table.ts';

/** A folder that cannot be listed may be of many files. */
export function unreadText({ unread, totals }: TableHead, text: Text): string {
  const folders = unread.filter(({ name }) => name.endsWith('/')).length;
  const key =
    totals.unread > unread.length
      ? 'table.placeCount'
      : folders === 0
        ? 'table.fileCount'
        : folders === unread.length
          ? 'table.folderCount'
          : 'table.placeCount';
  return text.say('table.unread', { files: text.count(key, totals.unread) });
}
