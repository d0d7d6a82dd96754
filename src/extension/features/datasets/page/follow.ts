import type { DatasetPageVerbs, DatasetSubject } from '../../../../protocol/dataset.ts';
import { coalesce } from '../../../coalesce.ts';
import type { Guest } from '../../../guest.ts';
import type { LivePage } from '../../../page.ts';
import type { Disposable } from '../../../signal.ts';
import type { DatasetList } from '../list.ts';
import { worksOf } from './works.ts';

const LOOK_MS = 300;

interface Followed {
  readonly subject: DatasetSubject;
  readonly live: LivePage<DatasetPageVerbs>;
}

/** Tells a page what its folder and the runs that write it are doing. */
export function followDataset(guest: Guest, list: DatasetList, { subject, live }: Followed): Disposable {
  let before = '';
  const look = () => {
    const works = worksOf(guest.store.runs(), subject.folder);
    const now = JSON.stringify(works);
    if (now !== before) live.tell.works({ works });
    before = now;
  };
  const soon = coalesce(look, LOOK_MS);
  const owned = [soon, guest.store.runsChanged.listen(soon.request), list.changed.listen(() => live.tell.changed({}))];
  return { dispose: () => owned.forEach(one => one.dispose()) };
}
