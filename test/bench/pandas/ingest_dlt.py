"""An API into Parquet by dlt: its pages are a resource, a folder is the destination; it types, normalises and loads."""

import os
import resource
import sys
import time

# Nothing of a bench goes to anybody.
os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"

import dlt
import requests

base_url, page_size, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]


@dlt.resource(name="rows", write_disposition="replace")
def rows():
    page = 1
    while True:
        answer = requests.get(f"{base_url}?_page={page}&_limit={page_size}", timeout=30)
        answer.raise_for_status()
        some = answer.json()
        yield some
        if len(some) < page_size:
            break
        page += 1


started = time.perf_counter()
pipeline = dlt.pipeline(
    pipeline_name="bench",
    pipelines_dir=os.path.join(folder, "pipelines"),
    destination=dlt.destinations.filesystem(bucket_url=os.path.join(folder, "out")),
    dataset_name="bench",
)
pipeline.run(rows(), loader_file_format="parquet").raise_on_failed_jobs()
used = resource.getrusage(resource.RUSAGE_SELF)
count = pipeline.last_trace.last_normalize_info.row_counts["rows"]
print(count, time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss)
