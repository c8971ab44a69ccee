"""When a teacher is there, when a room is closed, when the bells ring."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.inserts import insert_rows
from shanyraq.learning.timetable.models import BellSchedule, RoomClosure, TeacherHour
from shanyraq.learning.timetable.policies import may_plan, may_say_hours
from shanyraq.learning.timetable.reference import sanitary
from shanyraq.learning.timetable.rules.bells import wrong_with
from shanyraq.learning.timetable.rules.edits import HOURS, WEEKDAYS, HourDraft
from shanyraq.spine.registry import api as registry

WRONG = {
    "empty": _("There is no lesson in these bells."),
    "order": _("A lesson ends before it begins, or begins before the one before it has ended."),
    "early": _("Lessons do not begin before 8 in the morning."),
    "break": _("A break is shorter than the sanitary rules allow."),
}


@action(may=may_say_hours)
def say_hours(
    *, organisation_id: uuid.UUID, school_year: int, teacher_id: uuid.UUID, hours: Sequence[HourDraft]
) -> None:
    """These are the hours in which the teacher is away, would rather not teach or likes to; what was said before is
    gone. Raises Denied for an hour that no week has, or somebody who holds no post at the school."""
    if organisation_id not in {post.organisation_id for post in registry.posts_of(teacher_id, day=clock.today())}:
        raise Denied(_("This teacher has no post at the school on that day."), field="teacher")
    kinds = {kind.value for kind in TeacherHour.Kind}
    for hour in hours:
        if hour.weekday not in WEEKDAYS or hour.number not in HOURS or hour.kind not in kinds:
            raise Denied(_("The week has no such hour."), field="hours")
    keys = {(hour.shift, hour.weekday, hour.number): hour for hour in hours}
    TeacherHour.objects.filter(organisation_id=organisation_id, school_year=school_year, teacher_id=teacher_id).delete()
    insert_rows(
        [
            TeacherHour(
                organisation_id=organisation_id, school_year=school_year, teacher_id=teacher_id, shift=hour.shift,
                weekday=hour.weekday, number=hour.number, kind=hour.kind, reason=hour.reason[:200],
            )
            for hour in keys.values()
        ]
    )  # fmt: skip


@action(may=may_plan)
def close_room(
    *, organisation_id: uuid.UUID, room_id: uuid.UUID, since: dt.date, reason: str, last: dt.date | None = None
) -> uuid.UUID:
    """The room cannot be used from this day on; weeks in which it stands say so. Returns the id of the closure."""
    if room_id not in {room.id for room in registry.rooms_standing([organisation_id])}:
        raise Denied(_("This room is not one of the school."), field="room")
    if last is not None and last < since:
        raise Denied(_("The last day comes before the first."), field="last")
    if not reason.strip():
        raise Denied(_("Say in a few words why the room is closed."), field="reason")
    closure = RoomClosure(
        organisation_id=organisation_id, room_id=room_id, valid_from=since, valid_to=last, reason=reason.strip()[:200]
    )
    insert_rows([closure])
    return closure.id


@action(may=may_plan)
def open_room(*, organisation_id: uuid.UUID, room_id: uuid.UUID, since: dt.date) -> None:
    """The room can be used again from this day on."""
    rows = RoomClosure.objects.filter(organisation_id=organisation_id, room_id=room_id, valid_to=None)
    rows.filter(valid_from__gte=since).delete()
    rows.filter(valid_from__lt=since).update(valid_to=since - dt.timedelta(days=1))


@action(may=may_plan)
def set_bells(
    *,
    organisation_id: uuid.UUID,
    shift: int,
    times: Sequence[tuple[dt.time, dt.time]],
    since: dt.date,
    first_grade: int = 0,
    last_grade: int = 12,
    weekday: int | None = None,
    last: dt.date | None = None,
) -> uuid.UUID:
    """These bells ring for these grades of the shift from this day on, in place of the school's former ones.

    Raises Denied where lessons overlap, begin too early or have too short a break between them.
    """
    earliest = dt.time(int(sanitary.limit("earliest_hour", first_grade, day=since) or 0))
    wrong = wrong_with(
        times, earliest=earliest, least_break=int(sanitary.limit("least_break", first_grade, day=since) or 0)
    )
    if wrong:
        raise Denied(WRONG[wrong], field="times")
    same = BellSchedule.objects.filter(
        organisation_id=organisation_id, shift=shift, first_grade=first_grade, last_grade=last_grade, weekday=weekday,
        valid_to=None,
    )  # fmt: skip
    same.filter(valid_from__gte=since).delete()
    same.filter(valid_from__lt=since).update(valid_to=since - dt.timedelta(days=1))
    row = BellSchedule.objects.create(
        organisation_id=organisation_id, shift=shift, first_grade=first_grade, last_grade=last_grade, weekday=weekday,
        valid_from=since, valid_to=last, times=[[f"{starts:%H:%M}", f"{ends:%H:%M}"] for starts, ends in times],
    )  # fmt: skip
    return row.id
