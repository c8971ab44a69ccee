"""The door of the journal."""

from shanyraq.learning.journal.actions.attendance import set_codes, take_attendance
from shanyraq.learning.journal.actions.lessons import plan_lessons, write_lesson
from shanyraq.learning.journal.actions.marks import set_marks
from shanyraq.learning.journal.actions.terms import set_marks_many, take_attendance_many, write_lessons_many
from shanyraq.learning.journal.models.words import CODE_SHORT, CODE_WORDS
from shanyraq.learning.journal.queries.beginnings import has_lessons
from shanyraq.learning.journal.queries.days import day_of_pupil, lessons_of_pupil, marks_since
from shanyraq.learning.journal.queries.lessons import lesson, lessons_of_group, lessons_of_teacher, teacher_day
from shanyraq.learning.journal.queries.receipts import receipt_for_mark
from shanyraq.learning.journal.queries.register import cell_states, lesson_register
from shanyraq.learning.journal.queries.rows import (
    CellState,
    LessonPage,
    LessonRow,
    MarkRow,
    PupilLesson,
    PupilRow,
    TeacherDay,
)
from shanyraq.learning.journal.rules.drafts import (
    AttendanceDraft,
    Clash,
    CodeEdit,
    EntryDraft,
    LessonDraft,
    MarkDraft,
    MarkEdit,
    Refused,
    Result,
    Stored,
)
from shanyraq.learning.journal.rules.register import Code
from shanyraq.spine.registry.api import subject_name

__all__ = [
    "CODE_SHORT",
    "CODE_WORDS",
    "AttendanceDraft",
    "CellState",
    "Clash",
    "Code",
    "CodeEdit",
    "EntryDraft",
    "LessonDraft",
    "LessonPage",
    "LessonRow",
    "MarkDraft",
    "MarkEdit",
    "MarkRow",
    "PupilLesson",
    "PupilRow",
    "Refused",
    "Result",
    "Stored",
    "TeacherDay",
    "cell_states",
    "day_of_pupil",
    "has_lessons",
    "lesson",
    "lesson_register",
    "lessons_of_group",
    "lessons_of_pupil",
    "lessons_of_teacher",
    "marks_since",
    "plan_lessons",
    "receipt_for_mark",
    "set_codes",
    "set_marks",
    "set_marks_many",
    "subject_name",
    "take_attendance",
    "take_attendance_many",
    "teacher_day",
    "write_lesson",
    "write_lessons_many",
]
