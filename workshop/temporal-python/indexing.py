"""INDEXING: into PostgreSQL as langchain-postgres keeps it, with vectors of an OpenAI-compatible server."""

import hashlib
import os
import re
from typing import Any

import openai
from langchain_core.embeddings import Embeddings
from langchain_postgres import PGVector
from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import ArgumentError

from failures import config_error, transient_error
from models import IndexingStageConfiguration

# Texts in a request.
BULK = 100
# In each row's metadata: who wrote it. Rows of other writers are never touched.
WRITER = {"indexed_by": "temporal-python"}


def index_chunks(uri: str, chunks: list[dict[str, Any]], config: IndexingStageConfiguration | None) -> None:
    """In the place of what this worker wrote of the Source before."""
    if config is None:
        raise config_error("PY_WORKER_TASK_QUEUE indexes with an indexing_config only: PostgreSQL and a model's name")
    url = postgres_url(config.database_uri)
    model = config.openai_embedding_model
    if model in ("", "offline"):
        raise config_error("the Python worker has no offline model: name one of an OpenAI-compatible server")
    vectors = embed(model, [chunk["text"] for chunk in chunks])
    kind = {"model": model, "dimensions": len(vectors[0])} if vectors else None
    store = PGVector(
        embeddings=NoEmbeddings(),
        connection=url.render_as_string(hide_password=False),
        collection_name=config.collection_name,
        collection_metadata=kind,
        use_jsonb=True,
    )
    ids = [row_id(config.collection_name, uri, at) for at in range(len(chunks))]
    metadata = [{**chunk["metadata"], "uri": uri, **WRITER} for chunk in chunks]
    if chunks:
        store.add_embeddings([chunk["text"] for chunk in chunks], vectors, metadata, ids)
    remove_rest(store, config.collection_name, uri, ids)


def remove_rest(store: PGVector, collection: str, uri: str, ids: list[str]) -> None:
    """After the new rows are there: at no time is the Source missing."""
    with store._make_sync_session() as session:
        session.execute(
            text(
                "DELETE FROM langchain_pg_embedding WHERE collection_id ="
                " (SELECT uuid FROM langchain_pg_collection WHERE name = :collection)"
                " AND cmetadata @> jsonb_build_object('uri', CAST(:uri AS text), 'indexed_by', 'temporal-python')"
                " AND NOT (id = ANY(:ids))"
            ),
            {"collection": collection, "uri": uri, "ids": ids},
        )
        session.commit()


def row_id(collection: str, uri: str, at: int) -> str:
    """The same again for the same chunk of the same Source: an attempt that is done twice leaves one row."""
    digest = hashlib.sha256("\0".join([collection, uri]).encode()).hexdigest()
    return f"{digest[:32]}-{at:07}"


def postgres_url(database_uri: str) -> URL:
    """The password is never in a payload: it is a variable of this process, by name or as PGPASSWORD."""
    filled = re.sub(r"\$\{env:([A-Za-z_]\w*)\}", lambda found: variable(found[1]), database_uri)
    try:
        url = make_url(filled)
    except ArgumentError as error:
        raise config_error("database_uri is no address of a database") from error
    if not url.drivername.startswith("postgres"):
        raise config_error(f"the Python worker indexes into PostgreSQL only, not into {url.drivername}")
    password = url.password if url.password not in (None, "***") else os.environ.get("PGPASSWORD")
    if url.password == "***" and password is None:
        raise config_error("the password of the database is not here: set PGPASSWORD where the Python worker runs")
    return url.set(drivername="postgresql+psycopg", password=password)


def variable(name: str) -> str:
    value = os.environ.get(name)
    if value is None:
        raise config_error(f"the variable {name}, which database_uri names, is not set where the Python worker runs")
    return value


def embed(model: str, texts: list[str]) -> list[list[float]]:
    if not texts:
        return []
    if not os.environ.get("OPENAI_API_KEY"):
        raise config_error(f"the model {model} needs OPENAI_API_KEY (and OPENAI_BASE_URL for a server of your own)")
    # Attempts are Temporal's.
    client = openai.OpenAI(max_retries=0, timeout=60)
    vectors: list[list[float]] = []
    try:
        for at in range(0, len(texts), BULK):
            some = texts[at : at + BULK]
            answer = client.embeddings.create(model=model, input=some, encoding_format="float")
            vectors += [one.embedding for one in sorted(answer.data, key=lambda one: one.index)]
    except openai.RateLimitError as error:
        raise transient_error(f"{model}: {error}", seconds(error.response.headers.get("retry-after"))) from error
    except openai.APIStatusError as error:
        fails = transient_error if error.status_code >= 500 else config_error
        raise fails(f"{model}: {error}") from error
    except openai.APIConnectionError as error:
        raise transient_error(f"{model}: {error}") from error
    return vectors


def seconds(header: str | None) -> float | None:
    return float(header) if header and re.fullmatch(r"\d+(\.\d+)?", header) else None


class NoEmbeddings(Embeddings):
    """The vectors are made before the database is opened."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise NotImplementedError

    def embed_query(self, text: str) -> list[float]:
        raise NotImplementedError
