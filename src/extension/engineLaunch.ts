/** What VS Code knows about the network and a child process does not. */
export interface NetworkSettings {
  /** `http.proxy`; empty = what the environment says. */
  readonly proxy: string;
  readonly noProxy: readonly string[];
  /** `http.proxySupport`: `off` = no proxy at all. */
  readonly proxySupport: string;
  readonly systemCertificates: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const PROXY_NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy', 'ALL_PROXY', 'all_proxy'];

/** The practice site and a person's own server on this machine are never behind a proxy. */
const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/**
 * The engine process's environment. VS Code patches `fetch` in the extension host only: its proxy is handed over in
 * the variables that Node's `--use-env-proxy` reads. What steers VS Code's own processes stays behind.
 */
export function engineEnvironment(base: Environment, network: NetworkSettings): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(base))
    if (value !== undefined && !/^(VSCODE|ELECTRON)_|^NODE_OPTIONS$/.test(name)) env[name] = value;
  env['ELECTRON_RUN_AS_NODE'] = '1';
  if (network.proxySupport === 'off') for (const name of PROXY_NAMES) delete env[name];
  else if (network.proxy !== '') {
    for (const name of PROXY_NAMES) delete env[name];
    env['HTTP_PROXY'] = env['HTTPS_PROXY'] = network.proxy;
  }
  const inherited = (env['NO_PROXY'] ?? env['no_proxy'] ?? '').split(',').map(host => host.trim());
  delete env['no_proxy'];
  env['NO_PROXY'] = [...new Set([...inherited, ...network.noProxy, ...LOOPBACK])].filter(host => host !== '').join(',');
  return env;
}

/** Flags of newer Nodes (22.21 and 24.5; 22.15 and 23.8), given only where this one has them: an unknown flag ends it. */
export function engineFlags(network: NetworkSettings, known: ReadonlySet<string>): string[] {
  const wanted = [
    ...(network.proxySupport === 'off' ? [] : ['--use-env-proxy']),
    ...(network.systemCertificates ? ['--use-system-ca'] : []),
  ];
  return wanted.filter(flag => known.has(flag));
}
