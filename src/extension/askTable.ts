import * as vscode from 'vscode';

/** A Parquet file, wherever it lies. Absolute; undefined: the person has thought better of it. */
export async function askTable(title: string): Promise<string | undefined> {
  const filters = { Parquet: ['parquet', 'pq', 'parq', 'pqt'] };
  return (await vscode.window.showOpenDialog({ title, filters }))?.[0]?.fsPath;
}
