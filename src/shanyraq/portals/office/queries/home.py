"""What the office's home shows: the territory's figure, its schools, and what needs a decision."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from shanyraq.insight.analytics import api as analytics
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.figures.api import Level, Place, Value
from shanyraq.kernel.scope import current_scope, system_scope
from shanyraq.spine.presence import api as presence
from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class OfficeHome:
    territory: str
    day: dt.date
    value: Value
    before: Value | None
    schools: Sequence[Value]
    silent: Sequence[Value]
    series: Sequence[Value]
    unexcused: Value
    enrolled: int
    overdue: Sequence[tuple[str, int]]
    """Schools with cases past their deadline, and how many: counts only."""

    @property
    def covered(self) -> int:
        return self.value.denominator or 0


def office_home(day: dt.date, *, now: dt.datetime) -> OfficeHome:
    """The first territory of the reader's appointment. Raises Hidden for somebody without one."""
    scope = current_scope()
    paths = scope.over("office", "office_head")
    if not paths:
        raise Hidden("no territory")
    shown = analytics.figure_page("attendance", level=Level.TERRITORY, key=paths[0], day=day)
    known = [part for part in shown.parts if part.percent is not None]
    earlier = [value for value in shown.series[:-1] if value.percent is not None]
    return OfficeHome(
        territory=shown.value.place.title if shown.value.place else "",
        day=day,
        value=shown.value,
        before=earlier[-1] if earlier else None,
        schools=sorted(known, key=lambda part: part.percent or 0),
        silent=[part for part in shown.parts if part.percent is None and not part.suppressed],
        series=shown.series,
        unexcused=analytics.value_at("unexcused", Place(Level.TERRITORY, paths[0]), day=day),
        enrolled=_enrolled(paths[0], day),
        overdue=_overdue(paths[0], now),
    )


def _enrolled(path: str, day: dt.date) -> int:
    """How many learners the territory has: a count, read by the machine, since an office sees no child's row."""
    with system_scope("coverage of a figure"):
        return sum(registry.enrolled_by_organisation(path, day=day).values())


def _overdue(path: str, now: dt.datetime) -> list[tuple[str, int]]:
    counts = presence.overdue_cases(path, now=now)
    names = {row.id: row.short for row in registry.organisations(counts)} if counts else {}
    return sorted(((names.get(key, ""), number) for key, number in counts.items()), key=lambda row: -row[1])
