import { readSchemaFolder } from '../adapters/schemaFolder.ts';
import { drawModel, exportModel } from '../engine/drawModel.ts';
import { locateField } from '../engine/locateField.ts';
import { fail } from '../model/problem.ts';
import type { EngineVerbs } from '../protocol/engine.ts';
import type { Handlers } from '../protocol/peer.ts';
import type { HeldFolders } from './heldFolders.ts';

type ModelVerbs = Pick<Handlers<EngineVerbs>, 'drawModel' | 'exportModel' | 'locateField'>;

/** The data model as a diagram, and where its fields live in a run. Schemas are read anew each time. */
export function createModelVerbs({ hold }: Pick<HeldFolders, 'hold'>): ModelVerbs {
  return {
    drawModel: async ({ folder }) => drawModel(await readSchemaFolder(folder), folder),
    exportModel: async ({ folder, format, ...words }) => exportModel(await readSchemaFolder(folder), format, words),
    locateField: async ({ workDir, runId, type, part }) => {
      const state = (await hold(workDir)).follower.state(runId);
      if (!state) throw fail('usage', 'run_unknown', { run: runId });
      return locateField(state, { type, part });
    },
  };
}
