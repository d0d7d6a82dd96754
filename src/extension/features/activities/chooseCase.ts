import * as vscode from 'vscode';
import type { ActivityAsked } from '../../../protocol/activities.ts';
import { STAGES, type Stage } from '../../../model/stage.ts';
import { isOfApi, type SourceView } from '../../../model/view.ts';
import type { Guest } from '../../guest.ts';
import type { ActivityFile } from './files.ts';

type CaseSource = ActivityAsked['source'];

interface Entry extends vscode.QuickPickItem {
  readonly source?: CaseSource;
}

/** As many as a person looks through; a word finds among them. */
const MOST = 500;

/** Asks for a Source of the newest run, the one of the last time first; a small page of ours where none has come so far. */
export function createChooseCase(guest: Guest) {
  const last = new Map<Stage, string>();
  return async ({ uri: file, stage }: ActivityFile): Promise<{ readonly source: CaseSource } | undefined> => {
    const { folders, store, text } = guest;
    await folders.follow();
    const workDir = folders.of(file);
    const run = store.runs().find(one => one.workDir === workDir && !isOfApi(one) && one.backEnd === undefined);
    const sources = run ? (await store.loadSources(run)).filter(source => hasWork(source, stage)) : [];
    if (!run || sources.length === 0) return { source: null };
    const entries: Entry[] = sources.slice(0, MOST).map(({ uri, title }) => ({
      ...{ label: title ?? uri, description: title === null ? '' : uri },
      source: { workDir: run.workDir, runId: run.runId, uri },
    }));
    const again = entries.findIndex(({ source }) => source?.uri === last.get(stage));
    if (again > 0) entries.unshift(...entries.splice(again, 1));
    const ours = { label: text.say('activities.sample'), detail: text.say('activities.sampleDetail'), source: null };
    const separator = { label: '', kind: vscode.QuickPickItemKind.Separator };
    const chosen = await vscode.window.showQuickPick<Entry>([...entries, separator, ours], {
      placeHolder: text.say('activities.pickCase', { stage: text.say(`stage.${stage}`) }),
      matchOnDescription: true,
    });
    if (chosen?.source === undefined) return undefined;
    if (chosen.source) last.set(stage, chosen.source.uri);
    return { source: chosen.source };
  };
}

/** What a stage works on is there: something that the one before it wrote. */
function hasWork({ stages }: SourceView, stage: Stage): boolean {
  if (stage === 'CRAWLING' || stage === 'SCRAPING') return true;
  const wrote = (one: Stage | undefined): boolean => stages.some(view => view.stage === one && view.artifact !== null);
  if (stage === 'INDEXING') return wrote('CHUNKING') || wrote('CONVERTION') || wrote('SCRAPING');
  return wrote(STAGES[STAGES.indexOf(stage) - 1]);
}
