"""What the public page shows: territories with a school, their attendance with small numbers hidden, the last roots."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from shanyraq.insight.analytics import api as analytics
from shanyraq.kernel.figures.api import Level, Place, Value
from shanyraq.kernel.sealing import api as sealing
from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class PublicHome:
    schools: int
    value: Value | None
    roots: Sequence[sealing.Root]


def public_home(day: dt.date) -> PublicHome:
    """The territory in which the schools of this house stand; None of it where no school is registered yet."""
    schools = registry.organisations(kind="school")
    paths = {row.territory_path for row in schools}
    value = None
    if paths:
        place = Place(Level.TERRITORY, _common(sorted(paths)))
        value = analytics.value_at("attendance", place, day=day, public=True)
    return PublicHome(schools=len(schools), value=value, roots=sealing.roots(5))


def _common(paths: list[str]) -> str:
    """The nearest territory that holds all of these paths."""
    first, last = paths[0].split("/"), paths[-1].split("/")
    shared = [one for one, other in zip(first, last, strict=False) if one == other and one]
    return "/".join(shared) + "/"
