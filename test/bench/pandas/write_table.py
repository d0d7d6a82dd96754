"""A table to look at: so many rows of ten columns, or of those several times, in row groups of 100,000, which all
contestants can read."""

import sys

import numpy as np
import pandas
import pyarrow
import pyarrow.parquet

rows, file, times = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
ids = np.arange(rows, dtype="int64")
chance = np.random.default_rng(8)
frame = pandas.DataFrame(
    {
        "id": ids,
        "userId": chance.integers(1, 101, rows),
        "title": [f"Delay number {at} on line T{at % 12}" for at in chance.permutation(rows)],
        "stop": [f"Stop {at % 300}, {at % 17} min" for at in ids],
        "fare": chance.integers(0, 100_000, rows) / 100,
        "lat": 48 + chance.random(rows),
        "open": ids % 3 == 0,
        "note": pandas.Series(np.where(ids % 5 == 0, "delayed by works", None)),
        "day": (pandas.to_datetime("2026-01-01") + pandas.to_timedelta(ids * 90 // rows, unit="D")).strftime("%Y-%m-%d"),
        "at": pandas.Timestamp("2026-06-01T08:00:00") + pandas.to_timedelta(ids, unit="ms"),
    }
)
if times > 1:
    frame = pandas.concat([frame.add_suffix(f"_{time}") for time in range(times)], axis=1)
# parquetjs-lite knows neither newer pages nor nanoseconds, and falls over the bounds of a moment.
pyarrow.parquet.write_table(
    pyarrow.Table.from_pandas(frame, preserve_index=False),
    file,
    compression="snappy",
    row_group_size=100_000,
    version="1.0",
    coerce_timestamps="ms",
    write_statistics=[name for name in frame.columns if not name.startswith("at")],
)
