"""The day-2 script's five kinds of rule, in words of our own: of each `file rules.json` its result and exit code, a line each."""
import json, sys

import pandas as pd

DEFAULTS = {
    "required_columns": ["id", "_ingested_at"],
    "not_null_columns": ["id"],
    "unique_columns": ["id"],
    "min_rows": 1,
}


def sentences(frame, rules):
    absent = set(rules.get("required_columns", [])) - set(frame.columns)
    if absent:
        yield f"Missing columns: {absent}"
    known = set(frame.columns)
    for name in rules.get("not_null_columns", []):
        if name in known and (count := frame[name].isna().sum()) > 0:
            yield f"Column '{name}' has {count} null values"
    for name, (low, high) in rules.get("value_ranges", {}).items():
        if name in known:
            column = frame[name]
            if (count := len(frame[(column < low) | (column > high)])) > 0:
                yield f"Column '{name}' has {count} values out of range [{low}, {high}]"
    for name in rules.get("unique_columns", []):
        if name in known and (count := frame[name].duplicated().sum()) > 0:
            yield f"Column '{name}' has {count} duplicate values"
    least = rules.get("min_rows", 0)
    if len(frame) < least:
        yield f"Expected at least {least} rows, got {len(frame)}"


for file, written in zip(sys.argv[1::2], sys.argv[2::2]):
    frame = pd.read_parquet(file)
    errors = list(sentences(frame, json.load(open(written)) if written != "-" else DEFAULTS))
    result = {"rows": len(frame), "columns": list(frame.columns), "errors": errors}
    print(json.dumps({**result, "validation": "failed" if errors else "passed", "exit": 1 if errors else 0}))
