"""Reads each file with every reader that knows its format; prints types and rows as JSON, a line each."""
import base64, datetime, decimal, json, os, sys, time

os.environ["TZ"] = "UTC"
time.tzset()

import duckdb
import fastavro
import pyarrow.parquet as pq


def plain(value):
    if isinstance(value, datetime.datetime):
        zone = "" if value.tzinfo is None else "Z"
        moment = value if value.tzinfo is None else value.astimezone(datetime.timezone.utc).replace(tzinfo=None)
        return moment.isoformat() + zone
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {name: plain(field) for name, field in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value


def tell(reader, file, types, rows):
    print(json.dumps({"reader": reader, "file": file, "types": types, "rows": [plain(row) for row in rows]}))


for file in sys.argv[1:]:
    if file.endswith(".avro"):
        with open(file, "rb") as opened:
            rows = fastavro.reader(opened)
            tell("fastavro", file, {}, list(rows))
        continue
    table = pq.read_table(file, arrow_extensions_enabled=False)
    tell("pyarrow", file, {field.name: str(field.type) for field in table.schema}, table.to_pylist())
    connection = duckdb.connect()
    found = connection.execute("SELECT * FROM read_parquet(?)", [file])
    names = [column[0] for column in found.description]
    types = {column[0]: str(column[1]) for column in found.description}
    tell("duckdb", file, types, [dict(zip(names, row)) for row in found.fetchall()])
