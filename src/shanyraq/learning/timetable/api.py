"""The door of the timetable."""

from shanyraq.learning.timetable.actions.calendar import copy_calendar_plan, write_calendar_plan
from shanyraq.learning.timetable.actions.demands import add_demands, change_demand, drop_demand, propose_demands
from shanyraq.learning.timetable.actions.edits import edit_slots
from shanyraq.learning.timetable.actions.hours import close_room, open_room, say_hours, set_bells
from shanyraq.learning.timetable.actions.plans import approve_working_plan, propose_working_plan, set_hours
from shanyraq.learning.timetable.actions.subgroups import divide, end_division, put_in_part
from shanyraq.learning.timetable.actions.versions import (
    begin_timetable,
    discard_timetable,
    publish_timetable,
    put_slots,
)
from shanyraq.learning.timetable.queries.bells import Bells, bells_of
from shanyraq.learning.timetable.queries.calendar import Progress, Stream, calendar_plans, planned_topics, progress
from shanyraq.learning.timetable.queries.dates import DatedLesson, dated_lessons, is_taught
from shanyraq.learning.timetable.queries.demands import (
    demands_of,
    members_of,
    parts_joined,
    parts_of,
    parts_of_pupil,
    teacher_hours,
)
from shanyraq.learning.timetable.queries.judging import Week, rooms_of, week
from shanyraq.learning.timetable.queries.plans import proposed_divisions, working_plan
from shanyraq.learning.timetable.queries.rows import DemandRow, PartRow, RoomRow, SlotRow, TimetableRow
from shanyraq.learning.timetable.queries.timetables import (
    organisations_with_timetable,
    slots_of,
    slots_standing,
    timetable,
    timetables_of,
    versions,
)
from shanyraq.learning.timetable.queries.words import lesson_words, part_words
from shanyraq.learning.timetable.rules.conflicts import Conflict, Kind
from shanyraq.learning.timetable.rules.edits import DemandDraft, Edit, HourDraft, SlotDraft, Verb
from shanyraq.learning.timetable.rules.topics import Topic
from shanyraq.learning.timetable.rules.week import Weeks

__all__ = [
    "Bells", "Conflict", "DatedLesson", "DemandDraft", "DemandRow", "Edit", "HourDraft", "Kind", "PartRow",
    "Progress", "RoomRow", "SlotDraft", "SlotRow", "Stream", "TimetableRow", "Topic", "Verb", "Week", "Weeks",
    "add_demands", "approve_working_plan", "begin_timetable", "bells_of", "calendar_plans", "change_demand",
    "close_room", "copy_calendar_plan", "dated_lessons", "demands_of", "discard_timetable", "divide", "drop_demand",
    "edit_slots", "end_division", "is_taught", "lesson_words", "members_of", "open_room",
    "organisations_with_timetable", "part_words", "parts_joined", "parts_of", "parts_of_pupil", "planned_topics",
    "progress", "propose_demands", "propose_working_plan", "proposed_divisions", "publish_timetable", "put_in_part",
    "put_slots", "rooms_of", "say_hours", "set_bells", "set_hours", "slots_of", "slots_standing", "teacher_hours",
    "timetable", "timetables_of", "versions", "week", "working_plan", "write_calendar_plan",
]  # fmt: skip
