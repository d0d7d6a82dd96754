// Generated from src/model/schemas by `npm run generate`. Do not edit.

/** The five stages, in order. `CONVERTION` is a wire name and keeps its spelling. */
export type StageEnum = 'CRAWLING' | 'SCRAPING' | 'CONVERTION' | 'CHUNKING' | 'INDEXING';

export type StatusEnum = 'DISCOVERED' | 'IN_PROGRESS' | 'COMPLETED' | 'ERROR';

/** An IANA media type; TEXT_HTML is `text/html`, any other one is UNSUPORTED_MIME_TYPE. */
export type MimeTypesEnum = string;

export interface SourceOptions {
  crawling_url_startswith?: string[] | null;
  [key: string]: unknown;
}

export interface Source {
  uri: string;
  mime_type?: MimeTypesEnum | null;
  max_depth?: number | null;
  current_stage?: StageEnum | null;
  current_status?: StatusEnum | null;
  error?: string | null;
  raw_file_path?: string | null;
  converted_md_path?: string | null;
  chunking_file_path?: string | null;
  parent_uri?: string | null;
  options?: SourceOptions | null;
  metadata?: { [key: string]: string | boolean | number | (string | boolean | number)[] | null } | null;
  [key: string]: unknown;
}

export interface Chunk {
  text: string;
  metadata?: { [key: string]: unknown } | null;
  [key: string]: unknown;
}

export interface StageConfiguration {
  bulk_size?: number | null;
  task_queue?: string | null;
  implementation?: string | null;
  [key: string]: unknown;
}

export interface RecursiveChunkingStageConfiguration {
  chunk_size?: number | null;
  chunk_overlap?: number | null;
  [key: string]: unknown;
}

export interface IndexingStageConfiguration {
  collection_name: string;
  database_uri: string;
  openai_embedding_model: string;
  [key: string]: unknown;
}

export interface CrawlingConfiguration {
  include?: string[] | null;
  exclude?: string[] | null;
  sitemap?: boolean | null;
  max_pages?: number | null;
  max_bytes?: number | null;
  max_seconds?: number | null;
  [key: string]: unknown;
}

export interface ConversionConfiguration {
  main_content?: boolean | null;
  keep?: string[] | null;
  [key: string]: unknown;
}

export interface ChunkingConfiguration {
  method?: 'recursive' | 'heading' | 'tokens' | 'sentence' | null;
  [key: string]: unknown;
}

export interface IngestionWorkflowInput {
  sources: Source[];
  indexing_config?: IndexingStageConfiguration | null;
  recursive_chunking_config?: RecursiveChunkingStageConfiguration | null;
  stages?: StageEnum[] | null;
  crawling_config?: CrawlingConfiguration | null;
  conversion_config?: ConversionConfiguration | null;
  chunking_config?: ChunkingConfiguration | null;
  stages_config?: { [key: string]: StageConfiguration | null } | null;
  [key: string]: unknown;
}
