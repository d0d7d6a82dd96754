import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { Handlers } from '../../../protocol/peer.ts';
import type { ValidationAnswer, ValidationHostVerbs } from '../../../protocol/quality.ts';
import type { Guest } from '../../guest.ts';
import { openPlace } from '../../openPlace.ts';
import { pathInside } from '../../pathInside.ts';
import { saveOpen } from '../../saveOpen.ts';
import { chooseRules } from './chooseRules.ts';
import { exportReport } from './exportReport.ts';
import { extractRows } from './extractRows.ts';
import { quarantineRows } from './quarantine.ts';
import { validateCommand } from './validateCommand.ts';
import { placeOf, type Target, type Validations } from './validations.ts';

/** What the page of a validation asks, answered for one file or folder; `at` is absolute. */
export function answerPage(guest: Guest, validations: Validations, at: string): Handlers<ValidationHostVerbs> {
  const { engine } = guest;
  const known = async (): Promise<ValidationAnswer> => {
    const answer = await validations.kept(at);
    if (!answer) throw fail('data', 'report_gone', { path: at });
    return answer;
  };
  const target = ({ rules }: ValidationAnswer): Target => ({ path: at, rules: { file: rules?.file ?? null } });
  return {
    open: async () => {
      const answer = await validations.kept(at);
      if (!answer) return null;
      const { view, quarantine, warnings } = answer;
      const canQuarantine = quarantine !== null && quarantine.rows > 0;
      return { view, canQuarantine, warnings, isRunning: validations.isRunning(at) };
    },
    failing: asked => engine.ask.failingRows({ ...placeOf(guest, at), ...asked }),
    validate: async () => {
      const answer = await validations.kept(at);
      const rules = answer ? target(answer).rules : await chooseRules(guest, at);
      if (!rules) return;
      if (rules.file !== null) await saveOpen(vscode.Uri.file(rules.file));
      // The page is told of its end, and of what went wrong.
      void validations.run({ path: at, rules }).then(
        found => found && guest.call('refreshDatasets'),
        () => undefined,
      );
    },
    stop: () => validations.stop(at),
    openRow: ({ file, row, column }) => void guest.call('openTable', { path: fileOf(at, file), row, column }),
    openRule: async ({ line }) => {
      const { rules } = await known();
      if (rules) await openPlace({ file: rules.file, line: line ?? 1, column: 1 }, true);
    },
    extract: async ({ rule }) => extractRows(guest, target(await known()), rule),
    quarantine: async () => {
      const found = await known();
      await quarantineRows(guest, { target: target(found), found, validations });
    },
    export: async () => exportReport(guest, await known()),
    copyCommand: async () => vscode.env.clipboard.writeText(validateCommand(await known())),
    copy: async ({ text }) => vscode.env.clipboard.writeText(text),
  };
}

/** '': what was validated is a file itself. A page is never believed. */
const fileOf = (at: string, named: string): string => (named === '' ? at : pathInside(at, named));
