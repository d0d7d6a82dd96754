import * as vscode from 'vscode';
import { OFFLINE_MODEL } from '../../../model/collection.ts';
import { modelName } from '../../../model/modelName.ts';
import { fail } from '../../../model/problem.ts';
import { API_KEY } from '../../apiKey.ts';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { showIndexProgress } from '../../indexProgress.ts';
import { estimateText } from './estimate.ts';

/** The key of a models' server, and collections rebuilt under another model. */
export function activate(guest: Guest): Pick<CommandHandlers, 'setApiKey' | 'rebuildCollection'> {
  return {
    setApiKey: () => setApiKey(guest),
    rebuildCollection: async offer => {
      const workDir = guest.store.picked()?.workDir ?? guest.folders.of(vscode.window.activeTextEditor?.document.uri);
      if (workDir === null) throw fail('usage', 'no_folder');
      const model = offer?.model ?? (await askModel(guest));
      const chosen = offer === undefined ? {} : { collection: offer.collection };
      if (model) await rebuild(guest, { workDir, model, ...chosen });
    },
  };
}

/** Into VS Code's secret storage and from there to the engine's memory: no file, no setting, no log has it. */
async function setApiKey({ context, text }: Guest): Promise<void> {
  const key = await vscode.window.showInputBox({
    ...{ title: text.say('key.title'), prompt: text.say('key.prompt') },
    ...{ password: true, ignoreFocusOut: true },
  });
  if (key === undefined) return;
  if (key.trim() === '') await context.secrets.delete(API_KEY);
  else await context.secrets.store(API_KEY, key.trim());
  void vscode.window.showInformationMessage(text.say(key.trim() === '' ? 'key.removed' : 'key.kept'));
}

const askModel = ({ text }: Guest): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    ...{ title: text.say('rebuild.title'), prompt: text.say('rebuild.prompt'), value: OFFLINE_MODEL },
    validateInput: value => (value.trim() === '' ? text.say('rebuild.prompt') : undefined),
  });

interface Asked {
  readonly workDir: string;
  readonly collection?: string;
  readonly model: string;
}

async function rebuild(guest: Guest, asked: Asked): Promise<void> {
  const { engine, text } = guest;
  const estimate = await engine.ask.rebuild({ ...asked, dryRun: true });
  const names = {
    collection: estimate.collection,
    from: modelName(estimate.formerModel, text),
    to: modelName(asked.model, text),
  };
  const button = text.say('action.rebuild');
  const options = { modal: true, detail: estimateText(estimate, text) };
  const question = text.say('rebuild.question', names);
  if ((await vscode.window.showWarningMessage(question, options, button)) !== button) return;
  const shown = { workDir: asked.workDir, title: text.say('rebuild.running', names), cancellable: true };
  const done = await showIndexProgress(guest, shown, () => engine.ask.rebuild({ ...asked, dryRun: false }));
  const refused = done.refused > 0 ? ` ${text.say('rebuild.refused', { count: text.number(done.refused) })}` : '';
  void vscode.window.showInformationMessage(text.say('rebuild.done', names) + refused);
}
