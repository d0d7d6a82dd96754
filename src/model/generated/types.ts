// Generated from src/model/schemas by `npm run generate`. Do not edit.

/** An IANA media type. text/html (TEXT_HTML) is ingested; any other one is kept and passed on, and its Source is skipped. */
export type MimeTypesEnum = 'text/html' | 'application/octet-stream' | (string & {});

/** A stage of the ingestion, in order. CONVERTION keeps the spelling that programs exchange. */
export type StageEnum = 'CRAWLING' | 'SCRAPING' | 'CONVERTION' | 'CHUNKING' | 'INDEXING';

/** How far a Source is within its current stage. */
export type StatusEnum = 'DISCOVERED' | 'IN_PROGRESS' | 'COMPLETED' | 'ERROR';

/** A piece of the Markdown of a Source. */
export interface Chunk {
  /** The text of the piece. */
  text: string;
  /** What is known of the piece: its place, its headings, its Source. */
  metadata?: { [key: string]: unknown } | null;
  [key: string]: unknown;
}

/** How CHUNKING cuts the Markdown. */
export interface ChunkingConfiguration {
  /** recursive cuts at paragraphs, then lines, then words; heading at headings; tokens by model tokens; sentence at sentences. Default: recursive. */
  method?: 'recursive' | 'heading' | 'tokens' | 'sentence' | null;
  [key: string]: unknown;
}

/** How CONVERTION cleans a page. */
export interface ConversionConfiguration {
  /** Keep the article only, without menus, banners, share buttons and footers. false converts the whole page. Default: true. */
  main_content?: boolean | null;
  /** CSS selectors of elements that are never removed. */
  keep?: string[] | null;
  [key: string]: unknown;
}

/** What CRAWLING keeps and where it stops. */
export interface CrawlingConfiguration {
  /** Patterns of addresses to keep; all are kept when the list is empty. */
  include?: string[] | null;
  /** Patterns of addresses to leave out, stronger than include. */
  exclude?: string[] | null;
  /** Also take the addresses that the sitemap of the site lists. Default: false. */
  sitemap?: boolean | null;
  /** Stop after so many pages. */
  max_pages?: number | null;
  /** Stop after so many downloaded bytes. */
  max_bytes?: number | null;
  /** Stop after so many seconds. */
  max_seconds?: number | null;
  [key: string]: unknown;
}

/** Where chunks are indexed, and with which embedding model. */
export interface IndexingStageConfiguration {
  /** The name of the collection in the vector index. */
  collection_name: string;
  /** The database of the index: sqlite:///index.sqlite (relative to the work folder) or postgresql+psycopg://user@host:5432/db. Write a password as ${env:NAME}. */
  database_uri: string;
  /** The name of an embedding model on an OpenAI-compatible server, or offline (no server, no key). */
  openai_embedding_model: string;
  [key: string]: unknown;
}

/** Settings of one Source. */
export interface SourceOptions {
  /** Prefixes of addresses: CRAWLING keeps only the links that begin with one of them. */
  crawling_url_startswith?: string[] | null;
  [key: string]: unknown;
}

/** A web page on its way through the stages. */
export interface Source {
  /** The address of the page, http: or https:. */
  uri: string;
  /** The media type of the page. Only text/html is ingested. */
  mime_type?: MimeTypesEnum | null;
  /** How many levels of links CRAWLING follows from this page; 0 takes the page alone. Default: 0. */
  max_depth?: number | null;
  /** The most advanced stage that was reached. With COMPLETED, the run starts after it. */
  current_stage?: StageEnum | null;
  /** How far the Source is within its current stage. */
  current_status?: StatusEnum | null;
  /** Why the Source is in ERROR. */
  error?: string | null;
  /** The page as it was downloaded. Given with current_stage SCRAPING and current_status COMPLETED, the run reads this file and fetches nothing. */
  raw_file_path?: string | null;
  /** The Markdown that CONVERTION made of the page. */
  converted_md_path?: string | null;
  /** The YAML list of chunks that CHUNKING made of the Markdown. */
  chunking_file_path?: string | null;
  /** The page whose link led here. */
  parent_uri?: string | null;
  /** Settings of this Source. */
  options?: SourceOptions | null;
  /** Anything to know of the page: text, true or false, whole numbers, or lists of them. title is its title. All of it reaches the vector index. */
  metadata?: { [key: string]: string | boolean | number | (string | boolean | number)[] | null } | null;
  [key: string]: unknown;
}

/** The sizes of chunks, in characters (Unicode code points). */
export interface RecursiveChunkingStageConfiguration {
  /** The longest chunk, in characters. Default: 700. */
  chunk_size?: number | null;
  /** How many characters two neighbours may share; less than chunk_size. Default: 100. */
  chunk_overlap?: number | null;
  [key: string]: unknown;
}

/** How one stage is run. */
export interface StageConfiguration {
  /** How many Sources a child workflow takes; for INDEXING, how many chunks a request for embeddings takes. */
  bulk_size?: number | null;
  /** The Temporal task queue whose workers run this stage. */
  task_queue?: string | null;
  /** Your own TypeScript file for this stage, relative to this file. */
  implementation?: string | null;
  [key: string]: unknown;
}

/** The input of an ingestion: the pages to take and how to take them. */
export interface IngestionWorkflowInput {
  /** The pages to start from. */
  sources: Source[];
  /** Where chunks are indexed. Without it: SQLite in the work folder, collection default, model offline. */
  indexing_config?: IndexingStageConfiguration | null;
  /** The sizes of chunks. Without it: 700 characters, of which 100 overlap. */
  recursive_chunking_config?: RecursiveChunkingStageConfiguration | null;
  /** The stages to run; all of them without this list. An empty list prints the Sources and does nothing else. */
  stages?: StageEnum[] | null;
  /** What CRAWLING keeps and where it stops. */
  crawling_config?: CrawlingConfiguration | null;
  /** How CONVERTION cleans a page. */
  conversion_config?: ConversionConfiguration | null;
  /** How CHUNKING cuts the Markdown. */
  chunking_config?: ChunkingConfiguration | null;
  /** How each stage is run, by the name of the stage. */
  stages_config?: { [key: string]: StageConfiguration | null } | null;
  [key: string]: unknown;
}
