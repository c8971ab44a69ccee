"""One row of each model of movement at a given school."""

import datetime as dt

from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.testing.factories import factory
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.movement.models import (
    Move,
    Packet,
    Rollover,
    RolloverLine,
    Search,
    SearchStep,
    Transfer,
    TransferMove,
)
from shanyraq.spine.movement.rules.packet import digest_of_contents
from shanyraq.spine.registry.factories import School, build_school
from shanyraq.spine.registry.models import Organisation

DAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)
ELSEWHERE = 97


def _elsewhere() -> Organisation:
    """A third school, to which children go."""
    found = Organisation.objects.filter(number=ELSEWHERE).first()
    if found is None:
        return Organisation.objects.get(id=build_school(ELSEWHERE, pupil="Нұрлан", family="Оспан").organisation_id)
    return found


@factory(Move)
def a_move(at: School) -> Move:
    move = Move(
        organisation_id=at.organisation_id, person_id=at.pupil_id, kind="admitted", to_group_id=at.group_id,
        effective_on=DAY, happened_at=NOON,
    )  # fmt: skip
    return facts.record([move])[0]


@factory(Transfer)
def a_transfer(at: School) -> Transfer:
    return Transfer.objects.get_or_create(
        person_id=at.pupil_id,
        state="slip_issued",
        defaults={
            "from_organisation_id": at.organisation_id, "from_group_id": at.group_id,
            "to_organisation_id": _elsewhere().id, "ground": "moving", "asked_on": DAY,
            "until": DAY + dt.timedelta(days=3),
        },
    )[0]  # fmt: skip


@factory(TransferMove)
def a_transfer_move(at: School) -> TransferMove:
    row = a_transfer(at)
    move = TransferMove(
        organisation_id=at.organisation_id, transfer_id=row.id, person_id=at.pupil_id,
        from_organisation_id=row.from_organisation_id, to_organisation_id=row.to_organisation_id,
        state="slip_issued", happened_at=NOON,
    )  # fmt: skip
    return facts.record([move])[0]


@factory(Packet)
def a_packet(at: School) -> Packet:
    """A packet of an accepted transfer into the class of this school's pupil, who came from elsewhere."""
    row = Transfer.objects.create(
        person_id=at.pupil_id, from_organisation=_elsewhere(), from_group_id=at.group_id,
        to_organisation_id=at.organisation_id, to_group_id=at.group_id, ground="moving", state="accepted",
        asked_on=DAY, until=DAY, ended_on=DAY, packet_day=DAY, packet_id=new_id(),
    )  # fmt: skip
    packet = Packet(
        organisation_id=row.from_organisation_id, transfer_id=row.id, person_id=at.pupil_id,
        to_organisation_id=at.organisation_id, contents_digest=digest_of_contents({}), happened_at=NOON,
    )  # fmt: skip
    return facts.record([packet], payloads=[{"marks": []}])[0]


@factory(Rollover)
def a_rollover(at: School) -> Rollover:
    return Rollover.objects.get_or_create(organisation_id=at.organisation_id, school_year=2027)[0]


@factory(RolloverLine)
def a_line(at: School) -> RolloverLine:
    return RolloverLine.objects.create(
        rollover=a_rollover(at), organisation_id=at.organisation_id, person_id=at.pupil_id, from_group_id=at.group_id,
        fate="graduates", old_stay_id=new_id(),
    )  # fmt: skip


@factory(Search)
def a_search(at: School) -> Search:
    return Search.objects.get_or_create(
        person_id=at.pupil_id,
        school_year=2026,
        defaults={
            "organisation_id": at.organisation_id, "why": "left_behind", "owner_id": at.director_id,
            "opened_on": dt.date(2026, 9, 1), "deadline": dt.date(2026, 9, 15),
        },
    )[0]  # fmt: skip


@factory(SearchStep)
def a_step(at: School) -> SearchStep:
    step = SearchStep(
        organisation_id=at.organisation_id, search_id=a_search(at).id, person_id=at.pupil_id, step="opened",
        happened_at=NOON,
    )  # fmt: skip
    return facts.record([step])[0]
