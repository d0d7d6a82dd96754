"""A frame of pandas' own types with nulls: some of its rows, which brings its index along, and all in small row groups."""
import sys

import numpy as np
import pandas as pd

frame = pd.DataFrame(
    {
        "id": [1, 2, 2, None, None],
        "stop": pd.array([1, 2, None, 4, 5], dtype="Int64"),
        "name": ["a", None, "b", "b", "é"],
        "day": pd.to_datetime(["2026-01-01", "2026-01-02", None, "2026-01-03", "2026-01-03"]),
        "line": pd.Categorical(["x", "y", "x", None, "x"]),
        "open": [True, False, None, True, True],
        "fare": np.array([1.5, np.nan, 2, 3, 4], dtype="float32"),
    }
)
frame[frame.index > 0].to_parquet(sys.argv[1])
frame.to_parquet(sys.argv[2], row_group_size=2)
