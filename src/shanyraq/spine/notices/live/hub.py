"""One poller for all streams of the process: reads new changes, wakes the streams that follow them.

Never "id greater than the last seen": a lower id may commit later. The poller reads a window of time that is longer
than any transaction and remembers what it has told.
"""

import asyncio
import contextlib
import datetime as dt
from collections import defaultdict

import structlog
from asgiref.sync import sync_to_async
from django.db import close_old_connections, connection
from django.utils import timezone

from shanyraq.spine.notices.models import LiveChange

PAUSE = 0.3
WINDOW = dt.timedelta(seconds=30)
log = structlog.get_logger("live")


class Hub:
    """Streams subscribe with the topics of their ticket."""

    def __init__(self) -> None:
        self._streams: dict[str, set[asyncio.Queue[str]]] = defaultdict(set)
        self._told: set[tuple[int, dt.datetime]] = set()
        self._task: asyncio.Task[None] | None = None

    def follow(self, topics: frozenset[str]) -> "asyncio.Queue[str]":
        """A queue that receives the topics as they change. At most 100 wait; a slow page then just reloads."""
        queue: asyncio.Queue[str] = asyncio.Queue(maxsize=100)
        for topic in topics:
            self._streams[topic].add(queue)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        return queue

    def leave(self, topics: frozenset[str], queue: "asyncio.Queue[str]") -> None:
        for topic in topics:
            self._streams[topic].discard(queue)
            if not self._streams[topic]:
                del self._streams[topic]

    async def _run(self) -> None:
        await self._ask()  # what changed before the first stream came is known already
        while self._streams:
            await asyncio.sleep(PAUSE)
            self._tell(await self._ask())

    async def _ask(self) -> set[str]:
        try:
            return await sync_to_async(self._read)()
        except Exception as error:  # the database may be away for a while; the streams stay
            log.warning("live poll failed", error=type(error).__name__)
            return set()

    def _tell(self, topics: set[str]) -> None:
        for topic in topics:
            for queue in self._streams.get(topic, ()):
                with contextlib.suppress(asyncio.QueueFull):
                    queue.put_nowait(topic)

    def _read(self) -> set[str]:
        if not connection.in_atomic_block:  # a poller outlives many connections; a test's transaction is its own
            close_old_connections()
        since = timezone.now() - WINDOW
        rows = LiveChange.objects.filter(at__gte=since).values_list("id", "at", "topic")
        fresh = {(key, at): topic for key, at, topic in rows if (key, at) not in self._told}
        self._told = {(key, at) for key, at in self._told if at >= since - WINDOW} | set(fresh)
        return set(fresh.values())
