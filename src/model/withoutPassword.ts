import { maskDatabaseUri } from './databaseUri.ts';
import type { IngestionWorkflowInput } from './generated/types.ts';

/** What may be recorded and travel. The adapter that has opened the database knows it again by its masked address. */
export function withoutPassword<Input extends Pick<IngestionWorkflowInput, 'indexing_config'>>(input: Input): Input {
  const config = input.indexing_config;
  if (!config?.database_uri) return input;
  return { ...input, indexing_config: { ...config, database_uri: maskDatabaseUri(config.database_uri) } };
}
