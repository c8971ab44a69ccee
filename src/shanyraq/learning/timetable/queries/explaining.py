"""What a search found, in words: each kind of breach with its number, and why a week cannot be."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.learning.timetable.queries.asked import rows_of
from shanyraq.learning.timetable.queries.judging import Week
from shanyraq.learning.timetable.queries.searches import SearchRow
from shanyraq.learning.timetable.queries.words import demand_words, hour, lesson_words
from shanyraq.learning.timetable.rules.asking import AskKind
from shanyraq.learning.timetable.rules.evaluation import Fault
from shanyraq.learning.timetable.rules.necessary import Shortage


def breaches_in_words(row: SearchRow) -> list[tuple[str, int, int]]:
    """Kind, how many, and what they cost together; what must not be first."""
    words = {
        Fault.UNPLACED: _("lessons that have no place"),
        Fault.OUTSIDE: _("lessons outside the hours of the class"),
        Fault.GROUP_CLASH: _("classes with two lessons at once"),
        Fault.TEACHER_CLASH: _("teachers with two lessons at once"),
        Fault.TEACHER_AWAY: _("lessons while the teacher is not at the school"),
        Fault.TRAVEL: _("lessons without time to come from another building"),
        Fault.NO_ROOM: _("lessons without a room"),
        Fault.WRONG_ROOM: _("lessons in a room that does not suit"),
        Fault.ROOM_CLASH: _("rooms that are too full"),
        Fault.ROOM_AWAY: _("lessons in a closed room"),
        Fault.MOVED: _("locked lessons that are elsewhere"),
        Fault.BOND: _("subjects twice on one day, or parts of a class apart"),
        Fault.LIMIT: _("windows, late beginnings and long days"),
        Fault.WISH: _("hours that teachers would rather not have"),
        Fault.STRAIN: _("points of difficulty in tired hours"),
        Fault.OTHER_ROOM: _("lessons not in the room asked for"),
    }
    found = [(words[Fault(fault)], counted[0], counted[1]) for fault, counted in row.breaches.items()]
    return sorted(found, key=lambda line: (line[2] > 0, -line[2], -line[1]))


class Explaining:
    """Says what was asked, with the names of one week."""

    def __init__(self, week: Week) -> None:
        self.week = week
        self.demands = {str(row.id): row for row in week.demands}
        self.groups = {str(group.id): group for group in week.groups}
        self.rows = rows_of(week)
        self.teachers = {str(row.teacher_id): row.teacher for row in self.rows if row.teacher_id}
        self.parts = {str(row.subgroup_id): row.group for row in self.rows if row.subgroup_id}

    def conflicts(self, why: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, list[str], bool]]:
        """For each conflict: its sentence, what cannot stand together, and whether each of it is needed for that."""
        for row in why:
            asks = [words for kind, key in row["asks"] if (words := self.ask(AskKind(kind), key))]
            yield self.reason(row["reason"]), asks, bool(row["small"])

    def reason(self, reason: Sequence[Any] | None) -> str:
        if reason is None:
            return _("These cannot all stand in one week.")
        shortage, who, wanted, possible = reason
        told = {"who": self._who(who), "wanted": wanted, "possible": possible}
        return _REASONS[Shortage(shortage)]() % told

    def ask(self, kind: AskKind, key: str) -> str:
        told = {
            AskKind.HOURS: self._hours,
            AskKind.ROOM: self._room,
            AskKind.AWAY: lambda key: _("%(who)s is not at the school in some hours") % {"who": self._who(key)},
            AskKind.SHIFT: self._shift,
            AskKind.SLOTS: lambda key: _("%(who)s: only in some hours") % {"who": self._who(key)},
            AskKind.LIMIT: lambda key: _("%(who)s: no more lessons a day than allowed") % {"who": self._of_limit(key)},
            AskKind.BOND: lambda key: _("%(who)s: the parts learn at the same hours") % {"who": self._of_bond(key)},
            AskKind.LOCK: self._lock,
        }
        return told[kind](key)

    def _who(self, key: str) -> str:
        if key in self.demands:
            return demand_words(self.demands[key])
        if key in self.groups:
            return self.groups[key].name
        return self.teachers.get(key) or self.parts.get(key) or key

    def _hours(self, key: str) -> str:
        row = self.demands.get(key)
        if row is None:
            return _("a locked lesson that nothing asks for")
        number = row.every_week + row.every_second_week
        words = ngettext("%(who)s: %(number)s lesson", "%(who)s: %(number)s lessons", number)
        return words % {"who": demand_words(row), "number": number}

    def _room(self, key: str) -> str:
        row = self.demands.get(key)
        if row is None or not row.room_name:
            return _("%(who)s: needs a room of its kind") % {"who": self._who(key)}
        return _("%(who)s: only in room %(room)s") % {"who": self._who(key), "room": row.room_name}

    def _shift(self, key: str) -> str:
        group = self.groups.get(key)
        if group is None:
            return ""  # a part comes when its class does
        return _("%(who)s learns in shift %(shift)s") % {"who": group.name, "shift": group.shift}

    def _of_limit(self, key: str) -> str:
        return self._who(key.split(" ")[1])

    def _of_bond(self, key: str) -> str:
        return self._who(key.split(" ")[1].split(":")[0])

    def _lock(self, key: str) -> str:
        """The locked lessons of the demand; one without a demand is told by itself."""
        demand, _sep, rest = key.partition(":")
        slots = [row for row in self.week.slots if row.locked and demand == str(row.demand_id)]
        if demand == "locked":
            slots = [row for row in self.week.slots if row.id == uuid.UUID(rest)]
        places = "; ".join(f"{lesson_words(row)} ({hour(row.weekday, row.number)})" for row in slots)
        return _("locked: %(lessons)s") % {"lessons": places}


_REASONS = {
    Shortage.TEACHER: lambda: _("%(who)s has %(wanted)s lessons a week and can come to %(possible)s of its hours."),
    Shortage.GROUP: lambda: _("%(who)s has %(wanted)s lessons a week, and its shift has %(possible)s hours."),
    Shortage.ROOMS: lambda: _("%(wanted)s lessons a week need such a room, and there is place for %(possible)s."),
    Shortage.NO_ROOM: lambda: _("%(who)s: no such room seats %(wanted)s pupils, the largest seats %(possible)s."),
    Shortage.LOCKS: lambda: _("%(who)s: %(wanted)s lessons are locked in one hour."),
    Shortage.LOCK_AWAY: lambda: _("%(who)s: a lesson is locked in an hour in which it cannot be."),
}
