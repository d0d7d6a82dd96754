"""A file against rules, as a first script does it: the whole file as one data frame, then each rule over its columns."""

import json
import resource
import sys
import time

import pandas

file, rules_file = sys.argv[1], sys.argv[2]
started = time.perf_counter()
with open(rules_file, encoding="utf-8") as opened:
    rules = json.load(opened)
frame = pandas.read_parquet(file)
errors = []
missing = set(rules["required_columns"]) - set(frame.columns)
if missing:
    errors.append(f"Missing columns: {missing}")
for column in rules["not_null_columns"]:
    nulls = int(frame[column].isna().sum())
    if nulls > 0:
        errors.append(f"{column}: {nulls} null")
for column, (low, high) in rules["value_ranges"].items():
    outside = frame[(frame[column] < low) | (frame[column] > high)]
    if len(outside) > 0:
        errors.append(f"{column}: {len(outside)} out of range")
for column in rules["unique_columns"]:
    repeated = int(frame[column].duplicated().sum())
    if repeated > 0:
        errors.append(f"{column}: {repeated} repeated")
if len(frame) < rules["min_rows"]:
    errors.append(f"{len(frame)} rows")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"rows": len(frame), "errors": errors, "seconds": time.perf_counter() - started, "peak": peak}))
