"""CHUNKING: Markdown into a YAML list of Chunk, by LangChain's splitter. Needs no network."""

from typing import Any

import yaml
from langchain_text_splitters import RecursiveCharacterTextSplitter

from failures import config_error, data_error
from models import RecursiveChunkingStageConfiguration, Source
from root import Root, chunks_path


def chunk_source(
    root: Root, source: Source, config: RecursiveChunkingStageConfiguration | None, workflow_id: str
) -> str:
    """Answers where the chunks are."""
    if not source.converted_md_path:
        raise data_error(f"{source.uri} has no Markdown to split")
    pieces = split(root.read(source.converted_md_path), config)
    if not pieces:
        raise data_error(f"{source.uri} has no text")
    chunks = [
        {"text": text, "metadata": {**chunk_metadata(source), "start": start, "end": start + len(text), "chunk_index": at}}
        for at, (start, text) in enumerate(pieces)
    ]
    path = chunks_path(source.converted_md_path, source.uri, workflow_id)
    # One line a text, whatever its length: what reads it need not join lines.
    root.write(path, yaml.safe_dump(chunks, allow_unicode=True, sort_keys=False, width=float("inf")))
    return path


def split(text: str, config: RecursiveChunkingStageConfiguration | None) -> list[tuple[int, str]]:
    """Each chunk with its place, in code points."""
    size = config.chunk_size if config and config.chunk_size is not None else 700
    overlap = config.chunk_overlap if config and config.chunk_overlap is not None else 100
    if not 0 <= overlap < size:
        raise config_error(f"chunk_overlap ({overlap}) must be less than chunk_size ({size})")
    splitter = RecursiveCharacterTextSplitter(chunk_size=size, chunk_overlap=overlap, add_start_index=True)
    documents = splitter.create_documents([text])
    return [(document.metadata["start_index"], document.page_content) for document in documents]


def chunk_metadata(source: Source) -> dict[str, Any]:
    """What an index is to know of each chunk."""
    metadata = source.metadata or {}
    return {**metadata, "uri": source.uri, "title": str(metadata.get("title") or "")}


def read_chunks(root: Root, path: str) -> list[dict[str, Any]]:
    """A file of CHUNKING, this worker's or another one's."""
    try:
        value = yaml.safe_load(root.read(path))
    except yaml.YAMLError as error:
        raise data_error(f"{path} is no YAML: {error}") from error
    if not isinstance(value, list) or not all(isinstance(one, dict) and isinstance(one.get("text"), str) for one in value):
        raise data_error(f"{path} is no list of chunks")
    return [{"text": one["text"], "metadata": one.get("metadata") or {}} for one in value if one["text"].strip()]
