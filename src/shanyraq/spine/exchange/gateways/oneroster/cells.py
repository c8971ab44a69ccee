"""What stands in one cell: dates, grades, identifiers, enumerations; and in words what is wrong with it."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from shanyraq.spine.exchange.drafts import Fault, Place
from shanyraq.spine.exchange.gateways.oneroster.fields import STATUSES, TABLES
from shanyraq.spine.exchange.gateways.oneroster.scratch import Row

LONGEST_SHOWN = 80
LONGEST = {"givenName": 60, "familyName": 60, "middleName": 60, "email": 254, "name": 200}
"""How many letters the register keeps of each."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?")
USER_ID = re.compile(r"\{\s*([^:{}]+?)\s*:\s*([^{}]*?)\s*\}")
NO_FAMILY = "-"
"""What we write where a person has no family name, since the format wants one."""

_say = lazy(lambda words, said: str(words) % said, str)


def say(words: Any, /, **said: Any) -> Any:
    """The sentence with its parts, put into the reader's language when it is shown."""
    return _say(words, said)


def fault(row: Row, field: str, words: Any, /, *, grave: bool = True, **said: Any) -> Fault:
    """What is wrong with this cell. A row that is not the record's own is named in front of the sentence."""
    return Fault(field, say(words, **said) if said else words, row[field][:LONGEST_SHOWN], grave)


def elsewhere(row: Row, found: Fault) -> Fault:
    """The same fault, of a row of another file than the record's own."""
    words = say(_("%(file)s, row %(row)s: %(fault)s"), file=row.file, row=row.number, fault=found.message)
    return Fault(found.field, words, found.entered, found.grave)


def place(row: Row) -> Place:
    return Place(row.file, row.number)


def ids(text: str) -> list[str]:
    """A list of identifiers as OneRoster writes it: separated by commas."""
    return [part for part in (each.strip() for each in text.split(",")) if part]


def pairs(text: str) -> dict[str, str]:
    """ "{LDAP:12},{iin:990101300123}" by kind in small letters."""
    return {kind.lower(): value for kind, value in USER_ID.findall(text)}


def day_of(row: Row, field: str, faults: list[Fault]) -> dt.date | None:
    """The day in this cell, or None with a fault where it is no ISO date."""
    text = row.cells.get(field, "")
    if not text:
        return None
    day = _iso(text)
    if day is None:
        faults.append(fault(row, field, _("This is no date like 2026-09-01.")))
    return day


@lru_cache(maxsize=16_384)
def _iso(text: str) -> dt.date | None:
    try:
        if DAY.fullmatch(text[:10]) and (len(text) == 10 or MOMENT.fullmatch(text)):
            return dt.date.fromisoformat(text[:10])
    except ValueError:
        pass
    return None


def one_of(row: Row, field: str, allowed: Sequence[str], faults: list[Fault]) -> str:
    """The word of the enumeration as the specification writes it; "" with a fault where it is none of them."""
    text = row[field]
    found = text if text in allowed else next((word for word in allowed if word.lower() == text.lower()), "")
    if text and not found:
        faults.append(fault(row, field, _("Only these words are known here: %(choices)s."), choices=", ".join(allowed)))
    return found


def common_faults(row: Row, *, delta: bool) -> list[Fault]:
    """What any row may do wrong: an empty required cell, a status that is none, an unreadable moment of change."""
    cells = row.cells
    empty = [name for name in _required(row.file) if name not in cells]
    faults = [Fault(name, _("This cell may not be empty."), "", name not in _FORGIVEN) for name in empty]
    status = cells.get("status", "").lower()
    if status and status not in STATUSES:
        faults.append(
            fault(
                row,
                "status",
                _("The status is neither active nor tobedeleted; the row is taken as standing."),
                grave=False,
            )
        )
    if status == "tobedeleted" and not delta:
        words = _("The file calls itself whole (bulk) and yet removes this row; it is taken as removed.")
        faults.append(fault(row, "status", words, grave=False))
    moment = cells.get("dateLastModified", "")
    if moment and not MOMENT.fullmatch(moment):
        faults.append(fault(row, "dateLastModified", _("This is no moment like 2026-09-01T08:00:00Z."), grave=False))
    if delta and not (status and moment):
        faults.append(Fault("status", _("A file of changes (delta) must give status and dateLastModified."), "", False))
    faults += [
        fault(row, name, _("At most %(number)s letters are kept."), number=most)
        for name, most in LONGEST.items()
        if name in cells and len(cells[name]) > most
    ]
    return faults


@cache
def _required(file: str) -> tuple[str, ...]:
    return ("sourcedId", *TABLES[file.removesuffix(".csv")].required)


_FORGIVEN = frozenset({"enabledUser", "familyName", "title", "termSourcedIds", "courseSourcedId", "orgSourcedId"})
"""Required there, and not needed here to know what is meant."""


def kept(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Each fault once, in order."""
    return tuple({(each.field, str(each.message), each.entered): each for each in faults}.values())
