"""The board of a school's gates: one reading of the day."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shanyraq.campus.gates.queries.devices import DeviceRow, KnockRow, devices_of, knocks_of
from shanyraq.campus.gates.queries.passages import (
    PassageRow,
    Today,
    UnknownRow,
    latest_passages,
    today,
    unknown_cards,
)

KNOCKS_SHOWN = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Board:
    """What the people at the gate need to see now."""

    organisation_id: uuid.UUID
    day: dt.date
    now: dt.datetime
    today: Today
    latest: list[PassageRow]
    devices: list[DeviceRow]
    unknown: list[UnknownRow]
    knocks: list[KnockRow]

    @property
    def topic(self) -> str:
        """What the page listens to."""
        return f"organisation:{self.organisation_id}"

    @property
    def hidden(self) -> int:
        """How many of the day's passages the list does not show."""
        return self.today.total - len(self.latest)

    @property
    def silent(self) -> list[DeviceRow]:
        return [device for device in self.devices if device.state == "silent"]

    @property
    def care(self) -> str:
        """The one thing that needs somebody now, in a sentence; empty where nothing does."""
        if self.silent:
            names = ", ".join(device.name for device in self.silent)
            return _("A gate is silent: %(names)s. It keeps its records and sends them when it is back.") % {
                "names": names
            }
        return next((f"{device.name}. {device.clock_words}" for device in self.devices if device.clock_wrong), "")


def board(organisation_id: uuid.UUID, *, now: dt.datetime) -> Board:
    """The board of an organisation as the scope sees it. A dozen queries, whatever the number of passages."""
    day = now.date()
    return Board(
        organisation_id=organisation_id,
        day=day,
        now=now,
        today=today(organisation_id, day=day),
        latest=latest_passages(organisation_id, day=day),
        devices=devices_of(organisation_id, now=now),
        unknown=unknown_cards(organisation_id),
        knocks=knocks_of(organisation_id, since=now - KNOCKS_SHOWN),
    )
