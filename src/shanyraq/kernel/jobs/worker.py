"""The one working process: deliver events, run jobs, tick schedules, take back what dead workers held."""

import datetime as dt
import os
import socket
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import structlog
from django.db import Error, close_old_connections, connection
from django.utils import timezone

from shanyraq.kernel import clock
from shanyraq.kernel.events.delivery import deliver
from shanyraq.kernel.jobs.models import Worker
from shanyraq.kernel.jobs.reaping import reap, sweep
from shanyraq.kernel.jobs.running import run_next
from shanyraq.kernel.jobs.schedules import tick
from shanyraq.kernel.uuid7 import new_id

SHORT_NAP = 0.05
LONG_NAP = 0.5
LEASE = dt.timedelta(seconds=30)
TICK_SECONDS = 5.0
SWEEP_SECONDS = 3600.0
SAME_WISH_SECONDS = 2.0
log = structlog.get_logger("jobs")


class Heartbeat(threading.Thread):
    """Says every third of the lease that the worker is alive, over a connection of its own."""

    def __init__(self, worker_id: uuid.UUID, *, lease: dt.timedelta) -> None:
        super().__init__(name="heartbeat", daemon=True)
        self.worker_id = worker_id
        self.pause = lease.total_seconds() / 3
        self.ended = threading.Event()

    def run(self) -> None:
        try:
            while not self.ended.wait(self.pause):
                self._try_to_beat()
        finally:
            connection.close()

    def _try_to_beat(self) -> None:
        try:
            beat(self.worker_id)
        except Error:  # busy or away: the next beat will do, and a fence stands behind it
            log.info("a heartbeat was missed")
            close_old_connections()

    def stop(self) -> None:
        self.ended.set()
        self.join(timeout=self.pause)


def beat(worker_id: uuid.UUID) -> None:
    """The worker was heard just now."""
    now = timezone.now()
    here = {"host": socket.gethostname()[:100], "process": os.getpid(), "started_at": now}
    Worker.objects.update_or_create(id=worker_id, defaults={"seen_at": now}, create_defaults={**here, "seen_at": now})


class WorkLoop:
    """One worker. `run_until_stopped` for the process, `run_until_idle` for one pass."""

    def __init__(self, *, queues: list[str] | None = None, lease: dt.timedelta = LEASE) -> None:
        self.id = new_id()
        self.queues = queues
        self.lease = lease
        self.stopping = False
        self._told_at = 0.0
        self._due = {self._tick: 0.0, self._reap: 0.0, sweep: 0.0}

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """The current job is finished, then the process ends. A later second signal ends it at once.

        Ctrl+C reaches the worker twice, from the terminal and from the supervisor: that is one wish, not two.
        """
        if self.stopping and time.monotonic() - self._told_at > SAME_WISH_SECONDS:
            sys.exit(1)
        if not self.stopping:
            self.stopping, self._told_at = True, time.monotonic()

    def run_until_stopped(self) -> None:
        """Works until `stop`; then the worker's row is gone and its name free."""
        nap = SHORT_NAP
        with self._alive():
            while not self.stopping:
                if self._turn_or_wait():
                    nap = SHORT_NAP
                    continue
                time.sleep(nap)
                nap = min(nap * 2, LONG_NAP)

    def run_until_idle(self) -> int:
        """Works until nothing is due. Returns the number of busy turns."""
        turns = 0
        with self._alive():
            while not self.stopping and self.turn():
                turns += 1
        return turns

    @contextmanager
    def _alive(self) -> Iterator[None]:
        """The worker is heard from its first moment to its last."""
        beat(self.id)
        heart = Heartbeat(self.id, lease=self.lease)
        heart.start()
        log.info("worker starts", worker=str(self.id))
        try:
            yield
        finally:
            heart.stop()
            Worker.objects.filter(id=self.id).delete()
            log.info("worker stops", worker=str(self.id))

    def turn(self) -> bool:
        """One round: what is due by the clock, then events, then one job. False where nothing was to do."""
        for chore, due in self._due.items():
            if time.monotonic() >= due:
                self._due[chore] = time.monotonic() + self._pause_of(chore)
                chore()
        delivered = deliver(200)
        return run_next(self.id, queues=self.queues) or delivered > 0

    def _turn_or_wait(self) -> bool:
        try:
            return self.turn()
        except Error as error:  # the database went away: wait for it, as every job does
            log.error("the database does not answer", error=type(error).__name__)
            close_old_connections()
            time.sleep(LONG_NAP)
            return False

    def _pause_of(self, chore: object) -> float:
        if chore is sweep:
            return SWEEP_SECONDS
        return min(TICK_SECONDS, self.lease.total_seconds() / 3)

    def _tick(self) -> None:
        tick(clock.now())

    def _reap(self) -> None:
        reap(lease=self.lease, idle=self.id)
