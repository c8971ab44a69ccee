"""Each kind of FET constraint as the problem's own words. A converter says False where it cannot hold this one."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from shanyraq.learning.timetable.gateways.fet.converting import Draft, room, students, teacher, weight
from shanyraq.learning.timetable.gateways.fet.file import Node
from shanyraq.learning.timetable.gateways.fet.school import Lesson
from shanyraq.learning.timetable.rules.problem import Bond, BondKind, Limit, LimitKind, Lock, Wish

Converter = Callable[[Draft, Node], bool]


def _nothing(draft: Draft, node: Node) -> bool:
    """Always kept: nobody is in two places at once, rooms are large enough."""
    return True


def _limit(kind: LimitKind, figure: str, whom: Callable[[Draft, Node], list[str]]) -> Converter:
    def convert(draft: Draft, node: Node) -> bool:
        for who in whom(draft, node):
            draft.limits.append(Limit(draft.name(node), kind, who, int(node.get(figure)), weight(node)))
        return True

    return convert


def _interval(whom: Callable[[Draft, Node], list[str]]) -> Converter:
    def convert(draft: Draft, node: Node) -> bool:
        hours = draft.school.hours
        first = hours.index(node.get("Interval_Start_Hour"))
        end = node.get("Interval_End_Hour")
        last = hours.index(end) if end in hours else len(hours)
        slots = frozenset(index for index, slot in enumerate(draft.school.slots) if first <= slot.order < last)
        for who in whom(draft, node):
            number = int(node.get("Max_Days_Per_Week"))
            draft.limits.append(Limit(draft.name(node), LimitKind.DAYS_WEEK, who, number, weight(node), slots))
        return True

    return convert


def _one_teacher(draft: Draft, node: Node) -> list[str]:
    return [teacher(node.get("Teacher_Name") or node.get("Teacher"))]


def _teachers(draft: Draft, node: Node) -> list[str]:
    return list(draft.teachers)


def _one_set(draft: Draft, node: Node) -> list[str]:
    """FET judges each smallest set of students by itself, and when each of them may come."""
    return [students(part) for part in sorted(draft.school.parts.get(node.get("Students"), ()))]


def _all_sets(draft: Draft, node: Node) -> list[str]:
    return [students(part) for part in sorted({part for parts in draft.school.parts.values() for part in parts})]


def _times(draft: Draft, node: Node, row: str, day: str, hour: str) -> frozenset[int]:
    return frozenset(draft.school.slot(time.get(day), time.get(hour)) for time in node.all(row))


def _teacher_away(draft: Draft, node: Node) -> bool:
    who = teacher(node.get("Teacher"))
    times = _times(draft, node, "Not_Available_Time", "Day", "Hour")
    if (price := weight(node)) is not None:
        draft.wishes.append(Wish(draft.name(node), who, times, price))
        return True
    draft.teachers[who] = replace(draft.teachers[who], unavailable=draft.teachers[who].unavailable | times)
    return True


def _students_away(draft: Draft, node: Node) -> bool:
    away = _times(draft, node, "Not_Available_Time", "Day", "Hour")
    parts = draft.groups[students(node.get("Students"))].parts
    for key, group in draft.groups.items():
        if group.parts & parts:  # whoever has these students in it cannot come either
            allowed = group.slots if group.slots is not None else frozenset(range(len(draft.school.slots)))
            draft.groups[key] = replace(group, slots=allowed - away)
    return weight(node) is None


def _breaks(draft: Draft, node: Node) -> bool:
    away = _times(draft, node, "Break_Time", "Day", "Hour")
    for key in draft.activities:
        _within(draft, key, frozenset(range(len(draft.school.slots))) - away)
    return True


def _within(draft: Draft, key: str, slots: frozenset[int]) -> None:
    row = draft.activities[key]
    draft.activities[key] = replace(row, slots=slots if row.slots is None else row.slots & slots)


def _begin(draft: Draft, node: Node, keys: Iterable[str], starts: frozenset[int], price: int | None) -> None:
    for key in keys:
        row = draft.activities[key]
        if price is None:
            draft.activities[key] = replace(row, starts=starts if row.starts is None else row.starts & starts)
        elif price:
            wrong = frozenset(range(len(draft.school.slots))) - _covered(draft, starts, row.length)
            draft.wishes.append(Wish(draft.name(node), key, wrong, price))


def _covered(draft: Draft, starts: frozenset[int], length: int) -> frozenset[int]:
    return frozenset(start + step for start in starts for step in range(length))


def _matching(draft: Draft, node: Node) -> list[str]:
    """The activities a constraint's filter is about; an empty field lets all through."""
    return [row.id for row in draft.school.lessons.values() if _matches(draft, node, row)]


