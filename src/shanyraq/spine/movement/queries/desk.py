"""The movement desk: what needs the keeper today."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils.translation import get_language

from shanyraq.kernel import clock
from shanyraq.spine.movement.models import Rollover, Search
from shanyraq.spine.movement.queries.transfers import TransferRow, open_transfers
from shanyraq.spine.movement.rules.transfers import Side, State
from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class Desk:
    """What stands on the desk of one school."""

    organisation_id: uuid.UUID
    school: str
    mine: tuple[TransferRow, ...]
    theirs: tuple[TransferRow, ...]
    searched: int
    overdue: int
    not_rolled: bool
    rolled: bool

    @property
    def number(self) -> int:
        return len(self.mine) + self.searched + self.not_rolled


def desk(organisation_id: uuid.UUID) -> Desk:
    """Transfers that wait for this school, those that wait for the other one, searches, the year's rollover."""
    today = clock.today()
    year = registry.school_year_of(today).year
    school = registry.organisation(organisation_id)
    rows = open_transfers(organisation_id)
    mine = tuple(row for row in rows if row.may(row.side_of([organisation_id])) - {State.WITHDRAWN})
    dates = list(Search.objects.filter(organisation=organisation_id, closed_on=None).values_list("deadline", flat=True))
    return Desk(
        organisation_id=organisation_id,
        school=school.name if school else "",
        mine=tuple(row for row in mine if _turn(row, organisation_id)),
        theirs=tuple(row for row in rows if not (row in mine and _turn(row, organisation_id))),
        searched=len(dates),
        overdue=sum(day < today for day in dates),
        not_rolled=bool(registry.staying(organisation_id, school_year=year - 1)),
        rolled=Rollover.objects.filter(
            organisation=organisation_id, school_year=year + 1, state=Rollover.State.APPLIED
        ).exists(),
    )


def _turn(row: TransferRow, organisation_id: uuid.UUID) -> bool:
    """A slip waits for the sender's packet: the receiver may refuse it, but is not asked yet."""
    side = row.side_of([organisation_id])
    return side is (Side.RECEIVER if row.state is State.PACKET_SENT else Side.SENDER)


def classes_to_choose(organisation_id: uuid.UUID) -> list[tuple[str, str]]:
    """The classes of the running school year, and in summer those of the next, with how full they are."""
    today = clock.today()
    year = registry.school_year_of(today).year
    years = [year + 1, year] if today >= dt.date(year + 1, 6, 1) else [year]
    rows = [row for one in years for row in registry.seats([organisation_id], school_year=one)]
    return [
        (str(row.id), f"{row.name} · {registry.LANGUAGE_WORDS[row.language]} · {row.school_year}/{row.school_year + 1}"
                      f" · {row.seated}")
        for row in rows
    ]  # fmt: skip


def schools_to_choose(organisation_id: uuid.UUID) -> list[tuple[str, str]]:
    """The other schools of the same region, by number and name."""
    own = registry.organisation(organisation_id)
    region = "/".join(own.territory_path.split("/")[:2]) + "/" if own else ""
    rows = registry.organisations(under=region, kind="school")
    return [(str(row.id), row.name) for row in rows if row.id != organisation_id]


def reader_language() -> str:
    return get_language() or "kk"
