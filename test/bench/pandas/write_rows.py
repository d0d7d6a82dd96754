"""The rows that are validated: as one file, and as a Hive folder of so many partitions; ten columns, without a fault."""

import os
import sys

import numpy as np
import pandas

rows, partitions, file, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
ids = np.arange(rows, dtype="int64")
chance = np.random.default_rng(8)
days = pandas.to_datetime("2026-01-01") + pandas.to_timedelta(ids * partitions // rows, unit="D")
frame = pandas.DataFrame(
    {
        "id": ids,
        "userId": chance.integers(1, 101, rows),
        "title": [f"Delay number {at} on line T{at % 12}" for at in ids],
        "body": [f"Stop {at % 300}, {at % 17} min: works between two stops" for at in ids],
        "fare": chance.integers(0, 1000, rows) / 100,
        "lat": 48 + chance.random(rows),
        "open": ids % 3 == 0,
        "note": pandas.Series(np.where(ids % 5 == 0, "delayed by works", None)),
        "day": days.strftime("%Y-%m-%d"),
        "_ingested_at": pandas.Timestamp("2026-06-01T08:00:00Z") + pandas.to_timedelta(ids, unit="ms"),
    }
)
frame.to_parquet(file, index=False, compression="snappy")
for day, part in frame.groupby("day"):
    place = os.path.join(folder, f"partition_date={day}")
    os.makedirs(place)
    part.to_parquet(os.path.join(place, "part-00000.parquet"), index=False, compression="snappy")
