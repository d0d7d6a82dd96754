import type { Text } from '../../text.ts';

export type InputKind = 'practice' | 'address' | 'downloaded';
/** The shipped pages bring their own input along. */
export type WrittenKind = Exclude<InputKind, 'downloaded'>;
export const INPUT_KINDS = ['practice', 'address', 'downloaded'] as const satisfies readonly InputKind[];

/** A name that is a file's on every system. */
export const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u;

export const nameOf = (typed: string): string => typed.trim().replace(/\.(ingest|api)\.(ya?ml|json)$|\.ya?ml$/, '');

/** Same origin and folder: `http://host/a/b` keeps what begins with `http://host/a/`. */
export const prefixOf = (address: string): string => new URL('.', address).href;

export function isAddress(typed: string): boolean {
  return URL.canParse(typed) && /^https?:$/.test(new URL(typed).protocol);
}

/** A new input that runs as it stands, its comments in the user's language. */
export function inputTemplate(kind: WrittenKind, address: string, text: Text): string {
  const head = [comment(text.say(`template.${kind}`)), comment(text.say('template.run'))];
  return [...head, '', 'sources:', siteSource(address, text), '', ...settings(text), ''].join('\n');
}

const comment = (sentence: string): string => `# ${sentence}`;

function siteSource(address: string, text: Text): string {
  return [
    `  - uri: ${JSON.stringify(address)}`,
    `    ${comment(text.say('template.depth'))}`,
    '    max_depth: 2',
    '    options:',
    '      crawling_url_startswith:',
    `        - ${JSON.stringify(prefixOf(address))}`,
  ].join('\n');
}

function settings(text: Text): string[] {
  return [
    comment(text.say('template.chunks')),
    'recursive_chunking_config:',
    '  chunk_size: 700',
    '  chunk_overlap: 100',
    '',
    comment(text.say('template.index')),
    'indexing_config:',
    '  collection_name: default',
    '  database_uri: sqlite:///index.sqlite',
    '  openai_embedding_model: offline',
  ];
}

export const inputFile = (name: string): string => `${name}.ingest.yaml`;

/** `orva`, and where that is taken `orva-2`, `orva-3` … */
export function freeName(name: string, taken: ReadonlySet<string>, fileOf: (name: string) => string): string {
  if (!taken.has(fileOf(name))) return name;
  let number = 2;
  while (taken.has(fileOf(`${name}-${number}`))) number += 1;
  return `${name}-${number}`;
}

/** What an address is about: the last part of its path that is a name and no number. */
export function nameIn(address: string): string | undefined {
  const parts = new URL(address).pathname.split('/').map(part => part.replace(/\.[a-z]+$/, ''));
  return parts.findLast(part => NAME.test(part) && !/^(v?\d+|api|page|offset|cursor|keyset|link)$/i.test(part));
}
