import type { ApiProposal } from './probe.ts';

/** What a person reads in the file, in their language. */
export interface ConfigWords {
  /** What the file is, a line each. */
  readonly head: readonly string[];
  why(code: string, params: ApiProposal['reasons'][number]['params']): string;
}

/** A proposed configuration as YAML, each choice with its reason above it; what could not be chosen is a comment. */
export function writeConfig({ config, reasons }: Pick<ApiProposal, 'config' | 'reasons'>, words: ConfigWords): string {
  const fields = new Map(Object.entries(config));
  const parts: string[] = [words.head.map(comment).join('\n'), pairs(fields, name => ALWAYS.has(name))];
  for (const { field, code, params } of reasons) {
    const own: readonly string[] = FOLLOWERS[field] ?? [];
    const values = pairs(fields, name => name === field || own.includes(name));
    parts.push([comment(words.why(code, params)), ...(values === '' ? [] : [values])].join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

/** What was asked for, and needs no reason. */
const ALWAYS: ReadonlySet<string> = new Set(['base_url', 'headers']);

type FieldName = keyof ApiProposal['config'] & string;

/** Fields that one reason explains. */
const FOLLOWERS: Partial<Record<FieldName, readonly FieldName[]>> = {
  pagination: ['parameters', 'next_path', 'page_size'],
  start_param: ['end_param'],
  watermark: ['watermark_column', 'watermark_param'],
};

/** Names that an API gave its columns are in it: none of them ends the line. */
const comment = (sentence: string): string => `# ${sentence.replaceAll(BREAKS, ' ')}`;

const BREAKS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

function pairs(fields: ReadonlyMap<string, unknown>, isWanted: (name: string) => boolean): string {
  return [...fields]
    .filter(([name]) => isWanted(name))
    .map(([name, value]) => pair(name, value, ''))
    .join('\n');
}

function pair(name: string, value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${indent}${name}: ${scalar(value)}`;
  const inside = Object.entries(value).map(([key, one]) => pair(key, one, `${indent}  `));
  return [`${indent}${name}:`, ...inside].join('\n');
}

/** Words that YAML 1.1 takes for something else. */
const NOT_TEXT = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** JSON's text is YAML's; its own line breaks are not YAML 1.1's. */
function scalar(value: unknown): string {
  if (typeof value === 'string' && /^[A-Za-z_][\w./-]*$/.test(value) && !NOT_TEXT.test(value)) return value;
  return JSON.stringify(value).replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
}

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
