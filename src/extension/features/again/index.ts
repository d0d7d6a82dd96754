import * as vscode from 'vscode';
import { toProblem } from '../../../model/problem.ts';
import type { StageSetting } from '../../../model/stageSetting.ts';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { isNode, type StageNode } from '../../nodes.ts';
import { problemText } from '../../problemText.ts';
import { FOCUS_SOURCES } from '../../views.ts';
import { settingEntry } from './view.ts';

/** One stage of one Source again with another setting: the tree then shows what depends on it. No file is changed. */
export function activate(guest: Guest): Pick<CommandHandlers, 'runAgainWith'> {
  return {
    runAgainWith: async node => {
      if (!isNode(node, 'stage')) return;
      const setting = await chooseSetting(guest, node);
      const text = setting && (await askValue(guest, node, setting));
      if (setting && text !== undefined) await runAgain(guest, node, { name: setting.name, text });
    },
  };
}

async function chooseSetting({ engine, text }: Guest, node: StageNode): Promise<StageSetting | undefined> {
  const { workDir, runId, stage } = node;
  const settings = await engine.ask.stageSettings({ workDir, runId, stage });
  const stageName = text.say(`stage.${stage}`);
  if (settings.length === 0)
    return void vscode.window.showInformationMessage(text.say('again.noSetting', { stage: stageName }));
  const entries = settings.map(setting => ({ ...settingEntry(setting, text), setting }));
  const placeHolder = text.say('pick.setting', { stage: stageName });
  return (await vscode.window.showQuickPick(entries, { placeHolder, matchOnDetail: true }))?.setting;
}

/** Undefined when it was left; empty: not set. */
async function askValue(guest: Guest, node: StageNode, setting: StageSetting): Promise<string | undefined> {
  const { engine, text } = guest;
  const { workDir, runId } = node;
  const { label } = settingEntry(setting, text);
  const prompt = `${text.say(setting.explained)} ${text.say('again.onlyThisRun')}`;
  if (setting.choices.length > 0) {
    const now = setting.value ?? setting.fallback;
    const others = setting.choices.filter(choice => choice !== now);
    return vscode.window.showQuickPick(others, { title: label, placeHolder: prompt });
  }
  return vscode.window.showInputBox({
    title: label,
    prompt,
    value: setting.value ?? setting.fallback ?? '',
    // The engine's own rules: what it would refuse in a file it refuses here.
    validateInput: async value => {
      const change = { name: setting.name, text: value };
      const problem = await engine.ask.checkSetting({ workDir, runId, change }).catch(toProblem);
      return problem === null ? null : problemText(problem, text);
    },
  });
}

async function runAgain(guest: Guest, node: StageNode, change: { name: string; text: string }): Promise<void> {
  const { workDir, runId: of, uri, stage } = node;
  const { runId } = await guest.engine.ask.runAgain({ workDir, runId: of, uri, stage, change });
  guest.store.pick({ workDir, runId });
  await vscode.commands.executeCommand(FOCUS_SOURCES, { preserveFocus: true });
  guest.started.fire({ workDir, runId });
}
