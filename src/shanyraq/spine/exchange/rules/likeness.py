"""Which two cards may be one person. Pure: names are compared by the keys they are folded to."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Likeness(StrEnum):
    """Why two cards look like one person; the surest first."""

    BORN = "born"
    PHONE = "phone"
    GROUP = "group"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Face:
    """What likeness is judged by. `name` as it is written, `key` folded: look-alike letters fall together."""

    name: str
    key: str
    iin: str | None
    birth_date: dt.date | None
    phone: str
    group: object


def likeness(one: Face, two: Face) -> Likeness | None:
    """Why these two may be one person, or None. Two numbers or two birth dates are two people."""
    if one.key != two.key or (one.iin and two.iin):
        return None
    if one.birth_date and two.birth_date:
        return Likeness.BORN if one.birth_date == two.birth_date else None
    if one.phone and one.phone == two.phone:
        return Likeness.PHONE
    if one.group is not None and one.group == two.group:
        return Likeness.GROUP
    return Likeness.LETTERS if one.name != two.name else None
