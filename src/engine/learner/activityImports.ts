/** What a file of a learner's asks for, and in which line. */
export interface ActivityImport {
  readonly module: string;
  /** From 1. */
  readonly line: number;
}

/** Comments and texts are read along, so that an `import` in one of them is none. */
const TOKENS =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|\b(?:import|export)\b(?:\s+type\b)?[^'"`;()=]*?\bfrom\s*(['"])(.*?)\1|\bimport\s*\(?\s*(['"])(.*?)\3|\brequire\s*\(\s*(['"])(.*?)\5|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;
const OF_TYPES = /^(?:import|export)\s+type\b/;

/** Modules that a file imports when it runs: types are gone by then. */
export function readImports(text: string): ActivityImport[] {
  return [...text.matchAll(TOKENS)].flatMap(match => {
    const module = match[2] ?? match[4] ?? match[6];
    if (module === undefined || OF_TYPES.test(match[0])) return [];
    const at = match.index + match[0].lastIndexOf(module);
    return [{ module, line: text.slice(0, at).split('\n').length }];
  });
}

/** Built-in modules that only compute. */
const HARMLESS = ['assert', 'buffer', 'crypto', 'path', 'querystring', 'string_decoder', 'url', 'util'];
const NETWORK = ['dgram', 'dns', 'http', 'http2', 'https', 'inspector', 'net', 'tls'];
const FILES = ['fs', 'sqlite'];
const PROCESSES = ['child_process', 'cluster', 'process', 'worker_threads'];

export type Permission = 'files' | 'network' | 'processes' | 'packages';

/** What importing it would need; undefined where it needs nothing. */
export function permissionFor(module: string): Permission | undefined {
  const [, prefix = '', name = ''] = /^(node:)?([^/]+)/.exec(module) ?? [];
  if (HARMLESS.includes(name)) return undefined;
  if (FILES.includes(name)) return 'files';
  if (NETWORK.includes(name)) return 'network';
  return prefix !== '' || PROCESSES.includes(name) ? 'processes' : 'packages';
}
