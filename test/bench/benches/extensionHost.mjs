// The event loop of a real extension host while a run of 300 pages goes on, beside the same one when nothing runs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureHost } from '../../editor/host/install.mjs';
import { runInExtensionHost } from '../../editor/mocha-host.mjs';
import { inFolder, root } from '../bundle.mjs';

const PAGES = 300;
const AIM_MS = 50;

export async function measure() {
  const host = await ensureHost();
  if ('missing' in host) return { skipped: host.missing };
  const site = spawn(process.execPath, [
    join(root, 'dist', 'cli.js'),
    'practice-site',
    '--pages',
    `${PAGES}`,
    '--json',
  ]);
  try {
    const [line] = await once(site.stdout, 'data');
    const { url } = JSON.parse(String(line));
    return await inFolder(folder => lookAtRun({ host, workspace: join(folder, 'workspace'), url }));
  } finally {
    site.kill();
  }
}

async function lookAtRun({ host, workspace, url }) {
  mkdirSync(workspace);
  const source = { uri: `${url}archives`, max_depth: 2, options: { crawling_url_startswith: [`${url}archives`] } };
  writeFileSync(join(workspace, 'input.ingest.json'), JSON.stringify({ sources: [source] }));
  const files = [join(import.meta.dirname, '..', 'inside', 'eventLoop.test.cjs')];
  const [test] = await runInExtensionHost({ host, workspace, files });
  if (test.outcome !== 'passed') throw new Error(test.error);
  const { idle, busy } = JSON.parse(readFileSync(join(workspace, 'delays.json'), 'utf8'));
  const peer = 'the same, nothing runs';
  return {
    rows: [
      {
        ...{ what: `event loop's delay, 99th percentile, ms`, ours: busy.p99, peer, peers: idle.p99 },
        ...{ aim: `< ${AIM_MS} ms`, met: busy.p99 < AIM_MS },
      },
      { what: 'the longest, ms', ours: busy.max, peer, peers: idle.max },
    ],
  };
}
