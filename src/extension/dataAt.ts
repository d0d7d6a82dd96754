import path from 'node:path';
import * as vscode from 'vscode';
import { partitionFolder } from '../model/dataset/layout.ts';
import { isNode } from './nodes.ts';

/** The table, the day's folder or the dataset that was clicked, in the Explorer or in the tree. Absolute. */
export function dataAt(given: unknown): string | undefined {
  if (given instanceof vscode.Uri) return given.fsPath;
  if (isNode(given, 'table')) return given.file;
  if (isNode(given, 'partition')) return path.join(given.folder, partitionFolder(given.date));
  return isNode(given, 'dataset') ? given.folder : undefined;
}
