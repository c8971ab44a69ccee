"""The wire of a simulated terminal: one plain HTTP request at a time, and silence is an answer too."""

import contextlib
import http.client
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

Connect = Callable[[str, int], http.client.HTTPConnection]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answered; status 0 where it could not be reached."""

    status: int
    body: str

    @property
    def ok(self) -> bool:
        return self.status == 200 and self.body.startswith("OK")


@dataclass(frozen=True, slots=True)
class Drip:
    """A body sent by small pieces, as over a failing radio link."""

    step: int
    pause: float


def connect(host: str, port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(host, port, timeout=10)


def ask(
    base_url: str,
    *,
    method: str,
    path: str,
    headers: Mapping[str, str],
    body: bytes = b"",
    drip: Drip | None = None,
    link: Connect = connect,
) -> Reply:
    """Send one request and hear the answer."""
    where = urlsplit(base_url)
    connection = link(where.hostname or "localhost", where.port or 80)
    try:
        connection.putrequest(method, where.path.rstrip("/") + path)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders()
        # A server that has heard enough answers and closes while we still speak: hear it out.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            _send(connection, body, drip=drip)
        answer = connection.getresponse()
        return Reply(answer.status, answer.read().decode("utf-8", "replace"))
    except (OSError, http.client.HTTPException):
        return Reply(0, "")
    finally:
        connection.close()


def _send(connection: http.client.HTTPConnection, body: bytes, *, drip: Drip | None) -> None:
    step = drip.step if drip else max(1, len(body))
    for start in range(0, len(body), step):
        connection.send(body[start : start + step])
        time.sleep(drip.pause if drip else 0)
