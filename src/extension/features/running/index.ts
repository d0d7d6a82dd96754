import { isResumable } from '../../../model/view.ts';
import { chooseInput } from '../../chooseInput.ts';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { isNode, type KnownRun, type RunKey } from '../../nodes.ts';
import { chooseRun, chooseSource, chooseStage } from './choose.ts';
import { inputOf, ingest } from './ingest.ts';

type Given = 'run' | 'runStage' | 'runFromStage' | 'runSource' | 'cancel' | 'resume' | 'retryFailed';

/** Starts, stops and resumes runs. */
export function activate(guest: Guest): Pick<CommandHandlers, Given> {
  return {
    run: async target => {
      const file = target ?? (await chooseInput(guest));
      if (file) await ingest(guest, file, {});
    },
    runStage: async node => runPart(guest, node, 'only'),
    runFromStage: async node => runPart(guest, node, 'from'),
    runSource: async given => {
      const node = isNode(given, 'source') ? given : await chooseSource(guest);
      if (node) await ingest(guest, inputOf(guest, node), { sources: [node.uri] });
    },
    cancel: async node => {
      const run = await one(guest, node, 'cancel');
      if (run) await guest.engine.ask.cancel({ workDir: run.workDir, runId: run.runId });
    },
    resume: async node => resume(guest, await one(guest, node, 'resume'), false),
    retryFailed: async node => resume(guest, await one(guest, node, 'retry'), true),
  };
}

/** From the tree: that stage of that Source. From the palette: a stage of a whole input. */
async function runPart(guest: Guest, node: unknown, part: 'only' | 'from'): Promise<void> {
  if (isNode(node, 'stage')) return ingest(guest, inputOf(guest, node), { [part]: node.stage, sources: [node.uri] });
  const file = await chooseInput(guest);
  const stage = file && (await chooseStage(guest.text, part));
  if (file && stage) await ingest(guest, file, { [part]: stage });
}

const fits = {
  cancel: run => run.status === 'RUNNING',
  resume: isResumable,
  retry: run => run.status !== 'RUNNING' && run.counts.error > 0,
} satisfies Record<string, (run: KnownRun) => boolean>;

async function one(guest: Guest, node: unknown, verb: keyof typeof fits): Promise<RunKey | undefined> {
  if (isNode(node, 'run')) return node;
  await guest.folders.follow();
  const fitting = guest.store.runs().filter(fits[verb]);
  // A canceled run was ended on purpose: it does not stand beside one that was torn off.
  const torn = fitting.filter(run => run.status === 'PARKED');
  return chooseRun(guest, verb === 'resume' && torn.length > 0 ? torn : fitting, verb);
}

async function resume(guest: Guest, run: RunKey | undefined, failed: boolean): Promise<void> {
  if (!run) return;
  const { workDir } = run;
  const { runId } = await guest.engine.ask.resume({ workDir, runId: run.runId, failed });
  guest.store.pick({ workDir, runId });
  guest.started.fire({ workDir, runId });
}
