# Generated. Do not edit.
# It needs Python 3.11 or newer and pydantic 2.

from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class MimeTypesEnum(StrEnum):
    """An IANA media type. text/html (TEXT_HTML) is ingested; any other one is kept and passed on, and its Source is skipped."""

    TEXT_HTML = "text/html"
    UNSUPORTED_MIME_TYPE = "application/octet-stream"


class RuleKindEnum(StrEnum):
    """What a rule asks of the data."""

    required = "required"
    not_null = "not_null"
    unique = "unique"
    range = "range"
    min_rows = "min_rows"
    pattern = "pattern"
    allowed_values = "allowed_values"
    type = "type"
    length = "length"
    freshness = "freshness"
    row_count_change = "row_count_change"
    unique_across_partitions = "unique_across_partitions"


class StageEnum(StrEnum):
    """A stage of the ingestion, in order. CONVERTION keeps the spelling that programs exchange."""

    CRAWLING = "CRAWLING"
    SCRAPING = "SCRAPING"
    CONVERTION = "CONVERTION"
    CHUNKING = "CHUNKING"
    INDEXING = "INDEXING"


class StatusEnum(StrEnum):
    """How far a Source is within its current stage."""

    DISCOVERED = "DISCOVERED"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    ERROR = "ERROR"


class ApiParameters(BaseModel):
    """What an API calls its paging parameters."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)

    page: str | None = None
    """The number of the page. Default: _page."""
    offset: str | None = None
    """The position of the first row. Default: offset."""
    cursor: str | None = None
    """The cursor of the page. Default: cursor."""
    after: str | None = None
    """The last key received. Default: after_id."""
    limit: str | None = None
    """The size of the page. Default: _limit with page, else limit."""


class ApiIngestionInput(BaseModel):
    """The options of an ingestion from an API: what to ask, and where its rows go."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)

    base_url: str | None = None
    """The address of the list of rows, http: or https:. INGESTION_WORKSHOP_BASE_URL stands in for it."""
    start_date: str | None = None
    """The first day to ingest, YYYY-MM-DD."""
    end_date: str | None = None
    """The last day to ingest, YYYY-MM-DD; it is part of the range."""
    output_dir: str | None = "./data/bronze"
    """The folder of the dataset: a folder per day, partition_date=YYYY-MM-DD."""
    page_size: int | None = Field(default=100, ge=1)
    """How many rows a page asks for."""
    first_page: int | None = Field(default=1, ge=0)
    """The number of the first page, where the API gives its pages by number: 1, or 0."""
    pagination: Literal["page", "offset", "cursor", "keyset", "link"] | None = "page"
    """How the API gives one page after the other: by number, by offset, by a cursor, after the last key, or by a Link header."""
    parameters: ApiParameters | None = None
    """What the API calls its paging parameters, where they are not the usual ones."""
    next_path: str | None = None
    """Where the next cursor or link stands in the answer, names with dots between them. Default: next_cursor."""
    data_path: str | None = None
    """Where the list of rows stands in the answer, names with dots between them. Default: the answer itself, else data."""
    query: dict[str, str | float | bool | None] | None = None
    """More parameters that every request carries."""
    date_column: str | None = None
    """The column whose day says in which partition a row lands. Without it all rows land in that of start_date."""
    start_param: str | None = None
    """The parameter that tells the API the first day."""
    end_param: str | None = None
    """The parameter that tells the API the last day."""
    primary_key: str | list[str] | None = "id"
    """The column, or the columns, that tell one row from another."""
    watermark: Literal["none", "last_updated_at", "last_id", "cursor", "hash"] | None = "none"
    """What is remembered from one load to the next, so that only what is new is asked for."""
    watermark_column: str | None = None
    """The column that the watermark is read from. Default: updated_at for last_updated_at, the primary key for last_id."""
    watermark_param: str | None = None
    """The parameter that carries the watermark to the API. Default: since, after_id or cursor, by its kind."""
    overlap: float | None = Field(default=0, ge=0)
    """How far before the watermark to begin again: seconds, or ids. Rows that come twice are merged by their key."""
    time_zone: str | None = "UTC"
    """Whose day a timestamp with a zone belongs to, as Europe/Paris."""
    full_refresh: bool | None = False
    """Forget the watermark and load everything again."""
    skip_existing: bool | None = False
    """Leave out the days that are done."""
    write: Literal["replace", "append", "merge"] | None = None
    """What happens to the rows that a partition holds already. Default: replace, and merge with a watermark."""
    schema_contract: Literal["evolve", "freeze", "discard_row", "discard_value"] | None = "evolve"
    """What happens when columns appear, go or change their type."""
    compression: Literal["snappy", "zstd", "gzip", "none"] | None = "snappy"
    """How the Parquet files are compressed."""
    max_attempts: int | None = Field(default=3, ge=1)
    """How often a page is tried at the most."""
    concurrency: int | None = Field(default=4, ge=1)
    """How many pages are asked for at the same time, where the pagination allows it."""
    headers: dict[str, str | None] | None = None
    """Headers for the API, each value as env:INGESTION_WORKSHOP_X: a secret stands in no file."""
    columns: dict[str, str | None] | None = None
    """Types that are declared, by column: boolean, integer, double, decimal(18,4), text, date, timestamp, json."""
    fail_on_dead_letters: bool | None = False
    """Let the run fail when a row could not be ingested."""
    request_timeout: float | None = Field(default=30, gt=0)
    """Seconds that one answer may take."""
    allow_private_hosts: bool | None = False
    """Allow redirects into private networks."""


