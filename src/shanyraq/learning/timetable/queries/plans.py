"""The working plan and what it proposes."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanyraq.learning.timetable.models import PlanLine, WorkingPlan
from shanyraq.learning.timetable.queries.demands import divided
from shanyraq.learning.timetable.reference import sanitary
from shanyraq.learning.timetable.rules.splitting import Rule, subjects_in_parts
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.curriculum import PROFILES, PlanUnknown, plan
from shanyraq.spine.registry.reference.curriculum import PlanLine as ReferenceLine
from shanyraq.spine.registry.reference.movement import term


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The working plan of a year and how it stands."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    school_year: int
    state: str
    approved_on: dt.date | None
    approved_by: str

    @property
    def is_approved(self) -> bool:
        return self.state == "approved"


@dataclass(frozen=True, slots=True)
class LineRow:
    group_id: uuid.UUID
    subject: str
    hours: Decimal
    component: str


@dataclass(frozen=True, slots=True)
class Split:
    """A class that is to learn subjects in parts and does not yet."""

    group: registry.GroupRow
    size: int
    basis: str
    subjects: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.group.id}:{self.basis}"


def working_plan(organisation_id: uuid.UUID, *, school_year: int) -> PlanRow | None:
    rows = WorkingPlan.objects.filter(organisation=organisation_id, school_year=school_year).values_list(
        "id", "organisation_id", "school_year", "state", "approved_on", "approved_by__family", "approved_by__given"
    )
    for plan_id, at, year, state, day, family, given in rows:
        return PlanRow(plan_id, at, year, state, day, f"{family or ''} {given or ''}".strip())
    return None


def plan_lines(plan_id: uuid.UUID) -> list[LineRow]:
    rows = PlanLine.objects.filter(plan=plan_id).order_by("group__sort_key", "id")
    return [LineRow(*row) for row in rows.values_list("group_id", "subject", "hours", "component")]


def reference_lines(group: registry.GroupRow, *, day: dt.date, profile: str = "") -> tuple[ReferenceLine, ...]:
    """The reference plan of the class; nothing where the table has none for it."""
    try:
        return plan(group.grade, group.language, profile=profile or PROFILES[0], day=day)
    except PlanUnknown:
        return ()


def proposed_divisions(
    organisation_id: uuid.UUID, groups: Sequence[registry.GroupRow], taught: dict[uuid.UUID, frozenset[str]],
    *, day: dt.date,
) -> list[Split]:  # fmt: skip
    """The classes that by the dated rules learn subjects in parts, and do not yet on this day. Two queries."""
    threshold = term("split_urban" if registry.is_urban(organisation_id) else "split_rural", day).value
    sizes = registry.enrolled_by_group([organisation_id], day=day)
    already = divided([group.id for group in groups], day=day)
    found = []
    for group in groups:
        rules = [Rule(s.code, s.basis, s.any_size) for s in sanitary.splitting(group.grade, group.language, day=day)]
        subjects = taught.get(group.id, frozenset()) - already.get(group.id, set())
        size = sizes.get(group.id, 0)
        for basis, named in subjects_in_parts(rules, frozenset(subjects), size=size, splits_at=threshold).items():
            found.append(Split(group, size, basis, named))
    return found
