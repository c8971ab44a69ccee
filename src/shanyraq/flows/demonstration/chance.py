"""Chance that falls the same way every time: one seed, one region, whatever the wall date."""

import datetime as dt
import uuid
from random import Random

SEED = "Turkistan city, autumn 2026"
_FIRST_MS = int(dt.datetime(2026, 8, 25, 9, tzinfo=dt.UTC).timestamp() * 1000)


def chance(*about: object) -> Random:
    """The dice of one purpose: a new throw for the families never changes the marks."""
    return Random("/".join([SEED, *map(str, about)]))  # noqa: S311 - invented people, not secrets


class Ids:
    """Time-ordered ids (UUIDv7) that are the same in every load, in the order in which they were asked for."""

    def __init__(self, purpose: str, *, after: dt.timedelta = dt.timedelta()) -> None:
        self._dice = chance("ids", purpose)
        self._ms = _FIRST_MS + after // dt.timedelta(milliseconds=1)

    def new(self) -> uuid.UUID:
        self._ms += 1
        value = self._ms << 80 | self._dice.getrandbits(80)
        value = value & ~(0xF << 76) | 0x7 << 76
        return uuid.UUID(int=value & ~(0x3 << 62) | 0x2 << 62)
