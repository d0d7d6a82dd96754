import path from 'node:path';
import * as vscode from 'vscode';
import { placeInDataset } from '../../../model/dataset/layout.ts';
import { fail } from '../../../model/problem.ts';
import type { ValidationAnswer, ValidationSubject } from '../../../protocol/quality.ts';
import type { CommandHandlers } from '../../commands.ts';
import { cancellable } from '../../cancellable.ts';
import { dataAt } from '../../dataAt.ts';
import type { Guest } from '../../guest.ts';
import { reportStore } from '../../reportStore.ts';
import { createSignal } from '../../signal.ts';
import { chooseRules } from './chooseRules.ts';
import { quarantineRows } from './quarantine.ts';
import { chooseTarget } from './target.ts';
import { tellVerdict } from './tellVerdict.ts';
import type { Target, Validations } from './validations.ts';

export interface Desk {
  readonly validations: Validations;
  show(subject: ValidationSubject): Promise<void>;
}

export function createActs(
  guest: Guest,
  { validations, show }: Desk,
): Pick<CommandHandlers, 'validateData' | 'showFindings' | 'quarantineRows'> {
  async function find(given: unknown): Promise<{ target: Target; found: ValidationAnswer } | undefined> {
    const at = await chooseTarget(guest, given);
    const rules = at === undefined ? undefined : await chooseRules(guest, at);
    if (at === undefined || !rules) return undefined;
    const target = { path: at, rules };
    const found = await validateInNotice(guest, validations, target);
    // VS Code may not watch where the verdicts are kept.
    if (found) await guest.call('refreshDatasets');
    return found && { target, found };
  }
  return {
    validateData: async given => {
      const done = await find(given);
      if (!done) return;
      const quarantine = () => quarantineRows(guest, { ...done, validations }).catch(guest.notices.thrown);
      const showFindings = () => show({ path: done.found.path });
      // The command is done; whoever reads the notification does so later.
      tellVerdict(guest, done.found, { showFindings, quarantine }).catch(guest.notices.thrown);
    },
    showFindings: async given => {
      const at = await chooseReport(guest, validations, given);
      if (at !== undefined) await show({ path: at });
    },
    quarantineRows: async given => {
      const done = await find(given);
      if (done) await quarantineRows(guest, { ...done, validations });
    },
  };
}

function validateInNotice(
  { text }: Guest,
  validations: Validations,
  target: Target,
): Thenable<ValidationAnswer | undefined> {
  const moved = createSignal<number>();
  const moving = validations.moved.listen(({ path: at, done, total }) => {
    if (at === target.path && total > 0) moved.fire(done / total);
  });
  return cancellable({
    title: text.say('validate.running', { name: path.basename(target.path) }),
    run: () => validations.run(target).finally(() => moving.dispose()),
    stop: () => validations.stop(target.path),
    moved,
  });
}

/** Of what was clicked; else the one that is chosen. Usage `no_findings`. */
async function chooseReport(guest: Guest, validations: Validations, given: unknown): Promise<string | undefined> {
  const clicked = typeof given === 'string' ? given : dataAt(given);
  if (clicked !== undefined) return reportOf(validations, clicked);
  const { text, engine, context } = guest;
  const reports = await engine.ask.keptReports(reportStore(context));
  if (reports.length === 0) throw fail('usage', 'no_findings');
  const entries = reports.map(({ path: at, name, at: when, verdict }) => ({
    ...{ label: name, description: `${text.say(`validation.verdict.${verdict}`)} · ${text.dateTime(when)}`, at },
  }));
  if (entries.length === 1) return entries[0]?.at;
  return (await vscode.window.showQuickPick(entries, { placeHolder: text.say('validation.choose') }))?.at;
}

/** A day has its verdict from its own validation, or from one of the whole dataset. */
async function reportOf(validations: Validations, at: string): Promise<string> {
  const { folder, date } = placeInDataset(at.replaceAll(path.sep, '/'));
  if (date === null) return at;
  const dataset = path.normalize(folder);
  const [own, whole] = [await validations.kept(at), await validations.kept(dataset)];
  return whole && (!own || whole.view.at > own.view.at) ? dataset : at;
}
