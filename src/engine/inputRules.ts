import { isPostgres, maskDatabaseUri, parsePostgresUri } from '../model/databaseUri.ts';
import { fieldOf, shown, type InputFault } from './inputFault.ts';
import { classOf, isRecord } from './inputModel.ts';
import type { TextPath } from './textTree.ts';

export interface RuleFindings {
  readonly faults: readonly InputFault[];
  readonly warnings: readonly InputFault[];
}

/** What no schema can say of an input. Values of a wrong type are passed over: the schema tells them. */
export function applyInputRules(input: unknown): RuleFindings {
  const root = fieldsOf(input);
  const database = fieldsOf(root['indexing_config'])['database_uri'];
  return {
    faults: [
      ...itemsOf(root['sources']).flatMap((source, index) =>
        checkAddress(fieldsOf(source)['uri'], ['sources', index, 'uri']),
      ),
      ...checkImplementations(root['stages_config']),
      ...checkChunkSizes(root['recursive_chunking_config']),
      ...checkDatabase(database, ['indexing_config', 'database_uri']),
    ],
    warnings: [
      ...checkSources(root['sources']),
      ...checkSitemap(root),
      ...checkPassword(database, ['indexing_config', 'database_uri']),
    ],
  };
}

/** Allowed, as a file to be filled in; but a run of it does nothing. */
const checkSources = (sources: unknown): InputFault[] =>
  Array.isArray(sources) && sources.length === 0
    ? [{ path: ['sources'], at: 'key', code: 'no_sources', params: {} }]
    : [];

/** A site's sitemap is read with its first page, which is opened from depth 1 on. */
function checkSitemap(root: Readonly<Record<string, unknown>>): InputFault[] {
  if (fieldsOf(root['crawling_config'])['sitemap'] !== true) return [];
  const follows = itemsOf(root['sources']).some(source => Number(fieldsOf(source)['max_depth'] ?? 0) > 0);
  const path = ['crawling_config', 'sitemap'];
  return follows ? [] : [{ path, at: 'value', code: 'sitemap_without_depth', params: {} }];
}

/** `https://name:password@host`, whole or broken further on. */
const CREDENTIALS = /^\s*https?:[/\\]*[^/\\?#]*@/i;

function checkAddress(uri: unknown, path: TextPath): InputFault[] {
  // Shorter ones are told by the schema.
  if (typeof uri !== 'string' || uri.length < 7) return [];
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === 'file') return [{ path, at: 'value', code: 'file_address_refused', params: { value: shown(uri) } }];
  // Not the value: it would repeat the secret, as the journal, the names of files and the index would.
  if (CREDENTIALS.test(uri)) return [{ path, at: 'value', code: 'secret_in_address', params: {} }];
  if ((scheme === 'http' || scheme === 'https') && URL.canParse(uri)) return [];
  return [{ path, at: 'value', code: 'bad_address', params: { value: shown(uri) } }];
}

/** Taken as absent, the stage would be ours and its author would think that it is theirs. */
const checkImplementations = (stages: unknown): InputFault[] =>
  Object.entries(fieldsOf(stages)).flatMap(([stage, own]): InputFault[] => {
    const file = fieldsOf(own)['implementation'];
    const path = ['stages_config', stage, 'implementation'];
    return typeof file === 'string' && file.trim() === ''
      ? [{ path, at: 'value', code: 'implementation_empty', params: { field: fieldOf(path), stage } }]
      : [];
  });

function checkChunkSizes(config: unknown): InputFault[] {
  const given = fieldsOf(config);
  const size = given['chunk_size'] ?? defaultOf('chunk_size');
  const overlap = given['chunk_overlap'] ?? defaultOf('chunk_overlap');
  if (typeof size !== 'number' || typeof overlap !== 'number' || overlap < size) return [];
  const path = ['recursive_chunking_config', 'chunk_overlap' in given ? 'chunk_overlap' : 'chunk_size'];
  return [{ path, at: 'value', code: 'overlap_not_smaller', params: { overlap, size } }];
}

function defaultOf(field: string): unknown {
  const type = classOf({ kind: 'reference', name: 'RecursiveChunkingStageConfiguration' });
  return type?.fields.find(({ name }) => name === field)?.default;
}

function checkDatabase(uri: unknown, path: TextPath): InputFault[] {
  if (typeof uri !== 'string' || uri === '') return [];
  const file = /^sqlite:\/\/\/(.+)$/i.exec(uri)?.[1];
  if (isPostgres(uri) && isReadable(uri)) return [];
  // Never the value itself in a message: it may hold a password.
  if (file === undefined) return [{ path, at: 'value', code: 'bad_database_uri', params: { field: fieldOf(path) } }];
  return climbsOut(file)
    ? [{ path, at: 'value', code: 'path_outside', params: { field: fieldOf(path), path: shown(file) } }]
    : [];
}

/** Of a path relative to the work folder; links are resolved where the database is opened. */
function climbsOut(file: string): boolean {
  let depth = 0;
  for (const part of file.split(/[/\\]/)) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}

function isReadable(databaseUri: string): boolean {
  try {
    const { host, port } = parsePostgresUri(databaseUri);
    return host !== '' && port > 0 && port < 65_536;
  } catch {
    return false;
  }
}

/** A password that names a variable is as it should be. */
function checkPassword(uri: unknown, path: TextPath): InputFault[] {
  if (typeof uri !== 'string') return [];
  if (maskDatabaseUri(uri) === uri) return [];
  return [{ path, at: 'value', code: 'literal_password', params: { field: fieldOf(path) } }];
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
