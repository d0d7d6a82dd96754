import { parse } from 'yaml';

/** A YAML 1.1 text, as PyYAML and js-yaml write it. Throws at a fault, and at more than 100 expansions of an alias. */
export function parseYaml(text: string): unknown {
  return parse(text, { version: '1.1', maxAliasCount: 100 });
}
