"""The door of the journal."""

from shanyraq.learning.journal.actions.attendance import set_codes, take_attendance
from shanyraq.learning.journal.actions.lessons import plan_lessons, write_lesson
from shanyraq.learning.journal.actions.marks import set_marks
from shanyraq.learning.journal.actions.terms import set_marks_many, take_attendance_many, write_lessons_many
from shanyraq.learning.journal.models.words import CODE_SHORT, CODE_WORDS
from shanyraq.learning.journal.queries.beginnings import has_lessons
from shanyraq.learning.journal.queries.days import day_of_pupil, lessons_of_pupil, marks_since
from shanyraq.learning.journal.queries.explained import explained
from shanyraq.learning.journal.queries.lessons import lesson, lessons_of_group, lessons_of_teacher, teacher_day
from shanyraq.learning.journal.queries.pupil_tests import PupilTest, away_on, tests_of_pupil
from shanyraq.learning.journal.queries.receipts import receipt_for_mark
from shanyraq.learning.journal.queries.register import cell_states, lesson_register
from shanyraq.learning.journal.queries.results import results_of_group, results_of_organisation, results_of_pupil
from shanyraq.learning.journal.queries.rows import (
    CellState,
    LessonPage,
    LessonRow,
    MarkRow,
    PupilLesson,
    PupilRow,
    TeacherDay,
)
from shanyraq.learning.journal.queries.summatives import (
    scores_of_pupil,
    scores_of_tests,
    summative,
    summatives_of_group,
    summatives_of_organisation,
)
from shanyraq.learning.journal.queries.term_rows import (
    Explained,
    FormativeRow,
    PupilTerm,
    ResultRow,
    ScoreRow,
    SubjectYear,
    TermPage,
    TestRow,
)
from shanyraq.learning.journal.queries.terms import current_quarter, outcomes_of_groups, term_page, year_of_pupil
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
from shanyraq.learning.journal.rules.locks import Term, is_locked, term
from shanyraq.learning.journal.rules.period import (
    Earned,
    Kind,
    Outcome,
    Step,
    Verdict,
    least_soch,
    outcome,
    so_far,
    what_if,
)
from shanyraq.learning.journal.rules.rates import learning_level, quality, success
from shanyraq.learning.journal.rules.register import Code
from shanyraq.learning.journal.rules.scheme import Part, Period, Scheme, scheme_of
from shanyraq.learning.journal.rules.scores import ScoreState
from shanyraq.learning.journal.rules.summative import Test
from shanyraq.learning.journal.rules.year import (
    after_year,
    altyn_belgi,
    distinction,
    final_outcome,
    year_outcome,
)
from shanyraq.spine.registry.api import subject_name

__all__ = [
    "CODE_SHORT",
    "CODE_WORDS",
    "AttendanceDraft",
    "CellState",
    "Clash",
    "Code",
    "CodeEdit",
    "Earned",
    "EntryDraft",
    "Explained",
    "FormativeRow",
    "Kind",
    "LessonDraft",
    "LessonPage",
    "LessonRow",
    "MarkDraft",
    "MarkEdit",
    "MarkRow",
    "Outcome",
    "Part",
    "Period",
    "PupilLesson",
    "PupilRow",
    "PupilTerm",
    "PupilTest",
    "Refused",
    "Result",
    "ResultRow",
    "Scheme",
    "ScoreRow",
    "ScoreState",
    "Step",
    "Stored",
    "SubjectYear",
    "TeacherDay",
    "Term",
    "TermPage",
    "Test",
    "TestRow",
    "Verdict",
    "after_year",
    "altyn_belgi",
    "away_on",
    "cell_states",
    "current_quarter",
    "day_of_pupil",
    "distinction",
    "explained",
    "final_outcome",
    "has_lessons",
    "is_locked",
    "learning_level",
    "least_soch",
    "lesson",
    "lesson_register",
    "lessons_of_group",
    "lessons_of_pupil",
    "lessons_of_teacher",
    "marks_since",
    "outcome",
    "outcomes_of_groups",
    "plan_lessons",
    "quality",
    "receipt_for_mark",
    "results_of_group",
    "results_of_organisation",
    "results_of_pupil",
    "scheme_of",
    "scores_of_pupil",
    "scores_of_tests",
    "set_codes",
    "set_marks",
    "set_marks_many",
    "so_far",
    "subject_name",
    "success",
    "summative",
    "summatives_of_group",
    "summatives_of_organisation",
    "take_attendance",
    "take_attendance_many",
    "teacher_day",
    "term",
    "term_page",
    "tests_of_pupil",
    "what_if",
    "write_lesson",
    "write_lessons_many",
    "year_of_pupil",
    "year_outcome",
]
