// A unit file as systemd reads it (systemd.syntax(7), systemd.service(5)): enough to run what it runs, strict in the rest.

export type Unit = readonly { readonly section: string; readonly key: string; readonly value: string }[];

/** What we use. A misspelt key would be passed over by systemd with a line in its log. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  Unit: ['Description', 'Wants', 'After', 'OnFailure'],
  Service: [
    ...['Type', 'User', 'WorkingDirectory', 'Environment', 'EnvironmentFile', 'ExecStartPre', 'ExecStart'],
    ...['KillSignal', 'TimeoutStopSec', 'SuccessExitStatus'],
    ...['StandardOutput', 'StandardError', 'SyslogIdentifier'],
    ...['NoNewPrivileges', 'ProtectSystem', 'ReadWritePaths', 'PrivateTmp'],
  ],
  Timer: ['OnCalendar', 'Persistent', 'OnBootSec', 'RandomizedDelaySec'],
  Install: ['WantedBy'],
};

/** Throws an Error that names the line. */
export function readUnit(text: string): Unit {
  let section = '';
  return text.split('\n').flatMap((line, at) => {
    if (/^\s*(?:[#;]|$)/.test(line)) return [];
    const header = /^\[(\w+)\]$/.exec(line)?.[1];
    if (header !== undefined) section = header;
    if (header !== undefined && header in KEYS) return [];
    const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined || !KEYS[section]?.includes(key))
      throw new Error(`line ${at + 1}: nothing that systemd knows: ${line}`);
    return [{ section, key, value }];
  });
}

export const valuesOf = (unit: Unit, key: string): string[] =>
  unit.filter(entry => entry.key === key).map(({ value }) => value);

export interface CommandLine {
  /** `-` before it: its failure is none. */
  readonly mayFail: boolean;
  readonly argv: readonly string[];
}

/** Words, quotes, `%%` and `$$`. Throws for what is more, specifiers among it. */
export function readCommandLine(value: string): CommandLine {
  const mayFail = value.startsWith('-');
  const rest = value.slice(mayFail ? 1 : 0);
  const argv = [...rest.matchAll(/(?:'([^']*)'|"([^"]*)"|([^\s'"]+))(?:\s+|$)/gy)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  );
  const whole = argv.map(unescape);
  if (!whole[0]?.startsWith('/')) throw new Error(`not an absolute path: ${value}`);
  return { mayFail, argv: whole };
}

function unescape(word: string): string {
  if (/%(?!%)/.test(word.replaceAll('%%', ''))) throw new Error(`a specifier: ${word}`);
  if (/\$(?!\$)/.test(word.replaceAll('$$', ''))) throw new Error(`systemd would put a variable in: ${word}`);
  return word.replaceAll('%%', '%').replaceAll('$$', '$');
}
