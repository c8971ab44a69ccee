"""A timetable from a table: every row matched with the school's own names, or its fault told with row and field."""

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext as _

from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.sheets.api import read_table
from shanyraq.kernel.text import dates
from shanyraq.kernel.text.folding import fold
from shanyraq.learning.timetable.queries.demands import demands_of, parts_of
from shanyraq.learning.timetable.queries.judging import judged_on, rooms_of
from shanyraq.learning.timetable.queries.rows import PartRow, TimetableRow
from shanyraq.learning.timetable.queries.words import a_day
from shanyraq.learning.timetable.rules.edits import HOURS, SlotDraft
from shanyraq.learning.timetable.rules.week import SCHOOL_DAYS, Weeks
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.curriculum import subjects

MOST_ROWS = 5000
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "class": ("Сынып", "Класс", "Class"),
    "part": ("Топ", "Группа", "Group", "Подгруппа"),
    "day": ("Күн", "День", "Day", "Апта күні", "День недели"),
    "number": ("Сабақ", "Урок", "Lesson", "Сабақ №", "№ урока", "Урок №", "№"),
    "subject": ("Пән", "Предмет", "Subject"),
    "teacher": ("Мұғалім", "Учитель", "Teacher"),
    "room": ("Кабинет", "Room", "Каб."),
    "weeks": ("Апта", "Недели", "Weeks", "Неделя"),
}
NEEDED = ("class", "day", "number", "subject")
ODD = {fold(word) for word in ("тақ", "нечётная", "нечетная", "нечёт", "odd", "1")}
EVEN = {fold(word) for word in ("жұп", "чётная", "четная", "чёт", "even", "2")}
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Fault:
    """What a row lacks: its number as the person sees it, the heading of the field, and words."""

    row: int
    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Brought:
    """The good rows as lessons, and the faults of the others."""

    drafts: list[SlotDraft] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class _Unmatched(Exception):
    """A field that names nothing of the school."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self.name, self.words = name, words


def headings(language: str) -> list[str]:
    """The headings of the template that is handed out."""
    place = {"kk": 0, "ru": 1}.get(language, 2)
    return [names[min(place, len(names) - 1)] for names in HEADINGS.values()]


def week_from_table(data: bytes, filename: str, row: TimetableRow) -> Brought:
    """The lessons of the table. Six queries. Raises Denied where the file is no readable table or lacks a column."""
    sheet = read_table(data, filename, limit=MOST_ROWS)
    columns = columns_of(sheet.headers, HEADINGS, NEEDED)
    known = _Known(row)
    found = Brought()
    for number, cells in sheet.named():
        texts = {name: text_of(cells[heading]) for name, heading in columns.items()}
        if not any(texts.values()):
            continue
        try:
            found.drafts.append(known.draft(texts))
        except _Unmatched as fault:
            found.faults.append(Fault(number, columns.get(fault.name, fault.name), fault.words))
    return found


def columns_of(headers: Iterable[str], known: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]) -> dict[str, str]:
    """The heading of each known column, whatever its language. Raises Denied where a needed one is missing."""
    folded = {fold(name): name for name in headers if name}
    found = {
        name: folded[fold(word)] for name, words in known.items() for word in reversed(words) if fold(word) in folded
    }
    missing = [known[name][0] for name in needed if name not in found]
    if missing:
        raise Denied(
            _("The table has no column %(names)s.") % {"names": ", ".join(missing)},
            way=_("Take our template: its headings are the ones that are read."),
        )
    return found


def text_of(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else " ".join(str(value).split())


def class_key(name: str) -> str:
    """«7 «Ә»», «7Ә», «7-ә» are one class."""
    return re.sub(r"[^0-9a-zа-я]", "", fold(name))


class _Known:
    """The names of one school, read once."""

    def __init__(self, row: TimetableRow) -> None:
        day, at = judged_on(row), row.organisation_id
        groups = registry.groups_of(at, school_year=row.school_year)
        self.groups = {class_key(group.name): group for group in groups}
        self.exact = {re.sub(r"[\s«»\"'-]", "", group.name).lower(): group for group in groups}
        self.parts = parts_of([group.id for group in groups], day=day)
        self.subjects = {
            fold(name): code
            for code, subject in subjects().items()
            for name in (subject.name_kk, subject.name_ru, subject.name_en, code)
        }
        self.rooms = {fold(room.name): room.id for room in rooms_of(at)}
        self.teachers = [(one.person_id, fold(one.name).split()) for one in registry.employees_of([at], day=day)]
        self.demands = {
            (one.group_id, one.subgroup_id, one.subject_code): one.id
            for one in demands_of(at, school_year=row.school_year)
        }
        self.days = {
            fold(dates.weekday(a_day(place), language=language, short=short)): place
            for place in range(SCHOOL_DAYS)
            for language in ("kk", "ru", "en")
            for short in (False, True)
        }

    def draft(self, texts: Mapping[str, str]) -> SlotDraft:
        group = self._group(texts["class"])
        subject = self._one(self.subjects, "subject", texts["subject"], _("There is no subject “%(text)s”."))
        part = self._part(group.id, subject, texts.get("part", ""))
        return SlotDraft(
            group_id=group.id,
            subject=subject,
            weekday=self._one(self.days, "day", texts["day"], _("“%(text)s” is no school day.")),
            number=self._number(texts["number"]),
            shift=group.shift,
            teacher_id=self._teacher(texts.get("teacher", "")),
            subgroup_id=part.id if part else None,
            room_id=self._room(texts.get("room", "")),
            demand_id=self.demands.get((group.id, part.id if part else None, subject)),
            weeks=self._weeks(texts.get("weeks", "")),
        )

    def _group(self, text: str) -> registry.GroupRow:
        exact = self.exact.get(re.sub(r"[\s«»\"'-]", "", text).lower())
        found = exact or self.groups.get(class_key(text))
        if found is None:
            raise _Unmatched("class", _("The school has no class “%(text)s”.") % {"text": text})
        return found

    def _one(self, known: Mapping[str, Key], name: str, text: str, words: str) -> Key:
        found = known.get(fold(text))
        if found is None:
            raise _Unmatched(name, words % {"text": text})
        return found

    def _number(self, text: str) -> int:
        if not text.isdigit() or int(text) not in HOURS:
            raise _Unmatched("number", _("“%(text)s” is no number of a lesson.") % {"text": text})
        return int(text)

    def _part(self, group: uuid.UUID, subject: str, text: str) -> PartRow | None:
        if not text:
            return None
        digits = re.sub(r"\D", "", text)
        own = [part for part in self.parts.get(group, []) if subject in part.subjects]
        found = next((part for part in own if str(part.number) == digits or fold(part.name or "-") == fold(text)), None)
        if found is None:
            raise _Unmatched("part", _("The class does not learn this subject in a group “%(text)s”.") % {"text": text})
        return found

    def _teacher(self, text: str) -> uuid.UUID | None:
        """By family name and as much of the given name as stands there. Empty: a vacancy."""
        words = fold(text.replace(".", " ")).split()
        if not words:
            return None
        found = [
            person
            for person, name in self.teachers
            if name[:1] == words[:1] and all(o.startswith(w) for o, w in zip(name[1:], words[1:2], strict=False))
        ]
        if not found:
            raise _Unmatched("teacher", _("The school has no teacher “%(text)s”.") % {"text": text})
        if len(found) > 1:
            raise _Unmatched("teacher", _("Several teachers are called “%(text)s”.") % {"text": text})
        return found[0]

    def _room(self, text: str) -> uuid.UUID | None:
        return self._one(self.rooms, "room", text, _("The school has no room “%(text)s”.")) if text else None

    def _weeks(self, text: str) -> str:
        if not text:
            return Weeks.EVERY.value
        if fold(text) in ODD:
            return Weeks.ODD.value
        if fold(text) in EVEN:
            return Weeks.EVEN.value
        raise _Unmatched("weeks", _("“%(text)s” is neither odd nor even weeks.") % {"text": text})
