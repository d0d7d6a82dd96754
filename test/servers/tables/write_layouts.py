"""Writes a file by pyarrow, whose codec we do not have, and one by DuckDB; prints what pyarrow reads in both footers."""
import decimal, json, sys

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

schema = pa.schema(
    [
        pa.field("id", pa.int64(), nullable=False, metadata={"PARQUET:field_id": "7"}),
        pa.field("fare", pa.decimal128(25, 2)),
        pa.field("at", pa.timestamp("us", tz="UTC")),
        pa.field("tags", pa.list_(pa.struct([("name", pa.string()), ("raw", pa.binary(2))]))),
    ],
    metadata={"origin": "là" * 300},
)
rows = [
    {"id": -(2**63), "fare": decimal.Decimal("12345678901234567890123.45"), "at": 1, "tags": [{"name": "a", "raw": b"\0\xff"}]},
    {"id": 2**63 - 1, "fare": None, "at": None, "tags": None},
    {"id": 3, "fare": decimal.Decimal("-0.10"), "at": 2, "tags": []},
]
table = pa.Table.from_pylist(rows, schema=schema)
pq.write_table(table, sys.argv[1], compression="brotli", row_group_size=2, write_page_index=True)
duckdb.execute(
    """COPY (SELECT i %% 100 AS few, 'text ' || (i %% 100) AS word, i::UINTEGER AS small, i / 2 + 0.25 AS half FROM range(5000) t(i))
    TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 2048)"""
    % sys.argv[2]
)


def text(value):
    return value.hex() if isinstance(value, bytes) else None if value is None else str(value)


def chunk(one):
    said = one.statistics
    return {
        "column": one.path_in_schema,
        "codec": one.compression,
        "encodings": sorted(one.encodings),
        "values": one.num_values,
        "bytes": one.total_compressed_size,
        "rawBytes": one.total_uncompressed_size,
        "nulls": said.null_count if said and said.has_null_count else None,
        "min": text(said.min) if said and said.has_min_max else None,
        "max": text(said.max) if said and said.has_min_max else None,
        "hasDictionary": one.has_dictionary_page,
        "hasPageIndex": one.has_offset_index or one.has_column_index,
    }


def layout(file):
    found = pq.ParquetFile(file).metadata
    groups = [found.row_group(at) for at in range(found.num_row_groups)]
    return {
        "createdBy": found.created_by,
        "rows": [group.num_rows for group in groups],
        "rawBytes": [group.total_byte_size for group in groups],
        "chunks": [[chunk(group.column(at)) for at in range(group.num_columns)] for group in groups],
    }


print(json.dumps([layout(file) for file in sys.argv[1:]]))
