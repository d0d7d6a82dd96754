import path from 'node:path';
import type { DatasetHostVerbs, DatasetPageVerbs, DatasetSubject } from '../../../../protocol/dataset.ts';
import type { Guest } from '../../../guest.ts';
import type { PanelKind } from '../../../panels.ts';
import type { DatasetList } from '../list.ts';
import { followDataset } from './follow.ts';
import { handlersFor } from './handlers.ts';

/** A dataset: which of its days are there, how far it is, and what could not be ingested. */
export const datasetPanel = (
  guest: Guest,
  list: DatasetList,
): PanelKind<DatasetSubject, DatasetHostVerbs, DatasetPageVerbs> => ({
  title: ({ folder }) => path.basename(folder),
  begin: subject => ({
    handlers: handlersFor(guest, list, subject),
    opened: live => followDataset(guest, list, { subject, live }),
  }),
  restore: subject => {
    const folder = typeof subject === 'object' && subject !== null && 'folder' in subject ? subject.folder : null;
    return typeof folder === 'string' && path.isAbsolute(folder) ? { folder } : undefined;
  },
});
