"""Files whose columns and statistics are hard on a reader: by pandas, and by pyarrow with and without statistics."""
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

folder = sys.argv[1]
rows = 1000
ids = np.arange(rows, dtype="int64")
frame = pd.DataFrame(
    {
        "id": ids,
        "half": [None if at % 2 else at / 4 for at in ids],
        "nan": np.where(ids % 3 == 0, np.nan, ids),
        "small": ids.astype("int16"),
        "text": [None if at % 5 == 0 else f"stop {at % 7}" for at in ids],
        "kind": pd.Categorical([f"T{at % 3}" for at in ids]),
        "whole": pd.array([None if at % 4 == 0 else at for at in ids], dtype="Int64"),
        "open": ids % 2 == 0,
        "at": pd.Timestamp("2026-01-01T00:00:00Z") + pd.to_timedelta(ids, unit="s"),
    }
)
frame.to_parquet(f"{folder}/pandas.parquet", index=False)

long = pa.table(
    {
        "id": pa.array([2**53 + 1, None, -(2**63), 7], pa.int64()),
        "nan": pa.array([float("nan"), None, -0.0, 1.5], pa.float64()),
        "single": pa.array([0.5, None, -1.0, float("inf")], pa.float32()),
        "text": pa.array(["é", None, "", "x" * 10_000]),
        "kind": pa.array(["a", None, "b", "a"]).dictionary_encode(),
        "none": pa.array([None] * 4, pa.int64()),
        "list": pa.array([[1], None, [], [2, None]], pa.list_(pa.int64())),
        "big": pa.array([1, None, 2**64 - 1, 0], pa.uint64()),
        "u32": pa.array([1, None, 2**32 - 1, 0], pa.uint32()),
    }
)
pq.write_table(long, f"{folder}/groups.parquet", row_group_size=2)
pq.write_table(long, f"{folder}/silent.parquet", row_group_size=2, write_statistics=False)
for name, options in {
    "v2": {"data_page_version": "2.0", "compression": "zstd"},
    "plain": {"use_dictionary": False, "compression": "gzip"},
    "small": {"data_page_size": 64, "dictionary_pagesize_limit": 64, "compression": "none", "write_batch_size": 16},
    "delta": {
        "use_dictionary": False,
        "column_encoding": {"id": "DELTA_BINARY_PACKED", "text": "DELTA_BYTE_ARRAY", "nan": "BYTE_STREAM_SPLIT"},
    },
}.items():
    pq.write_table(pa.Table.from_pandas(frame), f"{folder}/{name}.parquet", row_group_size=300, **options)
