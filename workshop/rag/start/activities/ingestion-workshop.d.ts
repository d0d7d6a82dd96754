/**
 * What an activity of your own may use: types for `activities/*.ts`, written by Ingestion Workshop.
 * Import them with `import type`: they are gone when your code runs.
 */

/** A web page on its way through the stages. */
export interface Source {
  uri: string;
  mime_type?: string | null;
  /** How many link levels CRAWLING follows from here. */
  max_depth?: number | null;
  current_stage?: Stage | null;
  current_status?: 'DISCOVERED' | 'IN_PROGRESS' | 'COMPLETED' | 'ERROR' | null;
  error?: string | null;
  raw_file_path?: string | null;
  converted_md_path?: string | null;
  chunking_file_path?: string | null;
  parent_uri?: string | null;
  options?: { crawling_url_startswith?: string[] | null } | null;
  /** All of it reaches the vector index; `title` is the page's title. */
  metadata?: { [name: string]: MetadataValue } | null;
}

export type Stage = 'CRAWLING' | 'SCRAPING' | 'CONVERTION' | 'CHUNKING' | 'INDEXING';
export type MetadataValue = string | boolean | number | (string | boolean | number)[];

/** A piece of a text, with what is known of it. */
export interface Chunk {
  text: string;
  metadata?: { [name: string]: unknown } | null;
}

/** What a server gave. */
export interface Page {
  /** Where redirects led. */
  uri: string;
  /** The header Content-Type; null where the server does not say. */
  contentType: string | null;
  body: Uint8Array;
  /** The body as text, in the encoding that it is written in. */
  text: string;
}

/** What every activity has. */
interface AnyContext {
  /** A line in the log “Ingestion Workshop”. */
  log(...said: unknown[]): void;
  /** Leaves this page out, without fault; nothing after it runs. `empty_page` and `script_only` are words of the tool's own. */
  skip(reason: string): never;
  /** Aborted when the run is stopped. */
  readonly signal: AbortSignal;
}

interface Fetching extends AnyContext {
  /** Asks for a page as the run asks: robots.txt, pauses, limits. Throws IngestionError for a status that brings no page. */
  fetch(uri: string): Promise<Page>;
}

export interface CrawlContext extends Fetching {
  /** The page's links that the rules of the input keep, in page order, each page once. */
  links(page: Pick<Page, 'uri' | 'text'>): Promise<string[]>;
  /** These pages go through the stages, too. */
  discover(...uris: string[]): Promise<void>;
}

export interface ScrapeContext extends Fetching {
  /** Keeps the page as this stage's file; gives its path, for `raw_file_path`. */
  write(body: string | Uint8Array): Promise<string>;
}

export interface ConvertContext extends AnyContext {
  /** The page. */
  read(): Promise<string>;
  /** Its main content, without menus, banners and footers; empty where the page says nothing. */
  extract(html: string): Promise<Extracted>;
  /** A piece of HTML as Markdown. */
  toMarkdown(html: string): Promise<string>;
  /** Keeps the Markdown as this stage's file; gives its path, for `converted_md_path`. */
  write(markdown: string): Promise<string>;
}

export interface Extracted {
  title: string;
  html: string;
  language: string | null;
  author?: string | null;
  published?: string | null;
}

export interface ChunkContext extends AnyContext {
  /** The Markdown. */
  read(): Promise<string>;
  /**
   * Cuts by the method of the input, or this one: `recursive` at paragraphs, then at lines, then at words. Sizes are
   * characters (with `tokens`, tokens), and those of the input where none are given.
   */
  split(
    markdown: string,
    sizes?: {
      chunk_size?: number;
      chunk_overlap?: number;
      method?: 'recursive' | 'heading' | 'tokens' | 'sentence';
    },
  ): Promise<Chunk[]>;
  /** As OpenAI's embedding models count them. */
  countTokens(text: string): Promise<number>;
  /** Keeps the chunks as this stage's file; gives its path, for `chunking_file_path`. */
  write(chunks: Chunk[]): Promise<string>;
}

export interface IndexContext extends AnyContext {
  /** The most refined text there is: that of the chunks, else the Markdown, else the page. */
  read(): Promise<string>;
  /** The chunks; where there are none, the whole text as one. */
  chunks(): Promise<Chunk[]>;
  countTokens(text: string): Promise<number>;
  readonly store: {
    /** Embedded and put into the index when the activity has returned, in the place of what was there of this Source. */
    add(...documents: Chunk[]): Promise<void>;
  };
}

/** What a call of `context` throws when the engine says no. */
export interface IngestionError extends Error {
  /** `http_client_error`, `timeout` … */
  code: string;
  params: { [name: string]: string | number };
}

export interface CrawlConfig {
  include?: string[] | null;
  exclude?: string[] | null;
}
export interface ScrapeConfig {
  [name: string]: never;
}
export interface ConvertConfig {
  main_content: boolean;
  keep: string[];
}
export interface ChunkConfig {
  chunk_size: number;
  chunk_overlap: number;
  /** Absent: recursive. */
  method?: 'recursive' | 'heading' | 'tokens' | 'sentence';
}
export interface IndexConfig {
  collection_name: string;
  openai_embedding_model: string;
  database_uri: string;
}
