"""The one clock. School time is Asia/Almaty (UTC+5, all of Kazakhstan since 1 March 2024).

A demonstration database has a clock of its own, anchored to a school Monday, so that the morning story can be
lived at any hour. Its offset is stored beside the database when the demo is loaded; it ticks like any clock.
"""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

ZONE = ZoneInfo("Asia/Almaty")
_demo: dict[Path, dt.timedelta] = {}


def _offset_file() -> Path:
    return _file_in(settings.DATA)


@cache
def _file_in(folder: Path | str) -> Path:
    return Path(folder) / "demo-clock.json"


def offset() -> dt.timedelta:
    """How far the demo clock runs ahead of (or behind) the wall; zero outside a demonstration."""
    path = _offset_file()
    if path not in _demo:
        seconds = json.loads(path.read_text())["offset_seconds"] if path.exists() else 0
        _demo[path] = dt.timedelta(seconds=seconds)
    return _demo[path]


def anchor(moment: dt.datetime) -> None:
    """From this instant on the demo clock shows `moment` and ticks on from it."""
    seconds = (moment - dt.datetime.now(ZONE)).total_seconds()
    _offset_file().write_text(json.dumps({"offset_seconds": seconds}))
    _demo.clear()


def is_demo() -> bool:
    """Whether this installation shows invented people under a demo clock."""
    return _offset_file().exists()


def now() -> dt.datetime:
    """The school's present moment, aware, in Asia/Almaty."""
    return dt.datetime.now(ZONE) + offset()


def today() -> dt.date:
    return now().date()


def local_day(moment: dt.datetime) -> dt.date:
    """The school day on which an aware moment falls."""
    return moment.astimezone(ZONE).date()


def assert_zone() -> None:
    """Stops the start when the time-zone data is older than the change of 1 March 2024."""
    shift = dt.datetime(2026, 9, 1, 8, tzinfo=ZONE).utcoffset()
    if shift != dt.timedelta(hours=5):
        raise SystemExit(f"Asia/Almaty is UTC{shift}; update the tzdata package: the country is at UTC+5.")
