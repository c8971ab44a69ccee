"""Working plans, subgroups, timetables and their slots."""

from shanyraq.learning.timetable.models.bells import BellSchedule
from shanyraq.learning.timetable.models.calendar import CalendarPlan, PlannedTopic
from shanyraq.learning.timetable.models.demand import Demand, RoomClosure, TeacherHour
from shanyraq.learning.timetable.models.plan import PlanLine, WorkingPlan
from shanyraq.learning.timetable.models.search import Search
from shanyraq.learning.timetable.models.subgroups import Division, Subgroup, SubgroupMember
from shanyraq.learning.timetable.models.timetable import Slot, Timetable, TimetablePublished

__all__ = [
    "BellSchedule",
    "CalendarPlan",
    "Demand",
    "Division",
    "PlanLine",
    "PlannedTopic",
    "RoomClosure",
    "Search",
    "Slot",
    "Subgroup",
    "SubgroupMember",
    "TeacherHour",
    "Timetable",
    "TimetablePublished",
    "WorkingPlan",
]
