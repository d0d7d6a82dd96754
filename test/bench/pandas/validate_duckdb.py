"""The same rules as one query: DuckDB reads the columns that it needs, on all cores."""

import json
import resource
import sys
import time

import duckdb

files, rules_file = sys.argv[1], sys.argv[2]
started = time.perf_counter()
with open(rules_file, encoding="utf-8") as opened:
    rules = json.load(opened)
source = f"read_parquet('{files}')"
columns = [row[0] for row in duckdb.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
errors = [f"no column {column}" for column in rules["required_columns"] if column not in columns]
checks = {"rows": "count(*)"}
for column in rules["not_null_columns"]:
    checks[f"{column}: null"] = f'count(*) FILTER ("{column}" IS NULL)'
for column, (low, high) in rules["value_ranges"].items():
    checks[f"{column}: out of range"] = f'count(*) FILTER ("{column}" < {low} OR "{column}" > {high})'
for column in rules["unique_columns"]:
    checks[f"{column}: repeated"] = f'count("{column}") - count(DISTINCT "{column}")'
found = dict(zip(checks, duckdb.execute(f"SELECT {', '.join(checks.values())} FROM {source}").fetchone()))
rows = found.pop("rows")
errors += [f"{what}: {count}" for what, count in found.items() if count > 0]
if rows < rules["min_rows"]:
    errors.append(f"{rows} rows")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"rows": rows, "errors": errors, "seconds": time.perf_counter() - started, "peak": peak}))
