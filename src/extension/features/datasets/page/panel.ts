import path from 'node:path';
import { createPanels, type PanelKind, type Panels } from '../../../panels.ts';
import type { DatasetHostVerbs, DatasetPageVerbs, DatasetSubject } from '../../../../protocol/dataset.ts';
import type { Handlers } from '../../../../protocol/peer.ts';
import type { Guest } from '../../../guest.ts';
import type { LivePage } from '../../../page.ts';
import type { Disposable } from '../../../signal.ts';
import type { DatasetList } from '../list.ts';

/** What a page does is read when the first page is opened. */
const load = () => import('./handlers.ts');

export const createDatasetPanels = (guest: Guest, list: DatasetList): Panels<DatasetSubject> =>
  createPanels(guest, panelKind(guest, list));

function panelKind(guest: Guest, list: DatasetList): PanelKind<DatasetSubject, DatasetHostVerbs, DatasetPageVerbs> {
  return {
    page: 'dataset',
    icon: 'database',
    title: ({ folder }) => path.basename(folder),
    handlers: subject => lazily(load().then(({ handlersFor }) => handlersFor(guest, list, subject))),
    opened: (subject, live) => follow(guest, list, { subject, live }),
    restore: subject => {
      const folder = typeof subject === 'object' && subject !== null && 'folder' in subject ? subject.folder : null;
      return typeof folder === 'string' ? { folder } : undefined;
    },
  };
}

/** Each verb once what answers it is here. */
function lazily(loaded: Promise<Handlers<DatasetHostVerbs>>): Handlers<DatasetHostVerbs> {
  const verbs = [
    ...(['open', 'day', 'schemas', 'stopSchemas', 'letters', 'replay', 'stopReplay', 'drop', 'simulate'] as const),
    ...(['backfill', 'cancel', 'copy', 'act', 'actOnDay', 'openRun', 'openDayRun'] as const),
  ];
  const handlers = verbs.map(verb => [verb, async (params: never) => (await loaded)[verb](params)]);
  // SAFETY: the same names, each answered by its own handler.
  return Object.fromEntries(handlers) as Handlers<DatasetHostVerbs>;
}

interface Opened {
  readonly subject: DatasetSubject;
  readonly live: LivePage<DatasetPageVerbs>;
}

function follow(guest: Guest, list: DatasetList, { subject, live }: Opened): Disposable {
  const following = load().then(({ followDataset }) => followDataset(guest, list, { subject, live }));
  following.catch(guest.notices.thrown);
  return { dispose: () => following.then(one => one.dispose()) };
}
