import path from 'node:path';
import * as vscode from 'vscode';
import type { ReportForm, ValidationAnswer } from '../../../protocol/quality.ts';
import type { Guest } from '../../guest.ts';
import { askWhereToSave, needDisk, offerToOpen } from '../../saveFile.ts';
import { placeOf } from './validations.ts';

const FORMS: readonly ReportForm[] = ['html', 'md', 'json'];

/** In which form, what of it nobody is to see, and where to. */
export async function exportReport(guest: Guest, answer: ValidationAnswer): Promise<void> {
  const { text, engine } = guest;
  const forms = FORMS.map(form => ({ label: text.say(`validation.form.${form}`), form }));
  const chosen = await vscode.window.showQuickPick(forms, { placeHolder: text.say('validation.chooseForm') });
  const masked = chosen && (await chooseMasked(guest, answer));
  if (!masked) return;
  const file = await askWhereToSave(`${nameOf(answer)}.${chosen.form}`);
  if (!file) return;
  needDisk(file);
  const { form } = chosen;
  await engine.ask.exportReport({
    ...{ ...placeOf(guest, answer.path), form, masked, language: text.language, file: file.fsPath },
  });
  offerToOpen(guest, 'validation.saved', file);
}

/** Undefined: left. Nothing chosen: all is shown. */
async function chooseMasked(
  { text }: Guest,
  { view: { columns } }: ValidationAnswer,
): Promise<readonly string[] | undefined> {
  if (columns.length === 0) return [];
  const placeHolder = text.say('validation.chooseMasked');
  return vscode.window.showQuickPick([...columns], { canPickMany: true, placeHolder });
}

const nameOf = ({ path: at }: ValidationAnswer): string => `validation-${path.basename(at).replace(/\.[^.]+$/, '')}`;
