"""So many requests in a minute: what is left, and how it is said in headers. Pure."""

import datetime as dt
from dataclasses import dataclass

WINDOW = 60
"""Seconds; windows begin with the minute."""


@dataclass(frozen=True, slots=True)
class Count:
    """How often somebody asked in the window in force."""

    name: str
    most: int
    asked: int

    @property
    def left(self) -> int:
        return max(0, self.most - self.asked)

    @property
    def is_over(self) -> bool:
        return self.asked > self.most


def until_next(now: dt.datetime) -> int:
    """Whole seconds until the next window begins, one at least."""
    return WINDOW - now.second


def headers(counts: tuple[Count, ...], now: dt.datetime) -> dict[str, str]:
    """The limits in force and what is left of the tightest; `Retry-After` where one is reached."""
    tightest = min(counts, key=lambda each: (not each.is_over, each.left))
    wait = until_next(now)
    said = {
        "RateLimit-Policy": ", ".join(f'"{each.name}";q={each.most};w={WINDOW}' for each in counts),
        "RateLimit": f'"{tightest.name}";r={tightest.left};t={wait}',
    }
    if tightest.is_over:
        said["Retry-After"] = str(wait)
    return said