class Chunk(BaseModel):
    """A piece of the Markdown of a Source."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)

    text: str
    """The text of the piece."""
    metadata: dict[str, Any] | None = None
    """What is known of the piece: its place, its headings, its Source."""


class ChunkingConfiguration(BaseModel):
    """How CHUNKING cuts the Markdown."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)

    method: Literal["recursive", "heading", "tokens", "sentence"] | None = "recursive"
    """recursive cuts at paragraphs, then lines, then words; heading at headings; tokens by the model's tokens, which the sizes then count; sentence between sentences."""


class ConversionConfiguration(BaseModel):
    """How CONVERTION cleans a page."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)

    main_content: bool | None = True
    """Keep the article only, without menus, banners, share buttons and footers. false converts the whole page."""
    keep: list[str] | None = None
    """CSS selectors of elements that are never removed."""


class CrawlingConfiguration(BaseModel):
    """What CRAWLING keeps and where it stops."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)

    include: list[str] | None = None
    """Patterns of addresses to keep; all are kept when the list is empty."""
    exclude: list[str] | None = None
    """Patterns of addresses to leave out, stronger than include."""
    sitemap: bool | None = False
    """Also take the addresses that the sitemap of the site lists."""
    max_pages: int | None = Field(default=None, ge=1)
    """Stop after so many pages."""
    max_bytes: int | None = Field(default=None, ge=1)
    """Stop after so many downloaded bytes."""
    max_seconds: float | None = Field(default=None, gt=0)
    """Stop after so many seconds."""


class IndexingStageConfiguration(BaseModel):
    """Where chunks are indexed, and with which embedding model."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)

    collection_name: str = Field(min_length=1)
    """The name of the collection in the vector index."""
    database_uri: str = Field(min_length=1)
    """The database of the index: sqlite:///index.sqlite (relative to the work folder) or postgresql+psycopg://user@host:5432/db. Write a password as ${env:NAME}."""
    openai_embedding_model: str = Field(min_length=1)
    """The name of an embedding model on an OpenAI-compatible server, or offline (no server, no key)."""


class SourceOptions(BaseModel):
    """Settings of one Source."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)

    crawling_url_startswith: list[str] | None = None
    """Prefixes of addresses: CRAWLING keeps only the links that begin with one of them."""


class Source(BaseModel):
    """A web page on its way through the stages."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)

    uri: str = Field(min_length=7)
    """The address of the page, http: or https:."""
    mime_type: MimeTypesEnum | str | None = Field(default=None, union_mode="left_to_right")
    """The media type of the page. Only text/html is ingested."""
    max_depth: int | None = Field(default=0, ge=0)
    """How many levels of links CRAWLING follows from this page; 0 takes the page alone."""
    current_stage: StageEnum | None = None
    """The most advanced stage that was reached. With COMPLETED, the run starts after it."""
    current_status: StatusEnum | None = None
    """How far the Source is within its current stage."""
    error: str | None = None
    """Why the Source is in ERROR."""
    raw_file_path: str | None = None
    """The page as it was downloaded. Given with current_stage SCRAPING and current_status COMPLETED, the run reads this file and fetches nothing."""
    converted_md_path: str | None = None
    """The Markdown that CONVERTION made of the page."""
    chunking_file_path: str | None = None
    """The YAML list of chunks that CHUNKING made of the Markdown."""
    parent_uri: str | None = None
    """The page whose link led here."""
    options: SourceOptions | None = None
    """Settings of this Source."""
    metadata: dict[str, str | bool | int | list[str | bool | int] | None] | None = None
    """Anything to know of the page: text, true or false, whole numbers, or lists of them. title is its title. All of it reaches the vector index."""