def _matches(draft: Draft, node: Node, row: Lesson) -> bool:
    parts = draft.school.parts
    wanted = node.get("Students_Name") or node.get("Students")
    inside = not wanted or any(parts.get(name, frozenset()) <= parts.get(wanted, frozenset()) for name in row.students)
    fields = (
        (node.get("Teacher_Name") or node.get("Teacher"), row.teachers),
        (node.get("Subject_Name") or node.get("Subject"), (row.subject,)),
        (node.get("Activity_Tag_Name") or node.get("Activity_Tag"), row.tags),
        (node.get("Duration"), (str(row.duration),)),
    )
    return inside and all(not value or value in own for value, own in fields)


STARTING = ("Preferred_Starting_Time", "Preferred_Starting_Day", "Preferred_Starting_Hour")
SLOTS = ("Preferred_Time_Slot", "Preferred_Day", "Preferred_Hour")


def _preferred_starts(draft: Draft, node: Node) -> bool:
    keys = [node.get("Activity_Id")] if node.get("Activity_Id") else _matching(draft, node)
    known = [key for key in keys if key in draft.activities]
    _begin(draft, node, known, _times(draft, node, *STARTING), weight(node))
    return True


def _preferred_slots(draft: Draft, node: Node) -> bool:
    keys = [node.get("Activity_Id")] if node.get("Activity_Id") else _matching(draft, node)
    slots, price = _times(draft, node, *SLOTS), weight(node)
    for key in (key for key in keys if key in draft.activities):
        if price is None:
            _within(draft, key, slots)
        elif price:
            draft.wishes.append(Wish(draft.name(node), key, frozenset(range(len(draft.school.slots))) - slots, price))
    return True


def _preferred_start(draft: Draft, node: Node) -> bool:
    key, day, hour = node.get("Activity_Id"), node.get("Preferred_Day"), node.get("Preferred_Hour")
    if key not in draft.activities:
        return True
    if not day or not hour:
        return False
    slot = draft.school.slot(day, hour)
    if weight(node) is None:
        draft.locks.append(Lock(key, slot))
    else:
        _begin(draft, node, [key], frozenset({slot}), weight(node))
    return True


def _bond(kind: BondKind, figure: str = "") -> Converter:
    def convert(draft: Draft, node: Node) -> bool:
        keys = tuple(key for key in dict.fromkeys(node.texts("Activity_Id")) if key in draft.activities)
        number = int(node.get(figure) or 1) if figure else 1
        joined = node.get("Consecutive_If_Same_Day") == "true" and weight(node) is not None
        if len(keys) > 1:
            draft.bonds.append(Bond(draft.name(node), kind, keys, number, weight(node), joined))
        return True

    return convert


def _two(kind: BondKind, *, joined: bool = False) -> Converter:
    def convert(draft: Draft, node: Node) -> bool:
        keys = (node.get("First_Activity_Id"), node.get("Second_Activity_Id"))
        if all(key in draft.activities for key in keys):
            draft.bonds.append(Bond(draft.name(node), kind, keys, 1, weight(node), joined))
        return True

    return convert


def _early(draft: Draft, node: Node) -> bool:
    """Exact where no day may begin late; with some allowed, that they begin at the second hour is not kept."""
    number = int(node.get("Max_Beginnings_At_Second_Hour") or 0)
    for who in _one_set(draft, node) if node.get("Students") else _all_sets(draft, node):
        draft.limits.append(Limit(draft.name(node), LimitKind.LATE_STARTS, who, number, weight(node)))
    return number == 0


def _rooms(draft: Draft, node: Node, keys: Iterable[str], *, home: bool) -> bool:
    names = [*node.texts("Room"), *node.texts("Preferred_Room")]
    keys = [key for key in keys if key in draft.activities]
    if unknown := {room(name) for name in names} - draft.rooms.keys():
        return not unknown
    rooms = frozenset(room(name) for name in names)
    for key in keys:
        row = draft.activities[key]
        if weight(node) is not None:
            wanted = row.rooms or frozenset(draft.rooms)
            draft.activities[key] = replace(row, rooms=wanted, preferred_rooms=rooms)
        elif home:
            draft.at_home[key] = rooms
        else:
            draft.activities[key] = replace(row, rooms=row.rooms & rooms if row.rooms & rooms else rooms)
    return True


def _activity_rooms(draft: Draft, node: Node) -> bool:
    return _rooms(draft, node, node.texts("Activity_Id"), home=False)


