import path from 'node:path';
import * as vscode from 'vscode';
import type { PartOutline, StepMark } from '../../../model/workshop/outline.ts';
import { fail, ProblemError } from '../../../model/problem.ts';
import { isUnreadProgress } from '../../../model/workshop/progress.ts';
import type { Asker, ToldOutline, WorkshopPlace } from '../../../protocol/workshop.ts';
import type { Guest } from '../../guest.ts';
import { isFolder } from '../../whenFolderIsThere.ts';

/** The folder in a work folder that remembers workshops. */
const REMEMBERED = 'workshop';

/** Workshops that somebody follows in this workspace. */
export interface Followed {
  /** As they are now. */
  read(): Promise<readonly ToldOutline[]>;
  /** As they were last read. */
  known(): readonly ToldOutline[];
  /** The one whose page was shown last. Usage `workshop_none`; its own problem where it cannot be read. */
  current(): Promise<Found>;
  show(place: WorkshopPlace): void;
  asker(): Asker;
}

export interface Found {
  readonly place: WorkshopPlace;
  readonly parts: readonly PartOutline[];
  /** In their order, over all parts. */
  readonly steps: readonly StepMark[];
  /** The step that one is at. */
  readonly at: string;
}

const SHOWN = 'shown workshop';

export function createFollowed(guest: Guest): Followed {
  let known: readonly ToldOutline[] = [];
  const tellUnread = createTeller(guest);
  const { engine, folders, keys, settings, context } = guest;
  const asker = () => ({
    ...{ language: guest.text.language, isTrusted: vscode.workspace.isTrusted },
    server: { address: settings['temporal.address'].value },
  });

  async function read(): Promise<readonly ToldOutline[]> {
    const places = await remembering(folders);
    const told = await Promise.all(places.map(place => engine.ask.workshops({ ...place, ...asker() })));
    known = told.flat();
    tellUnread(known);
    keys.set('ingestionWorkshop.hasWorkshop', known.length > 0);
    keys.set('ingestionWorkshop.workshopsKnown', true);
    return known;
  }

  const changed = () => guest.workshopChanged.fire();
  guest.own(
    settings['temporal.address'].listen(changed),
    guest.temporalChanged.listen(({ status }) => void (status.state === 'connected' && changed())),
  );
  return {
    ...{ read, asker, known: () => known },
    show: place => void context.workspaceState.update(SHOWN, keyOf(place)),
    current: async () => {
      const told = await read();
      const shown = told.find(one => keyOf(one) === context.workspaceState.get(SHOWN)) ?? told[0];
      if (!shown) throw fail('usage', 'workshop_none');
      const { outline, problem, ...place } = shown;
      if (outline === null) throw problem ? new ProblemError(problem) : fail('usage', 'workshop_none');
      const { parts, current } = outline;
      return { place, parts, steps: parts.flatMap(part => part.steps), at: current };
    },
  };
}

/** Progress that cannot be read is told when it is first met, once for each such file, and shown: a button is the way on. */
function createTeller({ notices, workshopChanged }: Guest): (all: readonly ToldOutline[]) => void {
  const told = new Set<string>();
  return all => {
    for (const { problem } of all) {
      const copy = String(problem?.params['copy']);
      if (!problem || !isUnreadProgress(problem) || told.has(copy)) continue;
      told.add(copy);
      notices.problem(problem);
      workshopChanged.fire();
    }
  };
}

export const keyOf = ({ folder, workshop }: WorkshopPlace): string => `${folder} ${workshop}`;

/** Folders of the workspace in which a workshop was begun: no engine is started to hear that there is none. */
async function remembering(folders: Guest['folders']): Promise<readonly Omit<WorkshopPlace, 'workshop'>[]> {
  const places = (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) => {
    const workDir = uri.scheme === 'file' ? folders.of(uri) : null;
    return workDir === null ? [] : [{ folder: uri.fsPath, workDir }];
  });
  const there = await Promise.all(places.map(({ workDir }) => isFolder(path.join(workDir, REMEMBERED))));
  return places.filter((_, at) => there[at]);
}
