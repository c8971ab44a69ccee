"""The rules look at schools, and what they find becomes rows; whatever is gone mends itself."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, action
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.care import api as care
from shanyraq.spine.quality.models import Finding, FindingMove
from shanyraq.spine.quality.policies import may_look_again, only_the_machine
from shanyraq.spine.quality.reference.limits import limits_on
from shanyraq.spine.quality.rules.declaring import Found
from shanyraq.spine.quality.rules.looking import Key, Standpoint, State, Step, look, steps
from shanyraq.spine.registry import api as registry

CHUNK = 20
"""Organisations read together: some ten thousand people."""
MOVED = (
    "subject", "group", "details", "fingerprint", "state", "opened_on", "last_seen", "closed_on", "accepted_until",
    "accepted_by", "move_day", "move_id",
)  # fmt: skip


@action(may=may_look_again, facts_are_history=True)
def look_again(*, organisation_id: uuid.UUID) -> int:
    """The findings of this organisation say what is true now; returns how many are open. The moves are facts."""
    return _settle([organisation_id], day=clock.today())


@action(may=only_the_machine, facts_are_history=True)
def look_at(*, organisation_ids: Sequence[uuid.UUID], day: dt.date) -> int:
    """The same for several organisations together, in one transaction and one set of queries."""
    return _settle(organisation_ids, day=day)


def look_everywhere(*, day: dt.date) -> int:
    """Every organisation that teaches, a chunk a transaction, so that a stopped job has kept what it did."""
    ids = [row.id for row in registry.organisations() if row.kind != "office"]
    return sum(look_at(organisation_ids=chunk, day=day) for chunk in _chunks(ids))


def _chunks(ids: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def _settle(organisation_ids: Sequence[uuid.UUID], *, day: dt.date) -> int:
    limits, needs = limits_on(day), care.with_needs(organisation_ids, day=day)
    standing: dict[uuid.UUID, dict[Key, Finding]] = defaultdict(dict)
    locked = Finding.objects.filter(organisation__in=organisation_ids).seen_by_system().select_for_update()
    for row in locked.order_by("id"):
        standing[row.organisation_id][row.rule, row.subject_id] = row
    fresh: list[Finding] = []
    changed: list[Finding] = []
    moves: list[FindingMove] = []
    unchanged: list[uuid.UUID] = []
    opened = 0
    for school in registry.standings(organisation_ids, day=day):
        rows = standing[school.organisation_id]
        found = {one.key: one for one in look(school, limits, needs)}
        before = {key: Standpoint(row.state, row.fingerprint, row.accepted_until) for key, row in rows.items()}
        moving = steps(before, found.values(), day=day)
        for key in sorted(found.keys() | rows.keys()):
            row = rows.get(key) or _new(found[key], school.organisation_id, day)
            step = moving.get(key)
            told = found.get(key)
            differs = told is not None and (row.fingerprint != told.fingerprint or row.group_id != told.group_id)
            if step:
                moves.append(_move(row, told, step, day=day))
                (fresh if step is Step.OPENED else changed).append(row)
            elif told and differs and row.state == State.OPEN:
                _retell(row, told, day)
                changed.append(row)
            elif told and row.last_seen != day:
                unchanged.append(row.id)
            opened += row.state == State.OPEN
    _write(fresh, changed, unchanged, moves, day=day)
    return opened


def _new(found: Found, organisation_id: uuid.UUID, day: dt.date) -> Finding:
    return Finding(
        id=new_id(), rule=found.rule, organisation_id=organisation_id, subject_id=found.subject_id,
        subject=found.subject.value, first_seen=day, opened_on=day, last_seen=day,
    )  # fmt: skip


def _retell(row: Finding, found: Found, day: dt.date) -> None:
    row.subject, row.group_id = found.subject.value, found.group_id
    row.details, row.fingerprint, row.last_seen = dict(found.details), found.fingerprint, day


def _move(row: Finding, found: Found | None, step: Step, *, day: dt.date) -> FindingMove:
    """The row as the step leaves it, and the fact of the step."""
    if step is Step.MENDED:
        row.state, row.closed_on = State.MENDED, day
    else:
        row.state, row.opened_on, row.closed_on = State.OPEN, day, None
    row.accepted_until = row.accepted_by = None
    if found is not None:
        _retell(row, found, day)
    move = FindingMove(
        id=new_id(), day=clock.today(), organisation_id=row.organisation_id, finding_id=row.id, rule=row.rule,
        subject_id=row.subject_id, move=step.value, happened_at=clock.now(),
    )  # fmt: skip
    row.move_day, row.move_id = move.day, move.id
    return move


def _write(
    fresh: list[Finding],
    changed: list[Finding],
    unchanged: list[uuid.UUID],
    moves: list[FindingMove],
    *,
    day: dt.date,
) -> None:
    """Finding rows are written by the machine: the rights of the one who asked to look are not asked of each row."""
    with transaction.atomic():
        try:
            Finding.objects.bulk_create(fresh, batch_size=400)
        except IntegrityError:
            raise Conflict(_("Somebody is looking at the same school right now."), way=_("Look again.")) from None
        rows = Finding.objects.all().seen_by_system()
        if changed:
            rows.bulk_update(changed, MOVED, batch_size=200)
        for start in range(0, len(unchanged), 400):
            rows.filter(id__in=unchanged[start : start + 400]).update(last_seen=day)
        facts.record(moves)
