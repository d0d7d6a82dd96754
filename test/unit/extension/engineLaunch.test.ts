import { describe, expect, it } from 'vitest';
import { engineEnvironment, engineFlags, type NetworkSettings } from '../../../src/extension/engineLaunch.ts';

const plain: NetworkSettings = { proxy: '', noProxy: [], proxySupport: 'override', systemCertificates: true };
const LOOPBACK = 'localhost,127.0.0.1,::1';

describe('what the engine process is started with', () => {
  it('leaves what steers VS Code behind and keeps the rest', () => {
    const env = engineEnvironment(
      { PATH: '/bin', VSCODE_IPC_HOOK: 'x', ELECTRON_X: 'x', NODE_OPTIONS: '-r x', NONE: undefined },
      plain,
    );
    expect(env).toEqual({ PATH: '/bin', ELECTRON_RUN_AS_NODE: '1', NO_PROXY: LOOPBACK });
  });

  it('hands over the proxy of VS Code instead of that of the environment', () => {
    const env = engineEnvironment(
      { https_proxy: 'http://old:1', NO_PROXY: 'a.example' },
      { ...plain, proxy: 'http://p:3128', noProxy: ['b.example'] },
    );
    expect(env).toEqual({
      HTTP_PROXY: 'http://p:3128',
      HTTPS_PROXY: 'http://p:3128',
      NO_PROXY: `a.example,b.example,${LOOPBACK}`,
      ELECTRON_RUN_AS_NODE: '1',
    });
  });

  it('keeps the proxy of the environment when VS Code names none', () => {
    expect(engineEnvironment({ HTTPS_PROXY: 'http://e:1' }, plain)['HTTPS_PROXY']).toBe('http://e:1');
  });

  it('hands over no proxy when VS Code is told to use none', () => {
    const env = engineEnvironment({ http_proxy: 'http://e:1' }, { ...plain, proxy: 'http://p:1', proxySupport: 'off' });
    expect(Object.keys(env)).toEqual(['ELECTRON_RUN_AS_NODE', 'NO_PROXY']);
  });

  it('gives only the flags that this Node knows', () => {
    const both = new Set(['--use-env-proxy', '--use-system-ca']);
    expect(engineFlags(plain, both)).toEqual(['--use-env-proxy', '--use-system-ca']);
    expect(engineFlags(plain, new Set())).toEqual([]);
    expect(engineFlags({ ...plain, systemCertificates: false }, both)).toEqual(['--use-env-proxy']);
    expect(engineFlags({ ...plain, proxySupport: 'off' }, both)).toEqual(['--use-system-ca']);
  });
});
