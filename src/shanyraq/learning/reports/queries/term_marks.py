"""The published results of some classes in a quarter, with everybody on their lists."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.api import Period, ResultRow, Verdict
from shanyraq.learning.reports.policies import HEADS
from shanyraq.learning.reports.queries.desk import own_groups
from shanyraq.learning.reports.rules.card import OF_TERM
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import Quarter, quarters_of

OPEN = (Verdict.NOT_ASSESSED, Verdict.TEMPORARILY)


@dataclass(frozen=True, slots=True)
class TermMarks:
    """What the summaries of a quarter are made of. `results` are of pupils wherever in these classes."""

    quarter: Quarter
    groups: tuple[registry.GroupRow, ...]
    seats: tuple[registry.SeatedLearner, ...]
    results: tuple[ResultRow, ...]
    heads: bool
    school: str
    ended: bool

    @property
    def marks(self) -> list[ResultRow]:
        """The results that are marks, the only ones that rates count."""
        return [row for row in self.results if row.verdict is Verdict.MARK and row.mark is not None]

    def group_names(self) -> dict[uuid.UUID, str]:
        return {row.id: row.name for row in self.groups}


def quarter_in(year: int, number: int) -> Quarter:
    """Raises LookupError where the calendar does not know it."""
    found = next((each for each in quarters_of(year) if each.number == number), None)
    if found is None:
        raise LookupError(f"no quarter {number} in {year}")
    return found


def term_marks(*, year: int, quarter: int, today: dt.date) -> TermMarks:
    """Of the schools headed, or of the class led. Six or seven queries for any school. Raises LookupError."""
    when = quarter_in(year, quarter)
    scope = current_scope()
    groups, heads = own_groups(year)
    if not heads:
        groups = [row for row in groups if row.id in scope.led_groups]
    seats = registry.seated([row.id for row in groups], day=max(min(today, when.last), when.first)) if groups else []
    headed = sorted(scope.at(*HEADS), key=str)
    places = registry.organisations({row.organisation_id for row in groups}) if groups else []
    return TermMarks(
        quarter=when,
        groups=tuple(groups),
        seats=tuple(seats),
        results=tuple(_results(headed, [row.id for row in groups], year, quarter)),
        heads=heads,
        school=", ".join(place.name for place in places)
        if heads or not groups
        else f"{places[0].name} {groups[0].name}",
        ended=when.last < today,
    )


def _results(headed: Sequence[uuid.UUID], groups: Collection[uuid.UUID], year: int, quarter: int) -> list[ResultRow]:
    found: list[ResultRow] = []
    for each in OF_TERM[f"q{quarter}"]:
        period = Period(each)
        for organisation in headed:
            found += journal.results_of_organisation(organisation, year=year, period=period)
        for group in () if headed else groups:
            found += journal.results_of_group(group, year=year, period=period)
    known = set(groups)
    return [row for row in found if row.group_id in known]
