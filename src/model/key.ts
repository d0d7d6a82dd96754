import type { KeyParts } from './event.ts';
import type { IngestionWorkflowInput, Source } from './generated/types.ts';
import type { Stage } from './stage.ts';

/** JSON with sorted keys, null and absent alike: equal settings have equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(item => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${sorted.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}

/** The settings that a stage's result depends on, and no others: changing one re-runs exactly what depends on it. */
export function stageConfig(stage: Stage, input: IngestionWorkflowInput, source: Source): unknown {
  switch (stage) {
    case 'CRAWLING':
      return [source.max_depth ?? 0, source.options, input.crawling_config?.include, input.crawling_config?.exclude];
    case 'SCRAPING':
      return [];
    case 'CONVERTION':
      return [source.uri, source.metadata?.['final_uri'], input.conversion_config];
    case 'CHUNKING':
      return [source.uri, source.metadata, input.recursive_chunking_config, input.chunking_config];
    case 'INDEXING':
      return [source.uri, source.metadata, input.indexing_config];
  }
}

/** sha256(stage, code version, its configuration, sha256 of its input). */
export function activityKey(parts: Omit<KeyParts, 'key'>, sha256: (text: string) => string): KeyParts {
  return { ...parts, key: sha256([parts.stage, parts.code, parts.config, parts.input].join('\n')) };
}
