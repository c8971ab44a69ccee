"""The movement desk: what needs the keeper today."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils.translation import get_language

from shanyraq.kernel import clock
from shanyraq.spine.care import api as care
from shanyraq.spine.movement.models import Rollover, Search
from shanyraq.spine.movement.queries.transfers import TransferRow, transfers_at
from shanyraq.spine.movement.rules.limits import is_full, is_split, limit_of, splits_at
from shanyraq.spine.movement.rules.transfers import OPEN, Side, State
from shanyraq.spine.movement.rules.years import year_of
from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class Desk:
    """What stands on the desk of one school."""

    organisation_id: uuid.UUID
    school: str
    mine: tuple[TransferRow, ...]
    theirs: tuple[TransferRow, ...]
    ended: tuple[TransferRow, ...]
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
    year = year_of(today)
    school = registry.organisation(organisation_id)
    rows = transfers_at(organisation_id)
    going = [row for row in rows if row.state in OPEN]
    mine = tuple(row for row in going if _turn(row, organisation_id))
    dates = list(Search.objects.filter(organisation=organisation_id, closed_on=None).values_list("deadline", flat=True))
    return Desk(
        organisation_id=organisation_id,
        school=school.name if school else "",
        mine=mine,
        theirs=tuple(row for row in going if row not in mine),
        ended=tuple(row for row in rows if row.state not in OPEN),
        searched=len(dates),
        overdue=sum(day < today for day in dates),
        not_rolled=bool(registry.staying(organisation_id, school_year=year - 1)),
        rolled=Rollover.objects.filter(
            organisation=organisation_id, school_year=year + 1, state=Rollover.State.APPLIED
        ).exists(),
    )


def _turn(row: TransferRow, organisation_id: uuid.UUID) -> bool:
    """A slip waits for the sender's packet: the receiver may refuse it, but is not asked yet. An expired one waits for
    nobody."""
    side = Side.RECEIVER if row.state is State.PACKET_SENT else Side.SENDER
    return row.is_open and row.side_of([organisation_id]) is side


@dataclass(frozen=True, slots=True)
class ClassSize:
    """How full a class is, against the limit and the splitting rule of the day."""

    seat: registry.SeatRow
    language: str
    with_needs: int
    limit: int
    splits_at: int
    full: bool
    split: bool


def class_sizes(organisation_id: uuid.UUID) -> list[ClassSize]:
    """The classes of the running school year. Each child with special needs lowers the limit and the threshold."""
    today = clock.today()
    urban, needs = registry.is_urban(organisation_id), care.with_needs([organisation_id], day=today)
    rows = registry.seats([organisation_id], school_year=year_of(today))
    return [
        ClassSize(
            seat=row,
            language=str(registry.LANGUAGE_WORDS[row.language]),
            with_needs=needs[row.id],
            limit=limit_of(day=today, with_needs=needs[row.id]),
            splits_at=splits_at(urban=urban, day=today, with_needs=needs[row.id]),
            full=is_full(row.seated, day=today, with_needs=needs[row.id]),
            split=is_split(row.seated, urban=urban, day=today, with_needs=needs[row.id]),
        )
        for row in rows
    ]


def classes_to_choose(organisation_id: uuid.UUID) -> list[tuple[str, str]]:
    """The classes of the running school year, and in summer those of the next, with how full they are."""
    today = clock.today()
    year = year_of(today)
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