def _matching_rooms(draft: Draft, node: Node) -> bool:
    return _rooms(draft, node, _matching(draft, node), home=False)


def _home_rooms(draft: Draft, node: Node) -> bool:
    return _rooms(draft, node, _matching(draft, node), home=True)


def _room_away(draft: Draft, node: Node) -> bool:
    key = room(node.get("Room"))
    if key not in draft.rooms or weight(node) is not None:
        return False
    times = _times(draft, node, "Not_Available_Time", "Day", "Hour")
    draft.rooms[key] = replace(draft.rooms[key], unavailable=draft.rooms[key].unavailable | times)
    return True


def _for_all(name: str, kind: LimitKind, figure: str) -> dict[str, Converter]:
    """The same limit for one teacher, all teachers, one set of students, all students."""
    return {
        f"Teacher{name}": _limit(kind, figure, _one_teacher),
        f"Teachers{name}": _limit(kind, figure, _teachers),
        f"StudentsSet{name}": _limit(kind, figure, _one_set),
        f"Students{name}": _limit(kind, figure, _all_sets),
    }


CONVERT: dict[str, Converter] = {
    "BasicCompulsoryTime": _nothing,
    "BasicCompulsorySpace": _nothing,
    **_for_all("MaxGapsPerWeek", LimitKind.WINDOWS_WEEK, "Max_Gaps"),
    **_for_all("MaxGapsPerDay", LimitKind.WINDOWS_DAY, "Max_Gaps"),
    **_for_all("MaxDaysPerWeek", LimitKind.DAYS_WEEK, "Max_Days_Per_Week"),
    **_for_all("MaxHoursDaily", LimitKind.MOST_DAY, "Maximum_Hours_Daily"),
    **_for_all("MinHoursDaily", LimitKind.LEAST_DAY, "Minimum_Hours_Daily"),
    **_for_all("MaxHoursContinuously", LimitKind.IN_A_ROW, "Maximum_Hours_Continuously"),
    "TeacherIntervalMaxDaysPerWeek": _interval(_one_teacher),
    "TeachersIntervalMaxDaysPerWeek": _interval(_teachers),
    "StudentsSetIntervalMaxDaysPerWeek": _interval(_one_set),
    "StudentsIntervalMaxDaysPerWeek": _interval(_all_sets),
    "TeacherNotAvailableTimes": _teacher_away,
    "StudentsSetNotAvailableTimes": _students_away,
    "BreakTimes": _breaks,
    "StudentsEarlyMaxBeginningsAtSecondHour": _early,
    "StudentsSetEarlyMaxBeginningsAtSecondHour": _early,
    "ActivityPreferredStartingTime": _preferred_start,
    "ActivityPreferredStartingTimes": _preferred_starts,
    "ActivitiesPreferredStartingTimes": _preferred_starts,
    "ActivityPreferredTimeSlots": _preferred_slots,
    "ActivitiesPreferredTimeSlots": _preferred_slots,
    "MinDaysBetweenActivities": _bond(BondKind.SPREAD, "MinDays"),
    "MaxDaysBetweenActivities": _bond(BondKind.NEAR, "MaxDays"),
    "ActivitiesNotOverlapping": _bond(BondKind.APART),
    "ActivitiesSameStartingTime": _bond(BondKind.TOGETHER),
    "ActivitiesSameStartingDay": _bond(BondKind.SAME_DAY),
    "ActivitiesSameStartingHour": _bond(BondKind.SAME_HOUR),
    "TwoActivitiesConsecutive": _two(BondKind.FOLLOWS),
    "TwoActivitiesOrdered": _two(BondKind.BEFORE),
    "TwoActivitiesGrouped": _two(BondKind.SAME_DAY, joined=True),
    "RoomNotAvailableTimes": _room_away,
    "ActivityPreferredRoom": _activity_rooms,
    "ActivityPreferredRooms": _activity_rooms,
    "SubjectPreferredRoom": _matching_rooms,
    "SubjectPreferredRooms": _matching_rooms,
    "SubjectActivityTagPreferredRoom": _matching_rooms,
    "SubjectActivityTagPreferredRooms": _matching_rooms,
    "ActivityTagPreferredRoom": _matching_rooms,
    "ActivityTagPreferredRooms": _matching_rooms,
    "TeacherHomeRoom": _home_rooms,
    "TeacherHomeRooms": _home_rooms,
    "StudentsSetHomeRoom": _home_rooms,
    "StudentsSetHomeRooms": _home_rooms,
}
