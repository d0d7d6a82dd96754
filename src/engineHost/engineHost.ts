import type { ProgressFiles } from '../adapters/workshop/progressFile.ts';
import type { Log } from '../engine/ports.ts';
import { render } from '../model/text.ts';
import type { Reason } from '../model/problem.ts';
import type { EngineVerbs, GuestVerbs } from '../protocol/engine.ts';
import type { Handlers, Tells } from '../protocol/peer.ts';
import english from '../../l10n/bundle.l10n.json';
import { createActivityVerbs } from './activityVerbs.ts';
import { createAgainVerbs } from './againVerbs.ts';
import { createChunkVerbs } from './chunkVerbs.ts';
import { createApiRunVerbs } from './apiRunVerbs.ts';
import { createBackupVerbs } from './backupVerbs.ts';
import { createCleaningVerbs } from './cleaningVerbs.ts';
import { createCompareVerbs } from './compareVerbs.ts';
import { createDatasetVerbs } from './datasetVerbs.ts';
import { createEmbeddingVerbs } from './embeddingVerbs.ts';
import { createExportVerbs } from './exportVerbs.ts';
import { createHeldFolders, tellRuns } from './heldFolders.ts';
import { createHistoryVerbs } from './historyVerbs.ts';
import { createInputVerbs } from './inputVerbs.ts';
import { createLaunchedRuns } from './launchedRuns.ts';
import { createModelVerbs } from './modelVerbs.ts';
import { createPreviewVerbs } from './previewVerbs.ts';
import { createProbeVerbs } from './probeVerbs.ts';
import { createQualityVerbs } from './qualityVerbs.ts';
import { createRulesVerbs } from './rulesVerbs.ts';
import { createRunVerbs } from './runVerbs.ts';
import { createSearchVerbs } from './searchVerbs.ts';
import { createTableVerbs } from './tableVerbs.ts';
import { createTemporalLinks } from './temporalLinks.ts';
import { createTemporalVerbs } from './temporalVerbs.ts';
import { createPracticeVerbs } from './practiceVerbs.ts';
import { createWorkshopVerbs } from './workshopVerbs.ts';
import { createWorkshopFolderVerbs } from './workshopFolderVerbs.ts';

export interface EngineHost {
  readonly handlers: Handlers<EngineVerbs>;
  /** Parks what runs and lets everything go. */
  close(): Promise<void>;
}

/** The engine's verbs, answered for the extension. `tell` is asked for late: the peer is made with these handlers. */
export function createEngineHost(tell: () => Tells<GuestVerbs>): EngineHost {
  const log = createLog(tell);
  const servers = createTemporalLinks({
    load: () => import('../temporal/temporalClient.ts'),
    listener: workDir => tellRuns(workDir, tell, () => folders.opened(workDir)),
    onStatus: (workDir, status) => tell().temporalChanged({ workDir, status }),
  });
  const folders = createHeldFolders({
    tell,
    log,
    server: servers.backEnd,
    describe: inEnglish,
  });
  const launched = createLaunchedRuns(problem =>
    tell().log({ level: 'error', code: problem.code, params: problem.params, problem }),
  );
  const remembered = createRemembered();
  const practice = createPracticeVerbs();
  const tables = createTableVerbs(tell);
  const cleaning = createCleaningVerbs(folders, tell);
  const comparing = createCompareVerbs(folders, tell);
  return {
    handlers: {
      hello: () => ({ node: process.versions.node, sqlite: hasSqlite() }),
      ...createInputVerbs(),
      ...createProbeVerbs(),
      ...createActivityVerbs(folders, log),
      ...createRulesVerbs(),
      ...createRunVerbs(folders, launched),
      ...createAgainVerbs(folders, launched),
      ...createApiRunVerbs({ folders, launched, describe: inEnglish }),
      ...createChunkVerbs(folders),
      ...cleaning.verbs,
      ...comparing.verbs,
      ...createSearchVerbs(folders, tell),
      ...createEmbeddingVerbs(folders, tell),
      ...createExportVerbs(folders, tell),
      ...createPreviewVerbs(folders, tell, (key, params) => render(english, key, params)),
      ...createDatasetVerbs(folders),
      ...createQualityVerbs(tell),
      ...tables.verbs,
      ...createModelVerbs(folders),
      ...createHistoryVerbs(folders),
      ...practice.verbs,
      ...createTemporalVerbs(servers, folders),
      ...createBackupVerbs(folders),
      ...createWorkshopFolderVerbs({ whileIdle: folders.whileIdle, remembered }, tell),
      ...createWorkshopVerbs({ hold: folders.hold, log, remembered }, tell),
    },
    async close() {
      await launched.parkAll();
      await practice.close();
      await tables.close();
      await cleaning.close();
      await comparing.close();
      await folders.close();
      await servers.close();
    },
  };
}

/** Of what goes into files: they travel, so they are English whatever the screen speaks. */
const inEnglish = ({ code, params }: Reason): string => render(english, `error.${code}`, params);

/** What learners' folders remember, for all who write it here: their changes wait for each other. */
function createRemembered(): () => Promise<ProgressFiles> {
  let made: Promise<ProgressFiles> | undefined;
  return () => (made ??= import('../adapters/workshop/progressFile.ts').then(files => files.createProgressFiles()));
}

/** VS Code's own Node is what runs this: it may be built without SQLite. */
function hasSqlite(): boolean {
  return process.getBuiltinModule('node:sqlite') !== undefined;
}

function createLog(tell: () => Tells<GuestVerbs>): Log {
  return {
    write(level, code, fields = {}) {
      const params = Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === 'number' ? value : String(value),
      ]);
      tell().log({ level, code, params: Object.fromEntries(params) });
    },
  };
}
