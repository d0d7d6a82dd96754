"""Prints the tasks of a DAG file as JSON, without Airflow: what it imports from there is put in its place here."""

import json
import runpy
import sys
from types import ModuleType

tasks = []


class Dag:
    def __init__(self, **given):
        self.given = given

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


class BashOperator:
    # airflow.providers.standard.operators.bash and BaseOperator
    known = {"task_id", "bash_command", "cwd", "env", "append_env", "output_processor", "skip_on_exit_code", "retries"}

    def __init__(self, **given):
        assert not set(given) - self.known, set(given) - self.known
        self.given = {name: value for name, value in given.items() if name != "output_processor"}
        self.given["after"] = []
        tasks.append(self.given)

    def __rshift__(self, other):
        other.given["after"].append(self.given["task_id"])
        return other


def module(name, **names):
    made = ModuleType(name)
    made.__dict__.update(names)
    sys.modules[name] = made


module("airflow", DAG=Dag)
module("airflow.timetables")
module("airflow.timetables.interval", CronDataIntervalTimetable=lambda cron, timezone: [cron, timezone])
for part in ("airflow.providers", "airflow.providers.standard", "airflow.providers.standard.operators"):
    module(part)
module("airflow.providers.standard.operators.bash", BashOperator=BashOperator)

dag = runpy.run_path(sys.argv[1])["dag"].given
keep = {name: dag[name] for name in ("dag_id", "schedule", "catchup", "max_active_runs")}
print(json.dumps({**keep, "tasks": tasks}))
