"""An API into one Parquet file, as a first script does it: every page in a list, one data frame, one file."""

import resource
import sys
import time

import pandas
import requests

base_url, page_size, file = sys.argv[1], int(sys.argv[2]), sys.argv[3]
started = time.perf_counter()
rows = []
page = 1
while True:
    answer = requests.get(f"{base_url}?_page={page}&_limit={page_size}", timeout=30)
    answer.raise_for_status()
    some = answer.json()
    rows.extend(some)
    if len(some) < page_size:
        break
    page += 1
frame = pandas.DataFrame(rows)
frame["_source"] = "api"
frame.to_parquet(file, index=False, compression="snappy")
used = resource.getrusage(resource.RUSAGE_SELF)
print(len(rows), time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss)
