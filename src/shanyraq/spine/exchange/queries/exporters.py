"""Who holds what about a person or an organisation. Each module says it of itself, once, when it starts.

The exchange stands below the journal and the gates and does not know them: a module above calls `hold` in its
`apps.ready`. Every function is asked within the scope of the person who takes the export, so that nothing comes out
that its pages would not show.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from shanyraq.spine.registry import api as registry

Rows = Callable[[uuid.UUID], Iterable[Any]]
Receipts = Callable[[uuid.UUID], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of rows: frozen dataclasses of type `row`, of one person, of one organisation.

    `receipts` gives (name, JSON text) of the receipts of sealed facts about a person.
    """

    name: str
    row: type
    of_person: Rows | None = None
    of_organisation: Rows | None = None
    receipts: Receipts | None = None


_holdings: dict[str, Holding] = {}


def hold(holding: Holding) -> None:
    """From now on exports bring these rows."""
    _holdings[holding.name] = holding


def holdings() -> list[Holding]:
    """Those of the register first, the others by name."""
    return [*REGISTER, *(_holdings[name] for name in sorted(_holdings))]


def _person(id: uuid.UUID) -> registry.Whose:
    return registry.Whose(people=[id])


def _organisation(id: uuid.UUID) -> registry.Whose:
    return registry.Whose(organisations=[id])


def _held(name: str, row: type, read: Callable[[registry.Whose], Iterator[Any]]) -> Holding:
    return Holding(name, row, lambda id: read(_person(id)), lambda id: read(_organisation(id)))


REGISTER = (
    _held("organisations", registry.OrganisationEntry, registry.organisation_entries),
    Holding("buildings", registry.BuildingEntry, None, lambda id: registry.building_entries(_organisation(id))),
    Holding("rooms", registry.RoomEntry, None, lambda id: registry.room_entries(_organisation(id))),
    _held("groups", registry.GroupEntry, registry.group_entries),
    _held("people", registry.PersonEntry, registry.person_entries),
    _held("enrolments", registry.StayEntry, registry.stay_entries),
    _held("employments", registry.PostEntry, registry.post_entries),
    _held("loads", registry.LoadEntry, registry.load_entries),
    _held("guardianships", registry.GuardianEntry, registry.guardian_entries),
)
