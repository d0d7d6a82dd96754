import { access } from 'node:fs/promises';
import * as vscode from 'vscode';
import { ProblemError, fail } from '../../../model/problem.ts';
import type { ExportFormat, HistoryHostVerbs, HistorySubject } from '../../../protocol/history.ts';
import type { Handlers } from '../../../protocol/peer.ts';
import type { Guest } from '../../guest.ts';
import type { KnownRun } from '../../nodes.ts';
import { historyFile } from '../../historyFile.ts';
import { openPlace } from '../../openPlace.ts';
import { journalOf, pathInside } from '../../pathInside.ts';
import { askWhereToSave, offerToOpen } from '../../saveFile.ts';
import { openCode } from './code.ts';
import { sourceOf } from './follow.ts';
import { keyOf, type OpenPages } from './openPages.ts';

/** Answers a page about a run of a work folder on this disk. */
export function handlersFor(guest: Guest, subject: HistorySubject, pages: OpenPages): Handlers<HistoryHostVerbs> {
  const { engine, store } = guest;
  const { workDir, runId, twinId } = subject;
  const at = { workDir, runId };
  return {
    open: async () => {
      const run = await knownRun(guest, subject);
      const sources = await store.loadSources(run);
      const picked = pages.wanted.get(keyOf(subject)) ?? null;
      pages.wanted.delete(keyOf(subject));
      const twin = twinId === undefined ? null : store.run({ workDir, runId: twinId });
      const isRemote = run.backEnd === 'temporal';
      const place = isRemote ? guest.text.say('history.onServer') : vscode.workspace.asRelativePath(journalOf(at));
      return { run, sources: sources.map(sourceOf), picked, place, ...(twin && { twin }) };
    },
    events: ({ from }) => engine.ask.historyEvents({ ...at, from }),
    lines: ({ ids }) => engine.ask.historyLines({ ...at, ids }),
    find: ({ text, from }) => engine.ask.findInHistory({ ...at, text, from }),
    explain: ({ uri }) => engine.ask.explainStages({ ...at, uri }),
    twinEvents: ({ from }) => engine.ask.historyEvents({ workDir, runId: twinId ?? runId, from }),
    compareTwin: () => engine.ask.compareTwins({ workDir, one: runId, other: twinId ?? runId }),
    openArtifact: async ({ path }) => {
      const file = pathInside(workDir, path);
      await access(file).catch(() => {
        throw fail('data', 'artifact_missing', { path });
      });
      await openPlace({ file, line: 1, column: 1 }, true);
    },
    openCode: ({ activity }) => openCode(activity),
    openText: async ({ id }) => openPlace({ file: await historyFile(guest, at), line: id ?? 1, column: 1 }, true),
    copy: async ({ text }) => vscode.env.clipboard.writeText(text),
    save: ({ format }) => save(guest, subject, format),
    act: ({ act }) => void (act === 'pullPlug' ? guest.call(act) : guest.call(act, { kind: 'run', ...at })),
    restore: () => void guest.call('restoreWorkFolder'),
  };
}

async function knownRun({ store, folders, engine }: Guest, { workDir, runId }: HistorySubject): Promise<KnownRun> {
  await folders.follow();
  // Of a folder that is not open in this window any more, or that another window cleared.
  if (store.run({ workDir, runId }) === null) store.feed.runs(workDir, await engine.ask.watch({ workDir }));
  const run = store.run({ workDir, runId });
  if (run !== null) return run;
  const { fault } = await engine.ask.historyEvents({ workDir, runId, from: 0 });
  throw new ProblemError(fault ?? fail('data', 'run_gone', { run: runId }).problem);
}

const EXTENSIONS: Readonly<Record<ExportFormat, string>> = { jsonl: 'jsonl', json: 'json', markdown: 'md' };

/** False when the user went away. */
async function save(guest: Guest, { workDir, runId }: HistorySubject, format: ExportFormat): Promise<boolean> {
  const { text, engine } = guest;
  const file = await askWhereToSave(`${runId}.${EXTENSIONS[format]}`);
  if (!file) return false;
  const column = (name: string) => text.say(`history.column.${name}`);
  const words = {
    title: text.say('history.title', { run: runId }),
    columns: [column('event'), column('time'), column('type'), column('activity'), column('about')],
  } as const;
  await engine.ask.exportHistory({ workDir, runId, format, file: file.fsPath, words });
  offerToOpen(guest, 'history.saved', file);
  return true;
}
