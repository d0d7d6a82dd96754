import * as vscode from 'vscode';
import type { Diagnosis } from '../../../model/temporal/diagnose.ts';
import { isPythonQueue } from '../../../model/temporal/names.ts';
import { isNode, type RunKey } from '../../nodes.ts';
import type { Guest } from '../../guest.ts';
import { SECTION } from '../../settings.ts';
import { findingText } from './text.ts';
import type { WorkerKind } from './workers.ts';

/** What there is a button for; the rest is in the finding's sentence. */
function fixOf(finding: Diagnosis, guest: Guest, run: RunKey | null): (() => unknown) | null {
  switch (finding.fix) {
    case 'startServer':
      return () => guest.call('startTemporalServer');
    case 'startWorker':
      return () => guest.call('startTemporalWorker');
    case 'restartWorker':
      return () => guest.call('restartTemporalWorker', kindOf(finding));
    case 'createNamespace':
      return () => guest.call('createTemporalNamespace');
    case 'startPythonWorker':
      return () => guest.call('startPythonWorker');
    case 'openFailure':
      return run && (() => guest.call('openHistory', { kind: 'run', ...run }));
    case 'openSettings':
      return () => vscode.commands.executeCommand('workbench.action.openSettings', `${SECTION}.temporal`);
    case null:
      return null;
  }
}

/** Why a run does not move, or whether any would: the worst is said, with a button that mends it. */
export async function tellFindings(guest: Guest, run: RunKey | null, onlyFaults = false): Promise<void> {
  const { engine, text, folders } = guest;
  const workDir = run?.workDir ?? folders.all()[0];
  if (workDir === undefined) return;
  const findings = await engine.ask.diagnoseTemporal({ workDir, runId: run?.runId ?? null });
  const worst = findings.find(({ ok }) => !ok) ?? (onlyFaults ? undefined : findings[0]);
  if (worst) await tell(guest, worst, run);
  else if (!onlyFaults) void vscode.window.showInformationMessage(text.say('temporal.noFinding'));
}

async function tell(guest: Guest, finding: Diagnosis, run: RunKey | null): Promise<void> {
  const { text } = guest;
  const act = fixOf(finding, guest, run);
  const buttons = act ? [text.say(`temporal.fix.${finding.fix}`)] : [];
  const say = finding.ok ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if (await say(findingText(finding, text), ...buttons)) await act?.();
}

export const runOf = (given: unknown): RunKey | null =>
  isNode(given, 'run', 'fact') ? { workDir: given.workDir, runId: given.runId } : null;

/** Which of the two is to be started anew. */
export const kindOf = ({ params }: Pick<Diagnosis, 'params'>): WorkerKind =>
  isPythonQueue(String(params['queue'] ?? '')) ? 'python' : 'typescript';
