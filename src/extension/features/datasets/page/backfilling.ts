import * as vscode from 'vscode';
import { planRanges } from '../../../../model/api/backfill.ts';
import { fail } from '../../../../model/problem.ts';
import type { DatasetHostVerbs, DaysChosen } from '../../../../protocol/dataset.ts';
import type { BackfillAsked } from '../../../../protocol/datasets.ts';
import type { Handlers } from '../../../../protocol/peer.ts';
import { currentFolderOf } from '../../../apiConfigs.ts';
import type { Guest } from '../../../guest.ts';
import { saveOpen } from '../../../saveOpen.ts';
import { askWhere } from '../../../whereToRun.ts';
import { usualDay } from './works.ts';

type ConfigFile = () => Promise<string | null>;

/** Chosen days, and no others. */
export function createBackfilling(
  guest: Guest,
  folder: string,
  configFile: ConfigFile,
): Handlers<Pick<DatasetHostVerbs, 'simulate' | 'backfill'>> {
  const { engine, folders, store } = guest;
  const asked = async (chosen: DaysChosen) => askedFor(guest, await configFile(), chosen);
  return {
    simulate: async chosen => {
      const request = await asked(chosen);
      const { file, currentFolder } = request;
      const { hasDayFilter } = await engine.ask.apiConfig({ file, currentFolder });
      const wanted = new Set(chosen.dates);
      const days = (await engine.ask.planBackfill(request)).filter(({ date }) => wanted.has(date));
      const planned = days.filter(({ isPlanned }) => isPlanned).map(({ date }) => date);
      const readings = planRanges(planned, { startParam: hasDayFilter ? 'day' : null }, false).length;
      return { ...{ days, readings, hasDayFilter }, usual: usualDay(store.runs(), folder) };
    },
    backfill: async chosen => {
      needTrust();
      const where = await askWhere(guest);
      if (where === undefined) return { runId: null };
      const request = await asked(chosen);
      await folders.followNow(request.workDir);
      const { ask } = engine;
      const { runId } = await (where === 'temporal' ? ask.backfillOnTemporal(request) : ask.backfill(request));
      guest.started.fire({ workDir: request.workDir, runId });
      return { runId };
    },
  };
}

/** A page can be open in a folder that nobody trusts; commands look for themselves. */
export function needTrust(): void {
  if (!vscode.workspace.isTrusted) throw fail('usage', 'not_trusted');
}

async function askedFor(guest: Guest, file: string | null, chosen: DaysChosen): Promise<BackfillAsked> {
  const dates = chosen.dates.toSorted();
  const [startDate, endDate] = [dates[0], dates.at(-1)];
  const config = file === null ? null : vscode.Uri.file(file);
  const workDir = config && guest.folders.of(config);
  if (!config || startDate === undefined || endDate === undefined) throw fail('usage', 'no_api_config');
  if (workDir === null) throw fail('usage', 'no_folder');
  await saveOpen(config);
  return {
    ...{ file: config.fsPath, currentFolder: currentFolderOf(config), workDir, startDate, endDate },
    ...{ mode: 'all', backwards: chosen.backwards, maxParallel: chosen.maxParallel, dates },
  };
}
