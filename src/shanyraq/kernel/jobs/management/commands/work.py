"""`work`: the working process beside the web."""

import datetime as dt
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from shanyraq.kernel.clock import assert_zone
from shanyraq.kernel.jobs.worker import LEASE, WorkLoop


class Command(BaseCommand):
    help = "Deliver events, run jobs and schedules. Stops after the current job on SIGTERM or Ctrl+C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="work until nothing is due, then end")
        parser.add_argument("--queues", default="", help="only these queues, e.g. notices,sealing")
        parser.add_argument(
            "--lease", type=float, default=LEASE.total_seconds(),
            help="seconds of silence after which a worker's jobs are taken from it (%(default)s)",
        )  # fmt: skip

    def handle(self, *args: Any, once: bool, queues: str, lease: float, **options: Any) -> None:
        assert_zone()
        # Opening a connection anew for each job makes the worker six times slower.
        connection.settings_dict["CONN_MAX_AGE"] = None
        names = [name.strip() for name in queues.split(",") if name.strip()]
        loop = WorkLoop(queues=names or None, lease=dt.timedelta(seconds=lease))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, loop.stop)
        if once:
            self.stdout.write(f"{loop.run_until_idle()} turns of work")
        else:
            loop.run_until_stopped()
