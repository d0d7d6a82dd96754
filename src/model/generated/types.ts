// Generated from src/model/schemas by `npm run generate`. Do not edit.

/** What a check looks at. */
export type CheckKindEnum = 'artifact' | 'event' | 'rows' | 'search' | 'cases' | 'cli' | 'quiz';

/** A number that is measured on the learner’s own run. */
export type MeasureEnum = 'sources' | 'artifacts' | 'chunks' | 'tokens' | 'tokens_per_question' | 'attempts' | 'requests' | 'previewed';

/** An IANA media type. text/html (TEXT_HTML) is ingested; any other one is kept and passed on, and its Source is skipped. */
export type MimeTypesEnum = 'text/html' | 'application/octet-stream' | (string & {});

/** What a rule asks of the data. */
export type RuleKindEnum = 'required' | 'not_null' | 'unique' | 'range' | 'min_rows' | 'pattern' | 'allowed_values' | 'type' | 'length' | 'freshness' | 'row_count_change' | 'unique_across_partitions';

/** A stage of the ingestion, in order. CONVERTION keeps the spelling that programs exchange. */
export type StageEnum = 'CRAWLING' | 'SCRAPING' | 'CONVERTION' | 'CHUNKING' | 'INDEXING';

/** How far a Source is within its current stage. */
export type StatusEnum = 'DISCOVERED' | 'IN_PROGRESS' | 'COMPLETED' | 'ERROR';

/** What one does in a step. */
export type StepKindEnum = 'read' | 'do' | 'code' | 'predict' | 'break' | 'quiz' | 'discuss';

/** What an API calls its paging parameters. */
export interface ApiParameters {
  /** The number of the page. Default: _page. */
  page?: string | null;
  /** The position of the first row. Default: offset. */
  offset?: string | null;
  /** The cursor of the page. Default: cursor. */
  cursor?: string | null;
  /** The last key received. Default: after_id. */
  after?: string | null;
  /** The size of the page. Default: _limit with page, else limit. */
  limit?: string | null;
  [key: string]: unknown;
}

/** The options of an ingestion from an API: what to ask, and where its rows go. */
export interface ApiIngestionInput {
  /** The address of the list of rows, http: or https:. INGESTION_WORKSHOP_BASE_URL stands in for it. */
  base_url?: string | null;
  /** The first day to ingest, YYYY-MM-DD. */
  start_date?: string | null;
  /** The last day to ingest, YYYY-MM-DD; it is part of the range. */
  end_date?: string | null;
  /** The folder of the dataset: a folder per day, partition_date=YYYY-MM-DD. Default: ./data/bronze. */
  output_dir?: string | null;
  /** How many rows a page asks for. Default: 100. */
  page_size?: number | null;
  /** The number of the first page, where the API gives its pages by number: 1, or 0. Default: 1. */
  first_page?: number | null;
  /** How the API gives one page after the other: by number, by offset, by a cursor, after the last key, or by a Link header. Default: page. */
  pagination?: 'page' | 'offset' | 'cursor' | 'keyset' | 'link' | null;
  /** What the API calls its paging parameters, where they are not the usual ones. */
  parameters?: ApiParameters | null;
  /** Where the next cursor or link stands in the answer, names with dots between them. Default: next_cursor. */
  next_path?: string | null;
  /** Where the list of rows stands in the answer, names with dots between them. Default: the answer itself, else data. */
  data_path?: string | null;
  /** More parameters that every request carries. */
  query?: { [key: string]: string | number | boolean | null } | null;
  /** The column whose day says in which partition a row lands. Without it all rows land in that of start_date. */
  date_column?: string | null;
  /** The parameter that tells the API the first day. */
  start_param?: string | null;
  /** The parameter that tells the API the last day. */
  end_param?: string | null;
  /** The column, or the columns, that tell one row from another. Default: id. */
  primary_key?: string | string[] | null;
  /** What is remembered from one load to the next, so that only what is new is asked for. Default: none. */
  watermark?: 'none' | 'last_updated_at' | 'last_id' | 'cursor' | 'hash' | null;
  /** The column that the watermark is read from. Default: updated_at for last_updated_at, the primary key for last_id. */
  watermark_column?: string | null;
  /** The parameter that carries the watermark to the API. Default: since, after_id or cursor, by its kind. */
  watermark_param?: string | null;
  /** How far before the watermark to begin again: seconds, or ids. Rows that come twice are merged by their key. Default: 0. */
  overlap?: number | null;
  /** Whose day a timestamp with a zone belongs to, as Europe/Paris. Default: UTC. */
  time_zone?: string | null;
  /** Forget the watermark and load everything again. Default: false. */
  full_refresh?: boolean | null;
  /** Leave out the days that are done. Default: false. */
  skip_existing?: boolean | null;
  /** What happens to the rows that a partition holds already. Default: replace, and merge with a watermark. */
  write?: 'replace' | 'append' | 'merge' | null;
  /** What happens when columns appear, go or change their type. Default: evolve. */
  schema_contract?: 'evolve' | 'freeze' | 'discard_row' | 'discard_value' | null;
  /** How the Parquet files are compressed. Default: snappy. */
  compression?: 'snappy' | 'zstd' | 'gzip' | 'none' | null;
  /** How often a page is tried at the most. Default: 3. */
  max_attempts?: number | null;
  /** How many pages are asked for at the same time, where the pagination allows it. Default: 4. */
  concurrency?: number | null;
  /** Headers for the API, each value as env:INGESTION_WORKSHOP_X: a secret stands in no file. */
  headers?: { [key: string]: string | null } | null;
  /** Types that are declared, by column: boolean, integer, double, decimal(18,4), text, date, timestamp, json. */
  columns?: { [key: string]: string | null } | null;
  /** Let the run fail when a row could not be ingested. Default: false. */
  fail_on_dead_letters?: boolean | null;
  /** Seconds that one answer may take. Default: 30. */
  request_timeout?: number | null;
  /** Allow redirects into private networks. Default: false. */
  allow_private_hosts?: boolean | null;
  [key: string]: unknown;
}

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
  /** recursive cuts at paragraphs, then lines, then words; heading at headings; tokens by the model's tokens, which the sizes then count; sentence between sentences. Default: recursive. */
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

