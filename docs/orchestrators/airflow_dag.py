"""One day of an API as Parquet, every day, then validated. For Airflow 2.10 and 3, in its folder `dags/`.

The exit code of `ingestion-workshop` decides: 0 the task succeeds; 1 (the data or the world failed) it is tried again
after a while; 2 (wrong usage or settings) it fails, and trying again changes nothing. 99 comes from the commands below
and skips the task: a day without rows has nothing to validate.
"""

import json
from datetime import datetime, timedelta, timezone

from airflow import DAG
from airflow.timetables.interval import CronDataIntervalTimetable

try:
    from airflow.providers.standard.operators.bash import BashOperator
except ImportError:  # Airflow 2
    from airflow.operators.bash import BashOperator

# A folder that all workers see.
FOLDER = "/srv/ingestion"

# What a stopped task has parked goes on first; its answer is not this task's. The last line of stdout goes to XCom: it
# is the result as JSON.
INGEST = """
ingestion-workshop resume --json > resumed.json
exec ingestion-workshop ingest-api --json --start-date "$DAY" --end-date "$DAY" \
  --start-param start_date --end-param end_date --wait 600
"""

VALIDATE = """
[ "$FILE" != None ] || exit 99
exec ingestion-workshop validate-data --json --input-file "$FILE"
"""

with DAG(
    dag_id="ingestion",
    description="Yesterday's rows of the API as Parquet",
    # A run at 06:10 is about the day that has ended, in every version of Airflow.
    schedule=CronDataIntervalTimetable("10 6 * * *", timezone="UTC"),
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    # Days that are caught up come one after the other: a dataset has one writer.
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5)},
) as dag:
    ingest = BashOperator(
        task_id="ingest",
        bash_command=INGEST,
        cwd=FOLDER,
        env={
            "DAY": "{{ data_interval_start | ds }}",
            "INGESTION_WORKSHOP_BASE_URL": "{{ var.value.get('ingestion_base_url', 'http://127.0.0.1:4174/events/page') }}",
        },
        append_env=True,
        output_processor=json.loads,
    )
    validate = BashOperator(
        task_id="validate",
        bash_command=VALIDATE,
        cwd=FOLDER,
        env={"FILE": "{{ ti.xcom_pull(task_ids='ingest')['output_file'] }}"},
        append_env=True,
        skip_on_exit_code=99,
        retries=0,
    )
    ingest >> validate
