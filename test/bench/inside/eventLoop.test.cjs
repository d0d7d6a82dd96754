/* eslint-disable @typescript-eslint/no-require-imports -- CommonJS: VS Code loads it without a build */
// Inside the extension host: how late its event loop is while a run of the workspace's input goes on.
const { existsSync, readdirSync, writeFileSync } = require('node:fs');
const { open } = require('node:fs/promises');
const { join } = require('node:path');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const vscode = require('vscode');

const LIMIT_MS = 150_000;
const folder = vscode.workspace.workspaceFolders[0].uri.fsPath;
const runs = join(folder, '.ingestion-workshop', 'runs');

const TAIL_BYTES = 4_096;

/** By the journal's last lines alone: the whole of it, read here, would be the delay that is looked for. */
async function hasEnded() {
  const [run] = existsSync(runs) ? readdirSync(runs) : [];
  const journal = run && join(runs, run, 'journal.jsonl');
  if (!journal || !existsSync(journal)) return false;
  const file = await open(journal);
  const { size } = await file.stat();
  const { buffer } = await file.read(Buffer.alloc(TAIL_BYTES), 0, TAIL_BYTES, Math.max(0, size - TAIL_BYTES));
  await file.close();
  return buffer.includes('"WorkflowExecutionCompleted"');
}

describe('the extension host', function () {
  this.timeout(LIMIT_MS);

  it('is looked at during a run', async () => {
    const idle = await delayWhile(() => new Promise(resolve => setTimeout(resolve, 5_000)));
    const busy = await delayWhile(async () => {
      void vscode.commands.executeCommand('ingestionWorkshop.run', vscode.Uri.file(join(folder, 'input.ingest.json')));
      while (!(await hasEnded())) await new Promise(resolve => setTimeout(resolve, 1_000));
    });
    writeFileSync(join(folder, 'delays.json'), JSON.stringify({ idle, busy }));
  });
});

/** Milliseconds. */
async function delayWhile(act) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await act();
  delay.disable();
  return { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
}
