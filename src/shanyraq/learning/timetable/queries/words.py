"""The week in words of the reader: hours, conflicts, refusals."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from shanyraq.kernel.text import dates
from shanyraq.learning.timetable.queries.judging import Week
from shanyraq.learning.timetable.queries.rows import DemandRow, SlotRow
from shanyraq.learning.timetable.rules.conflicts import Conflict, Kind
from shanyraq.learning.timetable.rules.edits import Refusal

_A_MONDAY = dt.date(2026, 11, 23)
Text = str | Promise

REFUSALS: Mapping[Refusal, tuple[Text, Text]] = {
    Refusal.UNKNOWN_LESSON: (
        gettext_lazy("This lesson is not in the week any more."), gettext_lazy("Reload the page to see what stands.")
    ),
    Refusal.UNKNOWN_DEMAND: (
        gettext_lazy("Nobody asks for this lesson any more."), gettext_lazy("Reload the page to see what stands.")
    ),
    Refusal.UNKNOWN_ROOM: (
        gettext_lazy("This room is not one of the school."), gettext_lazy("Choose a room from the list.")
    ),
    Refusal.NO_SUCH_HOUR: (
        gettext_lazy("The week has no such hour."), gettext_lazy("Put the lesson in an hour of the grid.")
    ),
    Refusal.LOCKED: (gettext_lazy("This lesson is locked."), gettext_lazy("Unlock it first.")),
    Refusal.NO_HOURS_LEFT: (
        gettext_lazy("All lessons that are asked for stand in the week."),
        gettext_lazy("Ask for more lessons in the demands first."),
    ),
}  # fmt: skip


def language() -> str:
    code = (get_language() or "kk")[:2]
    return code if code in ("kk", "ru", "en") else "kk"


def weekday(place: int, *, short: bool = False) -> str:
    """The name of a weekday, Monday being 0."""
    return dates.weekday(a_day(place), language=language(), short=short)


def a_day(place: int) -> dt.date:
    """Some day of this weekday, Monday being 0."""
    return _A_MONDAY + dt.timedelta(days=place)


def hour(weekday_place: int | None, number: int | None) -> str:
    """«Monday, lesson 3»."""
    if weekday_place is None:
        return ""
    if number is None:
        return weekday(weekday_place)
    return _("%(day)s, lesson %(number)s") % {"day": weekday(weekday_place), "number": number}


def weeks_words(weeks: str) -> str:
    return {"odd": _("odd weeks"), "even": _("even weeks")}.get(weeks, "")


def part_words(number: int | None, name: str | None) -> str:
    """How a part of a class is called; empty for the whole class."""
    if number is None:
        return ""
    return name or _("group %(number)s") % {"number": number}


def lesson_words(slot: SlotRow) -> str:
    """«7 «Ә», algebra»."""
    part = part_words(slot.part_number, slot.part_name)
    return ", ".join(filter(None, (slot.group, part, slot.subject)))


def demand_words(row: DemandRow) -> str:
    part = part_words(row.part_number, row.part_name)
    return ", ".join(filter(None, (row.group, part, row.subject, row.teacher)))


def half_hours(count: int) -> str:
    """Lessons counted in halves: «2,5»."""
    whole, half = divmod(count, 2)
    return f"{whole},5" if half and language() != "en" else f"{whole}.5" if half else str(whole)


class Telling:
    """Says the conflicts of one week: every name is at hand, so nothing is asked again."""

    def __init__(self, week: Week, *, extra: Mapping[uuid.UUID, SlotRow] | None = None) -> None:
        self.week = week
        self.slots = week.slot | dict(extra or {})
        self.groups = {group.id: group.name for group in week.groups}
        self.rooms = {room.id: room.name for room in week.rooms}
        self.teachers = {row.teacher_id: row.teacher for row in week.demands}
        self.teachers |= {slot.teacher_id: slot.teacher for slot in self.slots.values()}

    def __call__(self, found: Conflict, *, without_hour: bool = False) -> str:
        """The conflict in one sentence; where it is, first."""
        said = self._said(found)
        where = "" if without_hour else hour(found.weekday, found.number)
        return f"{where}: {said}" if where else said

    def _said(self, found: Conflict) -> str:
        told = {
            "who": self._who(found),
            "lessons": " + ".join(lesson_words(self.slots[each]) for each in found.lessons if each in self.slots),
            "count": found.count,
            "most": found.most,
        }
        if found.kind in (Kind.NOT_PLACED, Kind.PLACED_TWICE):
            told |= {"count": half_hours(found.count), "most": half_hours(found.most)}
        return _SENTENCES[found.kind](found) % told

    def _who(self, found: Conflict) -> str:
        if found.who is None:
            return ""
        if found.who in self.week.demand:
            return demand_words(self.week.demand[found.who])
        for names in (self.groups, self.rooms, self.teachers):
            if found.who in names:
                return names[found.who]
        return ""


_SENTENCES = {
    Kind.TEACHER_TWICE: lambda _found: _("%(who)s has two lessons at once: %(lessons)s"),
    Kind.GROUP_TWICE: lambda _found: _("the class has two lessons at once: %(lessons)s"),
    Kind.ROOM_TWICE: lambda _found: _("room %(who)s takes %(most)s lessons at once and has %(count)s: %(lessons)s"),
    Kind.TEACHER_AWAY: lambda _found: _("%(who)s is not at the school at this hour: %(lessons)s"),
    Kind.NO_TEACHER: lambda _found: _("nobody teaches this lesson: %(lessons)s"),
    Kind.NO_BELL: lambda _found: _("no bell rings for this lesson: %(lessons)s"),
    Kind.ROOM_CLOSED: lambda _found: _("room %(who)s is closed: %(lessons)s"),
    Kind.DAY_TOO_LONG: lambda _found: _("%(who)s has %(count)s lessons a day, %(most)s are allowed"),
    Kind.WEEK_TOO_LONG: lambda _found: _("%(who)s has %(count)s hours a week, %(most)s are allowed"),
    Kind.NOT_PLACED: lambda _found: _("%(who)s: %(count)s of %(most)s lessons are placed"),
    Kind.PLACED_TWICE: lambda _found: _("%(who)s: %(count)s lessons stand, %(most)s are asked for"),
    Kind.ROOM_SMALL: lambda _found: _("room %(who)s has %(most)s seats, the class %(count)s pupils: %(lessons)s"),
    Kind.ROOM_KIND: lambda _found: _("this lesson asks for another kind of room: %(lessons)s"),
    Kind.TEACHER_UNWANTED: lambda _found: _("%(who)s would rather not teach at this hour: %(lessons)s"),
    Kind.SUBJECT_TWICE: lambda _found: _("the subject stands twice a day: %(lessons)s"),
    Kind.CLASS_WAITS: lambda found: ngettext(
        "%(who)s waits for %(count)s lesson", "%(who)s waits for %(count)s lessons", found.count
    ),
    Kind.TEACHER_WAITS: lambda found: ngettext(
        "%(who)s has %(count)s empty hour between lessons in the week",
        "%(who)s has %(count)s empty hours between lessons in the week",
        found.count,
    ),
}
