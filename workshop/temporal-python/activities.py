"""What this worker answers to, by the names of the workshop's programs: a Source first, and the Source back."""

import contextvars
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from temporalio import activity

from chunking import chunk_metadata, chunk_source, read_chunks
from failures import data_error
from indexing import index_chunks
from models import IndexingStageConfiguration, RecursiveChunkingStageConfiguration, Source, StageEnum, StatusEnum
from root import Root

BEAT_SECONDS = 0.7


class Activities:
    def __init__(self, root: Root):
        self.root = root

    def all(self) -> list[Callable]:
        return [self.beats, self.print_source, self.chunk, self.index_whole, self.index_with_chunks]

    @activity.defn(name="PY-beats_activity")
    def beats(self) -> bool:
        """Workflows ask: whoever shows life, as `beating` does, is given up for dead in seconds when it falls silent."""
        return True

    @activity.defn(name="PY-print_source_activity")
    def print_source(self, source: Source) -> Source:
        activity.logger.info("%s %s %s", source.uri, source.current_stage, source.current_status)
        return source

    @activity.defn(name="PY-recursive_text_chunking_source_activity")
    def chunk(self, source: Source, config: RecursiveChunkingStageConfiguration | None) -> Source:
        with beating():
            path = chunk_source(self.root, source, config, activity.info().workflow_id or "")
        return done(source, StageEnum.CHUNKING, chunking_file_path=path)

    @activity.defn(name="PY-index_source_no_chunk_activity")
    def index_whole(self, source: Source, config: IndexingStageConfiguration | None) -> Source:
        path = source.converted_md_path or source.raw_file_path
        if not path:
            raise data_error(f"{source.uri} has neither Markdown nor a page")
        with beating():
            index_chunks(source.uri, [{"text": self.root.read(path), "metadata": chunk_metadata(source)}], config)
        return done(source, StageEnum.INDEXING)

    @activity.defn(name="PY-index_source_with_chunks_activity")
    def index_with_chunks(self, source: Source, config: IndexingStageConfiguration | None) -> Source:
        if not source.chunking_file_path:
            raise data_error(f"{source.uri} has no chunks")
        with beating():
            index_chunks(source.uri, read_chunks(self.root, source.chunking_file_path), config)
        return done(source, StageEnum.INDEXING)


def done(source: Source, stage: StageEnum, **fields: str) -> Source:
    """Unknown fields stay: the models allow them."""
    status = {"current_stage": stage, "current_status": StatusEnum.COMPLETED, "error": None}
    return source.model_copy(update={**status, **fields})


@contextmanager
def beating() -> Iterator[None]:
    """Signs of life while another library works: without them a cancellation never arrives either."""
    stop = threading.Event()
    told = {"attempt": activity.info().attempt}

    def beat() -> None:
        while not stop.wait(BEAT_SECONDS):
            activity.heartbeat(told)

    thread = threading.Thread(target=contextvars.copy_context().run, args=(beat,), daemon=True)
    activity.heartbeat(told)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
