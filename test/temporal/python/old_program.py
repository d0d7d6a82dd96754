"""A program as the workshop's classes have it: its own models, its own queue, and the TypeScript worker's old name."""
import asyncio
import json
import sys
from datetime import timedelta

from pydantic import BaseModel
from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

address, namespace = sys.argv[1:3]


class Source(BaseModel):
    """All that it knows of a Source; what it does not know, it drops, and what it does not have is null."""

    uri: str
    mime_type: str | None = None
    max_depth: int | None = None
    current_stage: str | None = None
    current_status: str | None = None
    error: str | None = None
    raw_file_path: str | None = None
    converted_md_path: str | None = None
    chunking_file_path: str | None = None
    parent_uri: str | None = None
    metadata: dict[str, str | bool | int | list[str | bool | int]] | None = None


@workflow.defn
class OldConversion:
    @workflow.run
    async def run(self, source: Source) -> Source:
        return await workflow.execute_activity(
            "TS_CONVERSION_HTML",
            source,
            task_queue="TS_WORKER_TASK_QUEUE",
            start_to_close_timeout=timedelta(seconds=30),
            result_type=Source,
        )


@activity.defn(name="PY-scraping_activity")
async def scraping(source: Source) -> Source:
    if source.uri.endswith("/lent"):
        await asyncio.sleep(5)
    return source.model_copy(update={"current_stage": "SCRAPING", "current_status": "COMPLETED"})


async def main() -> None:
    client = await Client.connect(address, namespace=namespace, data_converter=pydantic_data_converter)
    async with Worker(
        client,
        task_queue="PY_OLD_QUEUE",
        workflows=[OldConversion],
        activities=[scraping],
        workflow_runner=UnsandboxedWorkflowRunner(),
    ):
        print(json.dumps({"status": "polling"}), flush=True)
        await asyncio.to_thread(sys.stdin.read)


asyncio.run(main())
