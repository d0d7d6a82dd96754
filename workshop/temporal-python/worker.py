"""Polls PY_WORKER_TASK_QUEUE until it is stopped, or until who started it has gone. `python worker.py --help`"""

import argparse
import asyncio
import json
import logging
import os
import signal
import socket
import stat
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.service import TLSConfig
from temporalio.worker import Worker

from activities import Activities
from root import Root

THREADS = 8


def arguments() -> argparse.Namespace:
    env = os.environ.get
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default=env("TEMPORAL_ADDRESS") or "127.0.0.1:7233")
    parser.add_argument("--namespace", default=env("TEMPORAL_NAMESPACE") or "workshop-ingestion")
    parser.add_argument("--task-queue", default="PY_WORKER_TASK_QUEUE")
    parser.add_argument("--tls", action="store_true", help="implied by a certificate and by TEMPORAL_API_KEY")
    parser.add_argument("--tls-ca", default=env("TEMPORAL_TLS_SERVER_CA_CERT_PATH"))
    parser.add_argument("--tls-cert", default=env("TEMPORAL_TLS_CLIENT_CERT_PATH"))
    parser.add_argument("--tls-key", default=env("TEMPORAL_TLS_CLIENT_KEY_PATH"))
    parser.add_argument("--root", default=".", help="the folder that all workers share")
    return parser.parse_args()


async def connect(args: argparse.Namespace) -> Client:
    def read(name: str | None) -> bytes | None:
        return Path(name).read_bytes() if name else None

    api_key = os.environ.get("TEMPORAL_API_KEY") or None
    ca, certificate, key = read(args.tls_ca), read(args.tls_cert), read(args.tls_key)
    files = TLSConfig(server_root_ca_cert=ca, client_cert=certificate, client_private_key=key)
    named = any((ca, certificate, key))
    return await Client.connect(
        args.address,
        namespace=args.namespace,
        data_converter=pydantic_data_converter,
        tls=files if named else bool(args.tls or api_key),
        api_key=api_key,
    )


async def main(args: argparse.Namespace) -> None:
    client = await connect(args)
    identity = f"temporal-python pid {os.getpid()} on {socket.gethostname()}"
    root = Root(Path(args.root))
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    tell = lambda: loop.call_soon_threadsafe(stop.set)  # noqa: E731
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: tell())
    watch_parent(tell)
    worker = Worker(
        client,
        task_queue=args.task_queue,
        activities=Activities(root).all(),
        activity_executor=ThreadPoolExecutor(THREADS),
        max_concurrent_activities=THREADS,
        identity=identity,
        graceful_shutdown_timeout=timedelta(seconds=30),
        # Else 0.8 of the heartbeat's timeout: how late a cancellation comes.
        max_heartbeat_throttle_interval=timedelta(seconds=1),
    )
    async with worker:
        place = {"address": args.address, "namespace": args.namespace, "task_queue": args.task_queue}
        say({"status": "polling", **place, "root": str(root.folder), "identity": identity, "pid": os.getpid()})
        await stop.wait()


def watch_parent(tell: Callable[[], object]) -> None:
    """A worker that outlives who started it polls for ever, and takes the tasks of the next run."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            threading.Event().wait(1)
        tell()

    def read() -> None:
        while os.read(0, 65536):
            pass
        tell()

    threading.Thread(target=watch, daemon=True).start()
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return
    # A terminal's end is a signal; /dev/null, as cron and systemd give, ends at once and says nothing.
    if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
        threading.Thread(target=read, daemon=True).start()


def say(line: dict[str, object]) -> None:
    print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    options = arguments()
    code = 0
    try:
        asyncio.run(main(options))
    except (RuntimeError, OSError) as error:
        say({"status": "error", "error": f"{options.address}: {error}"})
        code = 1
    sys.stderr.flush()
    # Threads of native code are left over: taking the interpreter down under them may abort it.
    os._exit(code)
