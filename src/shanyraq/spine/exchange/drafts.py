"""What readers hand to the planner: records with their faults. Readers know formats; the planner knows the register.

Every reader (Excel, CSV, OneRoster) yields the same records, so that checks, proposals, undo and refusals are
written once.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a record describes; the order is the order of applying, since later kinds point at earlier ones."""

    ORGANISATION = "organisation"
    BUILDING = "building"
    ROOM = "room"
    STAFF = "staff"
    GROUP = "group"
    LOAD = "load"
    PUPIL = "pupil"
    GUARDIAN = "guardian"


class Deed(StrEnum):
    """What the source says of the record: it stands, or it has been removed (a delta of OneRoster)."""

    STANDS = "stands"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Ref:
    """A pointer to another row, in the source's own terms. The planner looks in this run first, then in the
    register.

    `by` is "source" (a key of the source), "iin", "bin", "class" (grade and letter, as «7Ә»), "name" (a person's full
    name), "number" (a school's number). A reference that fits several rows is a fault, never a guess.
    """

    by: str
    key: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file the record stands: the sheet or member file, and the row as the person sees it (from 1)."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field. `message` is lazy gettext; `entered` is what stood in the file, shortened.

    A `grave` fault refuses the record; another is a warning shown beside what will be done all the same.
    """

    field: str
    message: Any
    entered: str = ""
    grave: bool = True


Value = str | int | bool | Decimal | dt.date | Ref | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a file. A field that the file does not have is absent from `values`; an emptied one is None or "".

    Fields by kind (all optional unless the planner says otherwise):

    ORGANISATION  bin, kind, profile, number, name_kk, name_ru, territory (KATO code), capacity, languages, shifts,
                  parent (Ref)
    BUILDING      organisation (Ref), name, address, built_year
    ROOM          organisation (Ref), building (name), name, kind, capacity
    STAFF         organisation (Ref), iin, family, given, patronymic, birth_date, sex, phone, email, position, rate,
                  valid_from, valid_to
    GROUP         organisation (Ref), school_year (first calendar year), grade, letter, language, shift,
                  class_teacher (Ref)
    LOAD          organisation (Ref), teacher (Ref), group (Ref), subject (code), hours_per_week, valid_from
    PUPIL         organisation (Ref), iin, family, given, patronymic, birth_date, sex, phone, email, group (Ref),
                  valid_from, valid_to, order_number
    GUARDIAN      organisation (Ref), child (Ref), iin, family, given, patronymic, birth_date, sex, phone, email,
                  relation

    Without `organisation` the run's own organisation is meant. `raw` keeps the row as it stood, heading by heading, so
    that a refused row can be handed back whole.
    """

    kind: Kind
    place: Place
    values: Mapping[str, Value]
    faults: tuple[Fault, ...] = ()
    source_key: str = ""
    deed: Deed = Deed.STANDS
    raw: Mapping[str, str] = field(default_factory=dict)
