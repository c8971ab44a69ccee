"""Summative tests are planned on the calendar, moved and cancelled, within the limits of the rules."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import NoReturn

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden, action
from shanyraq.kernel.inserts import insert_rows
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.actions.rights import right_of_subject
from shanyraq.learning.journal.models import Score, Summative
from shanyraq.learning.journal.models.words import NO_CLASS, PLAN_REFUSALS, REFUSALS
from shanyraq.learning.journal.policies import may_write, only_the_machine
from shanyraq.learning.journal.queries.terms import scheme_in, schemes_of_groups
from shanyraq.learning.journal.rules.locks import is_locked, last_school_day
from shanyraq.learning.journal.rules.register import Refusal, Right
from shanyraq.learning.journal.rules.scheme import Scheme
from shanyraq.learning.journal.rules.scores import ScoreState
from shanyraq.learning.journal.rules.summative import (
    Planned,
    PlanRefusal,
    Test,
    bounds_of_maximum,
    fits_maximum,
    refusal_of_plan,
)
from shanyraq.learning.journal.rules.term_drafts import TestDraft
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import Quarter, quarter_of

PLANNERS = (Right.TEACHER, Right.HEAD)
Schemes = dict[tuple[uuid.UUID, str, int], Scheme]
TITLE_LENGTH = 200


def refuse_plan(why: PlanRefusal, **said: object) -> NoReturn:
    words, way = PLAN_REFUSALS[why]
    raise Denied(str(words) % said if said else words, way=way, field="day")


@action(may=may_write)
def plan_summatives(*, drafts: Sequence[TestDraft]) -> list[uuid.UUID]:
    """Each test stands on its day in the calendar of its class. Raises Denied in words where the rules forbid one of
    them; then none of the batch stands."""
    groups = {row.id: row for row in registry.groups({draft.group_id for draft in drafts})}
    calendars = {group: _planned(group) for group in groups}
    schemes = _schemes(groups.values(), drafts)
    rows: list[Summative] = []
    for draft in drafts:
        group = groups.get(draft.group_id)
        if group is None:
            raise Hidden(NO_CLASS)
        _require_right(group, draft.subject)
        row = _row(draft, group, calendars[group.id], schemes)
        calendars[group.id].append(row)
        rows.append(row)
    insert_rows(rows)
    return [row.id for row in rows]


def _schemes(groups: Iterable[registry.GroupRow], drafts: Sequence[TestDraft]) -> Schemes:
    """How each subject of these classes is assessed, read once for a whole batch."""
    years = {quarter.year for draft in drafts if (quarter := quarter_of(draft.day))}
    return {(*place, year): found for year in years for place, found in schemes_of_groups(groups, year=year).items()}


def _row(draft: TestDraft, group: registry.GroupRow, others: Collection[Summative], schemes: Schemes) -> Summative:
    quarter = _quarter(draft.day, group.grade)
    scheme = schemes.get((group.id, draft.subject, quarter.year)) or scheme_in(group, draft.subject, year=quarter.year)
    _require_fit(draft.subject, draft.test, draft.day, draft.maximum, group.grade, quarter, scheme, others)
    own = [o.number for o in others if (o.subject, o.test, o.quarter) == (draft.subject, draft.test, quarter.number)]
    return Summative(
        id=draft.id, organisation_id=group.organisation_id, group_id=group.id, grade=group.grade, subject=draft.subject,
        test=draft.test.value, school_year=quarter.year, quarter=quarter.number,
        number=next(n for n in range(1, 100) if n not in own), maximum=draft.maximum, day=draft.day,
        title=draft.title.strip()[:TITLE_LENGTH], planned_by=current_scope().actor_id,
    )  # fmt: skip


@action(may=may_write)
def move_summative(*, summative_id: uuid.UUID, day: dt.date, maximum: int, title: str = "") -> None:
    """The test stands on this day with these most points. Raises Denied where the rules forbid it, or it has scores."""
    test = _held(summative_id)
    group = next(iter(registry.groups([test.group_id])))
    quarter = _quarter(day, group.grade)
    if (quarter.year, quarter.number) != (test.school_year, test.quarter):
        refuse_plan(PlanRefusal.OUTSIDE_QUARTER)
    scheme = scheme_in(group, test.subject, year=quarter.year)
    others = [each for each in _planned(group.id) if each.id != test.id]
    _require_fit(test.subject, Test(test.test), day, maximum, group.grade, quarter, scheme, others)
    test.day, test.maximum, test.title = day, maximum, title.strip()[:TITLE_LENGTH]
    test.save(update_fields=["day", "maximum", "title"])


@action(may=may_write)
def cancel_summative(*, summative_id: uuid.UUID) -> None:
    """The test is not in the calendar any more. Raises Denied where somebody has a score in it."""
    test = _held(summative_id)
    Score.objects.filter(summative=test).seen_by_system().delete()  # withdrawn ones; their facts stay
    test.delete()


def _held(summative_id: uuid.UUID) -> Summative:
    """The test, held until the act ends, where the actor may change it and nobody is scored yet."""
    test = Summative.objects.select_for_update(of=("self",)).filter(id=summative_id).first()
    if test is None:
        raise Hidden(REFUSALS[Refusal.UNKNOWN_TEST][0])
    _require_right(next(iter(registry.groups([test.group_id]))), test.subject)
    scored = Score.objects.filter(summative=test).exclude(state=ScoreState.WITHDRAWN)
    if scored.seen_by_system().exists():
        refuse_plan(PlanRefusal.HAS_SCORES)
    return test


def _require_right(group: registry.GroupRow, subject: str) -> None:
    right = right_of_subject(group.id, group.organisation_id, subject)
    if right not in PLANNERS:
        raise Denied(
            _("Tests of this subject are planned by its teacher or a head."), way=_("Ask the teacher of the subject.")
        )


def _quarter(day: dt.date, grade: int) -> Quarter:
    quarter = quarter_of(day)
    if quarter is None:
        refuse_plan(PlanRefusal.OUTSIDE_QUARTER)
    if is_locked(day, today=clock.today()) and not current_scope().is_system:
        refuse_plan(PlanRefusal.LOCKED)
    if not registry.is_school_day(day, grade).is_school_day:
        refuse_plan(PlanRefusal.NO_SCHOOL)
    return quarter


def _require_fit(
    subject: str, test: Test, day: dt.date, maximum: int, grade: int, quarter: Quarter, scheme: Scheme,
    others: Collection[Summative],
) -> None:  # fmt: skip
    if not fits_maximum(test, maximum, grade=grade, day=day):
        least, most = bounds_of_maximum(test, grade=grade, day=day)
        refuse_plan(PlanRefusal.MAXIMUM, least=least, most=most)
    stand = [Planned(each.subject, Test(each.test), each.day, each.quarter) for each in others
             if each.school_year == quarter.year]  # fmt: skip
    wanted = Planned(subject, test, day, quarter.number)
    if why := refusal_of_plan(wanted, others=stand, scheme=scheme, last_day=last_school_day(quarter, grade)):
        refuse_plan(why)


def _planned(group_id: uuid.UUID) -> list[Summative]:
    """Every test of the class, whose row is held until the act ends: two planners of one class take turns."""
    registry.seat_of(group_id, hold=True)
    return list(Summative.objects.filter(group_id=group_id).seen_by_system())


@action(may=only_the_machine)
def plan_summatives_many(*, drafts: Sequence[TestDraft]) -> int:
    """For the machine: the tests of a past term, by the same rules. Returns their number."""
    return len(plan_summatives(drafts=drafts))