class RecursiveChunkingStageConfiguration(BaseModel):
    """The sizes of chunks, in characters (Unicode code points), or in tokens with the method tokens."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)

    chunk_size: int | None = Field(default=700, ge=1)
    """The longest chunk, in characters, or in tokens with the method tokens."""
    chunk_overlap: int | None = Field(default=100, ge=0)
    """How much two neighbours may share, counted as chunk_size is; less than chunk_size."""


class StageConfiguration(BaseModel):
    """How one stage is run."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)

    bulk_size: int | None = Field(default=None, ge=1)
    """How many Sources a child workflow takes; for INDEXING, how many chunks a request for embeddings takes."""
    task_queue: str | None = None
    """The Temporal task queue whose workers run this stage."""
    implementation: str | None = None
    """Your own TypeScript file for this stage, relative to this file."""


class IngestionWorkflowInput(BaseModel):
    """The input of an ingestion: the pages to take and how to take them."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)

    sources: list[Source]
    """The pages to start from."""
    indexing_config: IndexingStageConfiguration | None = None
    """Where chunks are indexed. Without it: SQLite in the work folder, collection default, model offline."""
    recursive_chunking_config: RecursiveChunkingStageConfiguration | None = None
    """The sizes of chunks. Without it: 700 characters, of which 100 overlap."""
    stages: list[StageEnum] | None = None
    """The stages to run; all of them without this list. An empty list prints the Sources and does nothing else."""
    crawling_config: CrawlingConfiguration | None = None
    """What CRAWLING keeps and where it stops."""
    conversion_config: ConversionConfiguration | None = None
    """How CONVERTION cleans a page."""
    chunking_config: ChunkingConfiguration | None = None
    """How CHUNKING cuts the Markdown."""
    stages_config: dict[StageEnum, StageConfiguration | None] | None = None
    """How each stage is run, by the name of the stage."""


class ValidationRule(BaseModel):
    """One rule: its kind, the column it is about, and how much may break it."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)

    kind: RuleKindEnum
    """What the rule asks of the data."""
    column: str | None = None
    """The column that the rule is about, as the file spells it."""
    columns: list[str] | None = None
    """Several columns: of unique, the columns that make a key together; of every other kind, a rule for each."""
    min: float | str | None = None
    """The least that is allowed, itself included: a number, or a date or a timestamp as a text (ISO 8601). Of length, characters; of min_rows, rows."""
    max: float | str | None = None
    """The most that is allowed, itself included: a number, or a date or a timestamp as a text (ISO 8601). Of length, characters."""
    pattern: str | None = Field(default=None, min_length=1)
    """A regular expression as JavaScript writes it, with Unicode. It may match anywhere in the value: ^ and $ make it match the whole."""
    ignore_case: bool | None = False
    """Upper and lower case are the same to the pattern."""
    values: list[str | float | bool] | None = None
    """All the values that the column may hold."""
    type: Literal["boolean", "integer", "number", "text", "date", "timestamp", "list", "struct"] | None = None
    """What the column must hold, whatever its width in the file."""
    max_age: str | None = None
    """How old the newest value may be: a number with s, m, h or d behind it."""
    max_change: str | None = None
    """How far the number of rows may be from that of the report before, up or down, as a share of it."""
    threshold: int | str | None = None
    """How many values may break the rule before it fails: a count, or a share of the values as a percentage."""
    severity: Literal["error", "warning"] | None = "error"
    """Whether a broken rule fails the validation (error) or is only told (warning)."""
    id: str | None = Field(default=None, min_length=1)
    """The rule's name in reports and in the files of failing rows, unique in its file. Default: its kind and column."""


class ValidationRules(BaseModel):
    """What the rows of a Parquet file, or of a dataset, must be like."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)

    input_file: str | None = Field(default=None, min_length=1)
    """The Parquet file, or the folder of a dataset, that the editor takes the names of columns from; relative to this file. A validation is told its own."""
    required_columns: list[str] | None = None
    """The columns that must be there."""
    not_null_columns: list[str] | None = None
    """The columns that must hold a value in every row."""
    unique_columns: list[str] | None = None
    """The columns in which no value may stand twice."""
    value_ranges: dict[str, list[float | str | None]] | None = None
    """By column, the least and the most that is allowed, both included: [1, 100]."""
    min_rows: int | None = Field(default=None, ge=0)
    """How many rows there must be at the least."""
    rules: list[ValidationRule] | None = None
    """Rules of every kind, with their severity and threshold."""