/** The sizes of chunks, in characters (Unicode code points), or in tokens with the method tokens. */
export interface RecursiveChunkingStageConfiguration {
  /** The longest chunk, in characters, or in tokens with the method tokens. Default: 700. */
  chunk_size?: number | null;
  /** How much two neighbours may share, counted as chunk_size is; less than chunk_size. Default: 100. */
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

/** One rule: its kind, the column it is about, and how much may break it. */
export interface ValidationRule {
  /** What the rule asks of the data. */
  kind: RuleKindEnum;
  /** The column that the rule is about, as the file spells it. */
  column?: string | null;
  /** Several columns: of unique, the columns that make a key together; of every other kind, a rule for each. */
  columns?: string[] | null;
  /** The least that is allowed, itself included: a number, or a date or a timestamp as a text (ISO 8601). Of length, characters; of min_rows, rows. */
  min?: number | string | null;
  /** The most that is allowed, itself included: a number, or a date or a timestamp as a text (ISO 8601). Of length, characters. */
  max?: number | string | null;
  /** A regular expression as JavaScript writes it, with Unicode. It may match anywhere in the value: ^ and $ make it match the whole. */
  pattern?: string | null;
  /** Upper and lower case are the same to the pattern. Default: false. */
  ignore_case?: boolean | null;
  /** All the values that the column may hold. */
  values?: (string | number | boolean)[] | null;
  /** What the column must hold, whatever its width in the file. */
  type?: 'boolean' | 'integer' | 'number' | 'text' | 'date' | 'timestamp' | 'list' | 'struct' | null;
  /** How old the newest value may be: a number with s, m, h or d behind it. */
  max_age?: string | null;
  /** How far the number of rows may be from that of the report before, up or down, as a share of it. */
  max_change?: string | null;
  /** How many values may break the rule before it fails: a count, or a share of the values as a percentage. */
  threshold?: number | string | null;
  /** Whether a broken rule fails the validation (error) or is only told (warning). Default: error. */
  severity?: 'error' | 'warning' | null;
  /** The rule's name in reports and in the files of failing rows, unique in its file. Default: its kind and column. */
  id?: string | null;
  [key: string]: unknown;
}

/** What the rows of a Parquet file, or of a dataset, must be like. */
export interface ValidationRules {
  /** The Parquet file, or the folder of a dataset, that the editor takes the names of columns from; relative to this file. A validation is told its own. */
  input_file?: string | null;
  /** The columns that must be there. */
  required_columns?: string[] | null;
  /** The columns that must hold a value in every row. */
  not_null_columns?: string[] | null;
  /** The columns in which no value may stand twice. */
  unique_columns?: string[] | null;
  /** By column, the least and the most that is allowed, both included: [1, 100]. */
  value_ranges?: { [key: string]: (number | string | null)[] } | null;
  /** How many rows there must be at the least. */
  min_rows?: number | null;
  /** Rules of every kind, with their severity and threshold. */
  rules?: ValidationRule[] | null;
  [key: string]: unknown;
}

/** A button of a step: a command, a file to open, or an input to run. */
export interface WorkshopAction {
  /** What the button says, by language. Default: what the command is called. */
  title?: { [key: string]: string } | null;
  /** A command of this extension, without its prefix. */
  command?: string | null;
  /** What the command is given. */
  arguments?: string[] | null;
  /** A file of the learner’s folder to open. */
  open?: string | null;
  /** The line to go to, from 1 on. */
  line?: number | null;
  /** An input of the learner’s folder to run. */
  run?: string | null;
  [key: string]: unknown;
}

/** What must hold: of an artifact, an event, rows, a search, the learner’s code or the command line. */
export interface WorkshopCheck {
  /** What is looked at. */
  kind: CheckKindEnum;
  /** What holds, in a few words, by language. */
  title: { [key: string]: string };
  /** Why it matters, by language. */
  why?: { [key: string]: string } | null;
  /** Its details are not shown to the learner. Default: false. */
  hidden?: boolean | null;
  /** The stage that wrote the artifact, is told by the event, or is the learner’s code. */
  stage?: 'CRAWLING' | 'SCRAPING' | 'CONVERTION' | 'CHUNKING' | 'INDEXING' | null;
  /** The Source it is about: an address, or its end. */
  source?: string | null;
  /** Texts that must be in it. */
  contains?: string[] | null;
  /** Texts that must not be in it. */
  lacks?: string[] | null;
  /** The least count: of artifacts, events, rows, results. */
  at_least?: number | null;
  /** The most that is counted. */
  at_most?: number | null;
  /** Tokens that the artifact may have. */
  max_tokens?: number | null;
  /** The type of the event, as the journal writes it. */
  event?: string | null;
  /** What the event’s attributes must be, by path. */
  attributes?: { [key: string]: string | number | boolean } | null;
  /** A Parquet file or dataset (rows), or the cases (JSON), relative to the learner’s folder or to this file. */
  file?: string | null;
  /** Columns that must be there. */
  columns?: string[] | null;
  /** What is searched for. */
  question?: string | null;
  /** How many results are looked at. Default: 5. */
  k?: number | null;
  /** The worst rank that the Source may have. */
  rank?: number | null;
  /** The learner’s file. */
  module?: string | null;
  /** What follows ingestion-workshop on the command line. */
  arguments?: string[] | null;
  /** The exit code. */
  exit?: number | null;
  /** What its JSON must hold, by path. */
  result?: { [key: string]: string | number | boolean } | null;
  [key: string]: unknown;
}

/** What passes a step’s checks: files, and what is then run. */
export interface WorkshopSolution {
  /** A folder whose files replace the learner’s of the same path; relative to this file. */
  files?: string | null;
  /** Lines of the command line, without ingestion-workshop, in their order. */
  run?: string[] | null;
  /** The first line’s process is killed when its run has so many results of activities; a later line resumes it. */
  unplug_after?: number | null;
  [key: string]: unknown;
}

/** A likely wrong answer. */
export interface WorkshopMistake {
  /** A folder whose files replace the learner’s of the same path; relative to this file. */
  files: string;
  /** The title of the check that fails, in the first language. Default: the first one. */
  check?: string | null;
  /** A text of what is then found, by which the mistake is known. */
  found?: string | null;
  /** What the learner is told, by language. */
  message: { [key: string]: string };
  [key: string]: unknown;
}

/** A number that the learner says first, and the truth. */
export interface WorkshopGuess {
  /** What is asked, by language. */
  question: { [key: string]: string };
  /** What is counted, by language. */
  unit: { [key: string]: string };
  /** Where the true number is found. */
  truth: MeasureEnum;
  /** The Source that it is measured on; none: all of them. */
  source?: string | null;
  /** The question that the index is asked to measure tokens_per_question. Default: the question above. */
  ask?: string | null;
  /** The input of the learner’s folder that is measured: for previewed its preview, for counts of a run its newest run. Default: the newest run of all. */
  input?: string | null;
  /** Why most people are wrong, by language; shown afterwards. */
  reason?: { [key: string]: string } | null;
  [key: string]: unknown;
}

/** One answer of a quiz. */
export interface WorkshopAnswer {
  /** What it says, by language. */
  text: { [key: string]: string };
  /** It is to be ticked. Default: false. */
  right?: boolean | null;
  /** Why it is right or wrong, by language. */
  why: { [key: string]: string };
  [key: string]: unknown;
}

/** A question with answers to tick; the reasons are shown after answering. */
export interface WorkshopQuiz {
  /** What is asked, by language. */
  question: { [key: string]: string };
  /** The answers, in their order. */
  answers: WorkshopAnswer[];
  [key: string]: unknown;
}

/** A step: one thing to read, do, write, guess, break or answer. Its text is the file <language>/<part>/<step>.md. */
export interface WorkshopStep {
  /** The step’s name in files, unique in the workshop. */
  id: string;
  /** What one does in it. */
  kind: StepKindEnum;
  /** What it is called, by language. */
  title: { [key: string]: string };
  /** How long it is planned to take. */
  minutes: number;
  /** Who is late may leave it out. Default: false. */
  optional?: boolean | null;
  /** What must be there beside the tool: without it the step is told as not possible here. */
  requires?: ('temporal' | 'python' | 'postgres' | 'chat_model' | 'network')[] | null;
  /** Its buttons, in their order. */
  actions?: WorkshopAction[] | null;
  /** What must hold when it is done; all of it. */
  checks?: WorkshopCheck[] | null;
  /** From where to look to almost the line, by language; a step of code has three. */
  hints?: { [key: string]: string }[] | null;
  /** What passes the checks. */
  solution?: WorkshopSolution | null;
  /** Likely wrong answers, each with the message that it must get. */
  mistakes?: WorkshopMistake[] | null;
  /** A number to say before it is seen. */
  guess?: WorkshopGuess | null;
  /** A question with answers to tick. */
  quiz?: WorkshopQuiz | null;
  /** Model answers of a discussion, hidden until they are revealed, by language. */
  answers?: { [key: string]: string }[] | null;
  /** What to remember of it, by language. */
  lesson?: { [key: string]: string } | null;
  [key: string]: unknown;
}

/** A part of a workshop: steps that lead to one goal. */
export interface WorkshopPart {
  /** The part’s name in files, unique in the workshop. */
  id: string;
  /** What it is called, by language. */
  title: { [key: string]: string };
  /** How long it is planned to take: the sum of its steps that are not optional. */
  minutes: number;
  /** What one is able to do after it, by language. */
  goal?: { [key: string]: string } | null;
  /** What was seen in it, by language; ${step} stands for what that step measured. */
  seen?: { [key: string]: string } | null;
  /** The steps, in their order. */
  steps: WorkshopStep[];
  [key: string]: unknown;
}

/** A workshop: its parts in order, their steps, and what checks each. */
export interface Workshop {
  /** The workshop’s name in files: lower-case letters, digits and hyphens. */
  id: string;
  /** What it is called, by language. */
  title: { [key: string]: string };
  /** One sentence on what one can do after it, by language. */
  summary?: { [key: string]: string } | null;
  /** The languages that every text of it has; the first one stands for what is missing. */
  languages: ('en' | 'fr')[];
  /** The folder of starting files that a learner gets a copy of; relative to this file. */
  start?: string | null;
  /** The parts, in their order. */
  parts: WorkshopPart[];
  [key: string]: unknown;
}
