"""Tables for a page that shows them: all that pyarrow can say of a value, pages of every kind, and lists that pages tear."""

import base64
import datetime
import decimal
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as encryption

folder = sys.argv[1]


def exact():
    day = datetime.datetime(2026, 3, 29, 1, 30, 0, 123456)
    columns = {
        "i64": pa.array([2**53 + 1, None, -(2**63)], pa.int64()),
        "u64": pa.array([2**64 - 1, 0, None], pa.uint64()),
        "u32": pa.array([2**32 - 1, None, 0], pa.uint32()),
        "i8": pa.array([-128, 127, None], pa.int8()),
        "d38": pa.array([decimal.Decimal("1" * 36 + ".20"), None, decimal.Decimal("-0.01")], pa.decimal128(38, 2)),
        "d9": pa.array([decimal.Decimal("12.50"), decimal.Decimal("0"), None], pa.decimal128(9, 2)),
        "f32": pa.array([0.1, float("nan"), None], pa.float32()),
        "f64": pa.array([0.1, float("-inf"), -0.0], pa.float64()),
        "half": pa.array([1.5, None, -0.25], pa.float16()),
        "yes": pa.array([True, None, False]),
        "day": pa.array([datetime.date(2024, 2, 29), None, datetime.date(1, 1, 1)]),
        "ms": pa.array([day.replace(microsecond=123000), None, None], pa.timestamp("ms")),
        "us": pa.array([day, None, datetime.datetime(1969, 12, 31, 23, 59, 59, 999999)], pa.timestamp("us", "UTC")),
        "ns": pa.array([1774747800123456789, None, -1], pa.timestamp("ns")),
        "clock": pa.array([datetime.time(8, 30, 0, 250000), None, datetime.time(0)], pa.time64("us")),
        "text": pa.array(["", None, "é\n🚋"]),
        "raw": pa.array([b"\x00\xff", b"", None]),
        "fix": pa.array([b"\x01\x02\x03", None, b"\xff\xff\xff"], pa.binary(3)),
        "list": pa.array([[1, None], [], None], pa.list_(pa.int64())),
        "struct": pa.array([{"a": 2**60, "b": None}, None, {"a": None, "b": "x"}], pa.struct([("a", pa.int64()), ("b", pa.string())])),
        "map": pa.array([[("k", 1)], [], None], pa.map_(pa.string(), pa.int64())),
        "keys": pa.array([[("10", 1), ("2", None)], [("a", 1), ("a", 2)], [("__proto__", 1)]], pa.map_(pa.string(), pa.int64())),
        "days": pa.array([[(datetime.date(2026, 3, 29), [{"k": "v"}])], None, []], pa.map_(pa.date32(), pa.list_(pa.map_(pa.string(), pa.string())))),
        "none": pa.array([None, None, None], pa.null()),
    }
    pq.write_table(pa.table(columns), f"{folder}/exact.parquet")
    at = pa.array([datetime.datetime(2026, 3, 29), None, datetime.datetime(1, 1, 1)], pa.timestamp("us"))
    pq.write_table(pa.table({"at": at}), f"{folder}/int96.parquet", use_deprecated_int96_timestamps=True)


def pages():
    rows = range(3000)
    table = pa.table(
        {
            "id": pa.array(rows, pa.int64()),
            "long": pa.array([None if at % 7 == 0 else 2**60 + at for at in rows], pa.int64()),
            "half": pa.array([None if at % 3 == 0 else at / 4 for at in rows]),
            "text": pa.array([None if at % 5 == 0 else f"stop {at} é" for at in rows]),
            "kind": pa.array([f"T{at % 3}" for at in rows]),
            "open": pa.array([None if at % 11 == 0 else at % 2 == 0 for at in rows]),
            "price": pa.array([None if at % 4 == 0 else decimal.Decimal(at) / 100 for at in rows], pa.decimal128(20, 2)),
            "raw": pa.array([bytes([at % 256]) * (at % 4) for at in rows]),
            "tags": pa.array([None if at % 5 == 0 else [f"t{at}"] * (at % 4) for at in rows]),
            "deep": pa.array([[[at, None], []] if at % 2 else [] for at in rows], pa.list_(pa.list_(pa.int64()))),
            "stop": pa.array([None if at % 6 == 0 else {"name": f"n{at}", "at": {"x": at}} for at in rows]),
            "lines": pa.array([[{"no": at}] * (at % 3) for at in rows], pa.list_(pa.struct([("no", pa.int64())]))),
        }
    )
    few = {"row_group_size": 1700, "data_page_size": 600, "write_batch_size": 40}
    pq.write_table(table, f"{folder}/v1.parquet", **few)
    pq.write_table(table, f"{folder}/v2.parquet", data_page_version="2.0", compression="zstd", **few)
    pq.write_table(table, f"{folder}/index.parquet", write_page_index=True, compression="gzip", **few)
    pq.write_table(table, f"{folder}/plain.parquet", use_dictionary=False, compression="none", **few)
    split = {"half": "BYTE_STREAM_SPLIT", "id": "DELTA_BINARY_PACKED", "text": "DELTA_BYTE_ARRAY", "raw": "DELTA_LENGTH_BYTE_ARRAY"}
    pq.write_table(table, f"{folder}/delta.parquet", use_dictionary=["kind"], column_encoding=split, **few)


def strange():
    pq.write_table(pa.table({"a": pa.array([], pa.int64()), "b": pa.array([], pa.string())}), f"{folder}/no_rows.parquet")
    pq.write_table(pa.table({"a": [1, 2]}).select([]), f"{folder}/no_columns.parquet")
    twice = pa.Table.from_arrays([pa.array([1, 2]), pa.array(["x", None])], names=["a", "a"])
    pq.write_table(twice, f"{folder}/twice.parquet")
    pq.write_table(pa.table({"id": [1, 2], "other": ["a", "b"]}), f"{folder}/codec.parquet", compression={"id": "snappy", "other": "lz4"})
    long = pa.table({"id": [1, 2], "long": ["é" * 10_000_000, "short"], "raw": [b"\x01" * 20_000_000, b""]})
    pq.write_table(long, f"{folder}/long.parquet", write_statistics=False)


class Kms(encryption.KmsClient):
    def wrap_key(self, key_bytes, master_key_identifier):
        return base64.b64encode(key_bytes)

    def unwrap_key(self, wrapped_key, master_key_identifier):
        return base64.b64decode(wrapped_key)


def encrypted():
    how = encryption.EncryptionConfiguration(footer_key="footer", column_keys={"secret": ["secret"]}, plaintext_footer=True)
    factory = encryption.CryptoFactory(lambda _: Kms())
    table = pa.table({"id": [1, 2], "secret": ["a", "b"]})
    properties = factory.file_encryption_properties(encryption.KmsConnectionConfig(), how)
    with pq.ParquetWriter(f"{folder}/encrypted.parquet", table.schema, encryption_properties=properties) as writer:
        writer.write_table(table)


exact()
pages()
strange()
encrypted()
