import * as vscode from 'vscode';
import { saysInput } from '../../inputNames.ts';
import type { OtherTools } from './otherTools.ts';

const RED_HAT_YAML = 'redhat.vscode-yaml';

/** Who else reads this file, as the editor is set up now. */
export function otherTools(document: vscode.TextDocument): OtherTools {
  const checksSyntax = document.languageId === 'json' ? checksJson(document) : checksYaml(document);
  return { checksSyntax, checksSchema: checksSyntax && saysInput(document.getText(new vscode.Range(0, 0, 20, 0))) };
}

const checksJson = ({ uri }: vscode.TextDocument): boolean =>
  vscode.workspace.getConfiguration('json', uri).get('validate.enable', true);

const checksYaml = ({ uri }: vscode.TextDocument): boolean =>
  vscode.extensions.getExtension(RED_HAT_YAML) !== undefined &&
  vscode.workspace.getConfiguration('yaml', uri).get('validate', true);
