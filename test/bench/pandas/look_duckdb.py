"""What somebody who looks at a table waits for, of DuckDB: milliseconds each, as JSON."""

import json
import sys
import time

import duckdb

rows = f"SELECT * FROM read_parquet('{sys.argv[1]}')"
duckdb.execute("SELECT 1").fetchall()


def ms(query):
    started = time.perf_counter()
    found = duckdb.execute(query).fetchall()
    assert len(found) == 100
    return (time.perf_counter() - started) * 1000


print(
    json.dumps(
        {
            "first": ms(f"{rows} LIMIT 100"),
            "jump": ms(f"{rows} LIMIT 100 OFFSET 900000"),
            "sort": ms(f"{rows} ORDER BY fare LIMIT 100"),
            "middle": ms(f"{rows} ORDER BY fare LIMIT 100 OFFSET 500000"),
            "sortTexts": ms(f"{rows} ORDER BY title LIMIT 100"),
        }
    )
)
