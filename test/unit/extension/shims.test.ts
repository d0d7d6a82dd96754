import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { shimsFor } from '../../../src/extension/features/terminal/shims.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'iw shim-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the shims of the command line', () => {
  it.skipIf(process.platform === 'win32')(
    'start a runtime and a program whose paths hold spaces, quotes and $, with all arguments',
    () => {
      const odd = path.join(folder, `l'été "$HOME" %A%`);
      mkdirSync(odd);
      const [runtime, cli] = [path.join(odd, 'run time'), path.join(odd, 'cli.cjs')];
      symlinkSync(process.execPath, runtime);
      writeFileSync(
        cli,
        'console.log(JSON.stringify([process.env.ELECTRON_RUN_AS_NODE, ...process.argv.slice(2)])); process.exitCode = 7',
      );
      const shim = path.join(folder, 'ingestion-workshop');
      writeFileSync(shim, shimsFor({ runtime, cli, home: folder })['ingestion-workshop'] ?? '');
      chmodSync(shim, 0o755);
      const { stdout, status } = spawnSync(shim, ['a b', '$x', "it's", ''], { encoding: 'utf8', env: {} });
      expect(JSON.parse(stdout)).toEqual(['1', 'a b', '$x', "it's", '']);
      expect(status).toBe(7);
    },
  );

  it('leave the home folder, which may have any letters, to a variable on Windows', () => {
    const home = String.raw`C:\Users\Zoé`;
    const text = shimsFor({
      home,
      runtime: String.raw`c:\Users\Zoé\AppData\Local\Programs\Microsoft VS Code\Code.exe`,
      cli: String.raw`D:\100%\cli.js`,
    })['ingestion-workshop.cmd'];
    expect(text?.split('\r\n').slice(2)).toEqual([
      'set ELECTRON_RUN_AS_NODE=1',
      String.raw`"%USERPROFILE%\AppData\Local\Programs\Microsoft VS Code\Code.exe" "D:\100%%\cli.js" %*`,
      '',
    ]);
    expect(text).toMatch(/^[\x00-\x7f]*$/);
  });
});
