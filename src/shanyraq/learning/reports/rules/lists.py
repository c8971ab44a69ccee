"""Which exceptional list a pupil's marks of a term belong to. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """The lists that a school looks at after a quarter."""

    ALL_5 = "all5"
    ONE_4 = "one4"
    ONE_3 = "one3"
    ONE_2 = "one2"
    OPEN = "open"


_LONE = {4: Kind.ONE_4, 3: Kind.ONE_3, 2: Kind.ONE_2}


def kind_of(marks: Mapping[str, int]) -> tuple[Kind, str] | None:
    """The list and the subject that decides it, from marks by subject; None where no list wants the pupil.

    All "5" is an excellent pupil; one mark lower than the others' "5" (one "4"), than "4" and "5" (one "3") or than
    "3" and better (one "2") is a pupil whom one subject keeps from the next step.
    """
    if not marks:
        return None
    lowest = min(marks.values())
    if lowest == 5:
        return Kind.ALL_5, ""
    lone = [subject for subject, mark in marks.items() if mark == lowest]
    return (_LONE[lowest], lone[0]) if len(lone) == 1 and lowest in _LONE else None
