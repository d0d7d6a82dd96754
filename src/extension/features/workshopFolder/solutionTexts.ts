import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { FollowedPlace } from '../../../protocol/workshopFolder.ts';
import type { Guest } from '../../guest.ts';
import type { Disposable } from '../../signal.ts';

const SCHEME = 'ingestion-workshop-solution';

/** A file of a step's solution; `empty`: the side of a file that the learner does not have. */
interface SolutionSide extends FollowedPlace {
  readonly step: string;
  readonly path: string;
  readonly empty: boolean;
}

/** Read-only; kept in the address, so that a tab of an earlier session comes back. */
export function serveSolutions({ engine }: Guest): Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent(uri) {
      const { empty, path, ...place } = sideOf(uri);
      if (empty) return '';
      const { files } = await engine.ask.planSolution(place);
      const file = files.find(one => one.path === path);
      if (!file) throw fail('config', 'workshop_file_missing', { path });
      return file.after;
    },
  });
}

// SAFETY: only `solutionUri` makes such addresses.
const sideOf = ({ query }: vscode.Uri) => JSON.parse(query) as SolutionSide;

/** Whose solution an editor shows. */
export const stepShown = (uri: vscode.Uri): FollowedPlace & { readonly step: string } => sideOf(uri);

export const solutionUri = (side: SolutionSide): vscode.Uri =>
  vscode.Uri.from({ scheme: SCHEME, path: `/${side.path}`, query: JSON.stringify(side) });
