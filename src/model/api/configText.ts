import { yamlComment, yamlScalar } from '../yamlScalar.ts';
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
  const parts: string[] = [words.head.map(yamlComment).join('\n'), pairs(fields, name => ALWAYS.has(name))];
  for (const { field, code, params } of reasons) {
    const own: readonly string[] = FOLLOWERS[field] ?? [];
    const values = pairs(fields, name => name === field || own.includes(name));
    parts.push([yamlComment(words.why(code, params)), ...(values === '' ? [] : [values])].join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

/** What was asked for, and needs no reason. */
const ALWAYS: ReadonlySet<string> = new Set(['base_url', 'headers']);

type FieldName = keyof ApiProposal['config'] & string;

/** Fields that one reason explains. */
const FOLLOWERS: Partial<Record<FieldName, readonly FieldName[]>> = {
  pagination: ['parameters', 'next_path', 'page_size', 'first_page'],
  start_param: ['end_param'],
  watermark: ['watermark_column', 'watermark_param'],
};

function pairs(fields: ReadonlyMap<string, unknown>, isWanted: (name: string) => boolean): string {
  return [...fields]
    .filter(([name]) => isWanted(name))
    .map(([name, value]) => pair(name, value, ''))
    .join('\n');
}

function pair(name: string, value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return `${indent}${name}: ${yamlScalar(value)}`;
  const inside = Object.entries(value).map(([key, one]) => pair(key, one, `${indent}  `));
  return [`${indent}${name}:`, ...inside].join('\n');
}
