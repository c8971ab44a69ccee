"""The plan of a rollover, made from the register as it stands: the dry run writes nothing."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db.models import Count

from shanyraq.kernel import clock
from shanyraq.spine.care import api as care
from shanyraq.spine.movement.models import Rollover, RolloverLine
from shanyraq.spine.movement.rules.promotion import Plan, Seat, make_plan
from shanyraq.spine.movement.rules.years import year_of
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.movement import term


def target_year(organisation_id: uuid.UUID) -> int:
    """The school year into which the school rolls over next; the running one where it has not been done yet."""
    year = year_of(clock.today())
    return year if registry.staying(organisation_id, school_year=year - 1) else year + 1


def plan_of(organisation_id: uuid.UUID, *, school_year: int, corrections: Mapping[str, str]) -> Plan:
    """Who goes where. Five queries for any number of children."""
    first = dt.date(school_year, 9, 1)
    return make_plan(
        learners=registry.staying(organisation_id, school_year=school_year - 1),
        old=_seats(organisation_id, school_year - 1),
        new=_seats(organisation_id, school_year),
        corrections={uuid.UUID(person): choice for person, choice in corrections.items()},
        limit=term("class_limit", first).value,
        final_grades=(term("first_final_grade", first).value, term("last_final_grade", first).value),
        with_needs=care.people_with_needs([organisation_id], day=first),
        less=term("limit_less_per_sen", first).value,
        made_id=lambda grade, letter: uuid.uuid5(organisation_id, f"{school_year}:{grade}:{letter}"),
    )


def _seats(organisation_id: uuid.UUID, school_year: int) -> list[Seat]:
    return [
        Seat(row.id, row.grade, row.letter, row.language, row.shift, row.class_teacher_id)
        for row in registry.seats([organisation_id], school_year=school_year)
    ]


def standing_rollover(organisation_id: uuid.UUID, *, school_year: int) -> Rollover | None:
    """The rollover in preparation or applied, as far as the scope sees it."""
    return Rollover.objects.filter(
        organisation=organisation_id, school_year=school_year, state__in=["draft", "applied"]
    ).first()


def fates_of(rollover: Rollover) -> dict[str, int]:
    """How many children an applied rollover sent on, kept and let go."""
    rows = RolloverLine.objects.filter(rollover=rollover).values_list("fate").annotate(number=Count("id"))
    return dict(rows.order_by())
