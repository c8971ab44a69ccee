"""The movement of a quarter, from the stays of the register."""

import datetime as dt
import uuid
from dataclasses import dataclass

from shanyraq.kernel.scope import current_scope
from shanyraq.learning.reports.queries.desk import own_groups
from shanyraq.learning.reports.queries.term_marks import quarter_in
from shanyraq.learning.reports.rules.moves import Balance, Stay, Step, balance, steps
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import Quarter


@dataclass(frozen=True, slots=True)
class Moves:
    """Each class with its numbers, and every coming and going with the name."""

    quarter: Quarter
    last: dt.date
    """The last day that is counted: today while the quarter runs."""
    school: str
    classes: tuple[tuple[registry.GroupRow, Balance], ...]
    steps: tuple[Step, ...]
    names: dict[uuid.UUID, str]
    groups: dict[uuid.UUID, str]

    @property
    def whole(self) -> Balance:
        numbers = [row for _group, row in self.classes]
        return Balance(
            *(sum(getattr(row, part) for row in numbers) for part in Balance.__dataclass_fields__)
        )  # fmt: skip


def moves_page(*, year: int, quarter: int, today: dt.date) -> Moves:
    """Of the schools kept, or of the class led. Five or six queries for any school. Raises LookupError."""
    when = quarter_in(year, quarter)
    scope = current_scope()
    groups, keeps = own_groups(year, "secretary")
    if not keeps:
        groups = [row for row in groups if row.id in scope.led_groups]
    last = max(when.first, min(when.last, today))
    places = {row.organisation_id for row in groups}
    before = when.first - dt.timedelta(days=1)
    stays = [
        Stay(row.person_id, row.group_id, row.valid_from, row.valid_to, row.order_number, row.left_because)
        for row in (registry.stay_entries(registry.Whose(organisations=list(places)), day=before) if places else ())
    ]
    known = {row.id for row in groups}
    found = [step for step in steps(stays, first=when.first, last=last) if step.group_id in known]
    schools = registry.organisations(places) if places else []
    elsewhere = {step.other_id for step in found if step.other_id} - known
    named = [*groups, *(registry.groups(elsewhere) if elsewhere else ())]
    return Moves(
        quarter=when,
        last=last,
        school=", ".join(row.name for row in schools),
        classes=tuple((row, balance(row.id, stays, found, first=when.first, last=last)) for row in groups),
        steps=tuple(found),
        names=registry.names_of({step.person_id for step in found}) if found else {},
        groups={row.id: row.name for row in named},
    )
