"""Writes the types that other programs write, each with a null; one file by pyarrow, one by DuckDB."""
import datetime as dt, decimal, sys

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 3
moment = dt.datetime(2026, 3, 29, 1, 30, 0, 123456)
columns = {
    "i8": pa.array([1, None, -128], pa.int8()),
    "u32": pa.array([4294967295, None, 1], pa.uint32()),
    "u64": pa.array([2**64 - 1, None, 1], pa.uint64()),
    "i64": pa.array([-(2**63), None, 2**63 - 1], pa.int64()),
    "half": pa.array([1.5, None, -0.25], pa.float16()),
    "single": pa.array([0.5, None, 3.0], pa.float32()),
    "dec": pa.array([decimal.Decimal("12.50"), None, decimal.Decimal("-0.01")], pa.decimal128(7, 2)),
    "dec38": pa.array([decimal.Decimal("1" * 36 + ".25"), None, decimal.Decimal("-1.10")], pa.decimal128(38, 2)),
    "day": pa.array([dt.date(2024, 2, 29), None, dt.date(1969, 12, 31)], pa.date32()),
    "ms": pa.array([moment.replace(microsecond=123000), None, dt.datetime(1969, 12, 31)], pa.timestamp("ms")),
    "ns": pa.array([moment, None, moment], pa.timestamp("ns", tz="Europe/Paris")),
    "clock": pa.array([dt.time(8, 30, 0, 250000), None, dt.time(0)], pa.time64("us")),
    "word": pa.array(["a", None, "a"]).dictionary_encode(),
    "large": pa.array(["é", None, ""], pa.large_string()),
    "raw": pa.array([b"\x00\xff", None, b""], pa.binary()),
    "nested": pa.array([[{"x": [1, None]}], None, []], pa.list_(pa.struct([("x", pa.list_(pa.int32()))]))),
    "map": pa.array([[("k", 1)], None, []], pa.map_(pa.string(), pa.int64())),
    "nothing": pa.array([None] * ROWS, pa.null()),
}
pq.write_table(pa.table(columns), sys.argv[1], compression="zstd", data_page_version="1.0", row_group_size=2)
duckdb.execute(
    """COPY (SELECT * FROM (VALUES
        (1::INTEGER, 'a', TIMESTAMP '2026-03-29 01:30:00.5', [1, NULL], {'x': 1.5::DOUBLE}, 12.50::DECIMAL(5,2), true),
        (NULL, NULL, NULL, NULL, NULL, NULL, NULL)) t(i, s, t, l, st, d, b)) TO '%s' (FORMAT parquet, COMPRESSION gzip)"""
    % sys.argv[2]
)
