/** What a shim starts; absolute paths, which may hold spaces, quotes and letters of any language. */
export interface Started {
  /** VS Code's own runtime: Electron on a desktop, Node on a server. */
  readonly runtime: string;
  readonly cli: string;
  /** The user's home folder. */
  readonly home: string;
}

/**
 * File name → text. Both on every system: Git Bash on Windows takes the first, its other shells the second. Paths stand
 * in the files rather than in variables, so that terminals which are already open follow an update of the extension.
 */
export function shimsFor(started: Started): Readonly<Record<string, string>> {
  return { 'ingestion-workshop': posixShim(started), 'ingestion-workshop.cmd': windowsShim(started) };
}

const SAYS = 'Written by the extension Ingestion Workshop: its command line, on the runtime of VS Code.';

function posixShim({ runtime, cli }: Started): string {
  const command = [runtime, cli].map(path => `'${path.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  return `#!/bin/sh\n# ${SAYS}\nELECTRON_RUN_AS_NODE=1 exec ${command} "$@"\n`;
}

/**
 * cmd.exe reads the file in the console's code page, which has no letter for most names in UTF-8: what usually holds
 * them, the home folder, is left to the variable.
 */
function windowsShim({ runtime, cli, home }: Started): string {
  const command = [runtime, cli].map(path => `"${underHome(path, home)}"`).join(' ');
  return ['@echo off', 'setlocal', 'set ELECTRON_RUN_AS_NODE=1', `${command} %*`, ''].join('\r\n');
}

function underHome(path: string, home: string): string {
  const inside = path.toLowerCase().startsWith(`${home.toLowerCase()}\\`);
  const literal = (text: string) => text.replaceAll('%', '%%');
  return inside ? `%USERPROFILE%${literal(path.slice(home.length))}` : literal(path);
}
