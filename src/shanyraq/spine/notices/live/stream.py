"""The live process: server-sent events that say only which topic changed."""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from django.conf import settings

from shanyraq.spine.access import api as access
from shanyraq.spine.notices.live.hub import Hub
from shanyraq.spine.notices.live.tickets import Ticket, read, topics_of

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
BEAT = 20.0
JUDGED_AFTER = 60.0
"""Seconds after which the scope behind an open stream is asked for again, however busy the stream is."""
hub = Hub()


async def application(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
    """ASGI: /live/?ticket=... is a stream, /health is alive; everything else is 404."""
    if scope["type"] == "lifespan":
        return await _lifespan(receive, send)
    if scope["type"] != "http":
        return None
    if scope["path"].rstrip("/") == "/health":
        return await _answer(send, 200, b"ok")
    ticket = _admitted(scope)
    if ticket is None or not await sync_to_async(_still_allowed)(ticket):
        return await _answer(send, 403, b"refused")
    return await _stream(ticket, _origin(scope), receive, send)


def _origin(scope: MutableMapping[str, Any]) -> str:
    headers = dict(scope["headers"])
    return str(headers.get(b"origin", b"").decode("latin-1"))


def _admitted(scope: MutableMapping[str, Any]) -> Ticket | None:
    """The ticket, where the path, the method and the exact origin are right."""
    if scope["path"].rstrip("/") != "/live" or scope["method"] != "GET":
        return None
    if not _from_our_pages(scope):
        return None
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("ticket", [""])
    return read(asked[0])


def _from_our_pages(scope: MutableMapping[str, Any]) -> bool:
    """An exact origin of ours; behind a proxy that puts the stream beside the pages a browser sends none."""
    headers = dict(scope["headers"])
    origin = _origin(scope)
    return origin in settings.ORIGINS or (not origin and headers.get(b"sec-fetch-site") == b"same-origin")


async def _stream(ticket: Ticket, origin: str, receive: Receive, send: Send) -> None:
    queue = hub.follow(ticket.topics)
    gone = asyncio.create_task(_until_gone(receive))
    try:
        await _begin(send, origin)
        await _run(ticket, queue, gone, send)
    finally:
        gone.cancel()
        hub.leave(ticket.topics, queue)


async def _begin(send: Send, origin: str) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"vary", b"origin"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await _write(send, b"retry: 3000\nevent: ready\ndata: {}\n\n")


async def _run(ticket: Ticket, queue: "asyncio.Queue[str]", gone: "asyncio.Task[None]", send: Send) -> None:
    judged = time.monotonic()
    while True:
        topic = await _next(queue, gone)
        if gone.done():
            return
        if time.monotonic() - judged >= JUDGED_AFTER:
            if not await sync_to_async(_still_allowed)(ticket):
                break
            judged = time.monotonic()
        await _write(send, f"event: changed\ndata: {topic}\n\n".encode() if topic else b": beat\n\n")
    await send({"type": "http.response.body", "body": b"event: over\ndata: {}\n\n", "more_body": False})


async def _next(queue: "asyncio.Queue[str]", gone: "asyncio.Task[None]") -> str:
    """The next topic that changed; empty when it is time for a beat or the reader is gone."""
    waiting = asyncio.create_task(queue.get())
    try:
        await asyncio.wait({waiting, gone}, timeout=BEAT, return_when=asyncio.FIRST_COMPLETED)
        return waiting.result() if waiting.done() else ""
    finally:
        waiting.cancel()


def _still_allowed(ticket: Ticket) -> bool:
    """Whether the account still stands and may still follow every topic of its ticket."""
    scope = access.scope_of_user_id(ticket.user_id)
    return scope is not None and ticket.topics <= topics_of(scope)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _write(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _answer(send: Send, status: int, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": body})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        kind = (await receive())["type"]
        await send({"type": f"{kind}.complete"})
        if kind == "lifespan.shutdown":
            return


__all__ = ["application"]
