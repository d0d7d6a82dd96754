# Generated. Do not edit.
# It needs Python 3.11 or newer and pydantic 2.

from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class MimeTypesEnum(StrEnum):
    """An IANA media type. text/html (TEXT_HTML) is ingested; any other one is kept and passed on, and its Source is skipped."""

    TEXT_HTML = "text/html"
    UNSUPORTED_MIME_TYPE = "application/octet-stream"


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
    """recursive cuts at paragraphs, then lines, then words; heading at headings; tokens by model tokens; sentence at sentences."""


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
    """The sizes of chunks, in characters (Unicode code points)."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)

    chunk_size: int | None = Field(default=700, ge=1)
    """The longest chunk, in characters."""
    chunk_overlap: int | None = Field(default=100, ge=0)
    """How many characters two neighbours may share; less than chunk_size."""


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
