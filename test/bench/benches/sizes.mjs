// What is shipped, in KB of 1,024 bytes.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bundle.mjs';

const ENTRY_LIMIT = 150;
const PAGE_LIMIT = 120;

export async function measure() {
  const dist = join(root, 'dist');
  const isPart = file => /-[A-Z0-9]{8}\.js$/.test(file);
  const files = readdirSync(dist).filter(file => /\.(js|vsix)$/.test(file) && !isPart(file));
  const rows = files.map(file => {
    const kilobytes = statSync(join(dist, file)).size / 1024;
    const aim = file === 'extension.js' ? { aim: `≤ ${ENTRY_LIMIT} KB`, met: kilobytes <= ENTRY_LIMIT } : {};
    return { what: `${file}, KB`, ours: kilobytes, ...aim };
  });
  const pages = readdirSync(join(dist, 'webview')).filter(file => file.endsWith('.js') && !isPart(file));
  const pageRows = pages.map(file => {
    const kilobytes = statSync(join(dist, 'webview', file)).size / 1024;
    const aim = { aim: `≤ ${PAGE_LIMIT} KB`, met: kilobytes <= PAGE_LIMIT };
    return { what: `webview/${file}, KB`, ours: kilobytes, ...aim };
  });
  return { rows: [...rows, ...pageRows] };
}
