// Loading and activating in a real VS Code, beside an extension that does nothing, in the same window.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, root } from '../bundle.mjs';
import { median } from '../measure.mjs';
import { ensureHost } from '../../editor/host/install.mjs';
import { activationTimes } from '../../editor/host/measures.mjs';
import { installVsix } from '../../editor/host/server.mjs';
import { startVsCode } from '../../editor/host/vscode.mjs';
import { openFile } from '../../editor/host/workbench.mjs';

const STARTS = 5;
const AIM_MS = 30;
const OURS = 'ingestion-workshop.ingestion-workshop';
const TRIVIAL = 'bench.trivial';

export async function measure() {
  const host = await ensureHost();
  if ('missing' in host) return { skipped: host.missing };
  return inFolder(async folder => {
    const extensionsDir = join(folder, 'extensions');
    const workspace = join(folder, 'workspace');
    for (const vsix of [join(root, 'dist', 'ingestion-workshop.vsix'), packTrivial(join(folder, 'trivial'))]) {
      installVsix({ host, vsix, extensionsDir });
    }
    mkdirSync(workspace);
    writeFileSync(join(workspace, 'pages.ingest.yaml'), 'sources:\n  - uri: http://127.0.0.1:4173/\n');
    const starts = [];
    for (let start = 0; start < STARTS; start++) starts.push(await startOnce({ host, extensionsDir, workspace }));
    return { rows: tell(starts) };
  });
}

/** Both wake up at the same moment: when a YAML file is opened. */
function packTrivial(folder) {
  mkdirSync(folder);
  const manifest = {
    ...{ name: 'trivial', publisher: 'bench', version: '1.0.0', engines: { vscode: '^1.100.0' }, main: './main.js' },
    ...{ activationEvents: ['onLanguage:yaml'], license: 'MIT' },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'main.js'), "require('vscode'); exports.activate = () => undefined;\n");
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license'];
  const vsix = join(folder, 'trivial.vsix');
  const { status, stderr } = spawnSync(process.execPath, [...args, '--out', vsix], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`vsce did not pack the trivial extension: ${stderr}`);
  return vsix;
}

async function startOnce(options) {
  const { page, close } = await startVsCode(options);
  try {
    await openFile(page, 'pages.ingest.yaml');
    return { ours: await activationTimes(page, OURS), trivial: await activationTimes(page, TRIVIAL) };
  } finally {
    await close();
  }
}

function tell(starts) {
  const medians = figure => ({
    ours: median(starts.map(({ ours }) => figure(ours))),
    peer: 'an extension that does nothing',
    peers: median(starts.map(({ trivial }) => figure(trivial))),
  });
  const whole = medians(({ loadMs, activateMs }) => loadMs + activateMs);
  const above = whole.ours - whole.peers;
  return [
    { what: 'load, ms', ...medians(({ loadMs }) => loadMs) },
    { what: 'load + activate, ms', ...whole, aim: `≤ ${AIM_MS} ms above it (is ${above})`, met: above <= AIM_MS },
  ];
}
