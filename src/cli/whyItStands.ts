import type { RunSummary, SourceView, StageView } from '../model/view.ts';
import type { Check } from './doctorChecks.ts';

export interface RunView {
  /** The `--work-dir` of commands that are proposed, with the space before it. */
  readonly workDirOption: string;
  readonly run: RunSummary;
  readonly sources: readonly SourceView[];
}

/** Why a run does not move, from what its journal says: who holds it, what it waits for, what failed. */
export function whyItStands(view: RunView, now: Date): readonly Check[] {
  const { sources } = view;
  const stages = sources.flatMap(source => source.stages.map(stage => ({ source, stage })));
  const waiting = stages.filter(({ stage }) => stage.state === 'WAITING');
  const failed = sources.filter(source => source.outcome === 'ERROR');
  return [
    runCheck(view),
    ...waiting.map(({ source, stage }) => waitCheck(source, stage, now)),
    ...(failed.length === 0 ? [] : [failedCheck(view, failed)]),
  ];
}

function runCheck({ run, workDirOption }: RunView): Check {
  const params = {
    work_dir: workDirOption,
    run: run.runId,
    open: run.open,
    owner: run.owner ?? '?',
    code: run.failure?.code ?? '?',
  };
  const ok = run.status === 'RUNNING' || run.status === 'COMPLETED';
  const known = ['RUNNING', 'COMPLETED', 'PARKED', 'FAILED', 'CANCELED'].includes(run.status);
  const status = known ? run.status : 'other';
  return {
    name: 'run',
    ok,
    // Nothing is missing here: a run that stopped is gone on with.
    needed: false,
    detail: [`doctor.run.${status}`, params],
    fix: ok ? null : ['doctor.run.fix', params],
  };
}

function waitCheck(source: SourceView, stage: StageView, now: Date): Check {
  const seconds =
    stage.retryAt === null ? 0 : Math.max(0, Math.ceil((Date.parse(stage.retryAt) - now.getTime()) / 1000));
  const code = stage.problem?.code ?? '?';
  const params = { uri: source.uri, stage: stage.stage, seconds, attempts: stage.attempts, code };
  // The engine retries by itself: nobody has to act.
  return { name: 'waiting', ok: true, needed: false, detail: ['doctor.waiting', params], fix: null };
}

function failedCheck({ run, workDirOption }: RunView, failed: readonly SourceView[]): Check {
  const first = failed[0];
  const reason = { uri: first?.uri ?? '', code: first?.reason?.code ?? '?' };
  const params = { count: failed.length, ...reason, run: run.runId, work_dir: workDirOption };
  return {
    name: 'failed_sources',
    ok: false,
    needed: false,
    detail: ['doctor.failed', params],
    fix: ['doctor.failed_fix', params],
  };
}
