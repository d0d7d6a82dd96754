import { indexingTarget } from '../../model/collection.ts';
import type { IngestionWorkflowInput, Source } from '../../model/generated/types.ts';
import { stageConfig } from '../../model/key.ts';
import type { Stage } from '../../model/stage.ts';
import { readSplitOptions } from '../activities/chunkSource.ts';

/** The settings of a stage as its activity gets them, defaults filled in. */
export function learnerConfig(stage: Stage, input: IngestionWorkflowInput): object {
  switch (stage) {
    case 'CRAWLING':
      return input.crawling_config ?? {};
    case 'SCRAPING':
      return {};
    case 'CONVERTION':
      return { main_content: true, keep: [], ...input.conversion_config };
    case 'CHUNKING': {
      const { method, chunkSize, chunkOverlap } = readSplitOptions(input);
      const sizes = { chunk_size: chunkSize, chunk_overlap: chunkOverlap };
      return { ...input.recursive_chunking_config, ...sizes, ...(method === 'recursive' ? {} : { method }) };
    }
    case 'INDEXING': {
      const { collection, model, databaseUri } = indexingTarget(input);
      const named = { collection_name: collection, openai_embedding_model: model, database_uri: databaseUri };
      return { ...input.indexing_config, ...named };
    }
  }
}

/** All that an activity of a learner's may look at beside its input: a change of any of it runs it again. */
export function learnerKeyConfig(stage: Stage, input: IngestionWorkflowInput, source: Source): unknown {
  const { uri, mime_type, max_depth, parent_uri, options, metadata } = source;
  const seen = { uri, mime_type, max_depth, parent_uri, options, metadata };
  return [stageConfig(stage, input, source), seen, ...(stage === 'SCRAPING' ? [] : [learnerConfig(stage, input)])];
}
