"""The door of the journal."""

from shanyraq.learning.journal.actions.attendance import set_codes, take_attendance
from shanyraq.learning.journal.actions.corrections import (
    bring_points,
    bring_results,
    correct_result,
    declare_not_assessed,
)
from shanyraq.learning.journal.actions.disputes import excuse_score, moderate_score
from shanyraq.learning.journal.actions.following import Followed, follow_timetable
from shanyraq.learning.journal.actions.lessons import plan_lessons, write_lesson
from shanyraq.learning.journal.actions.marks import set_marks
from shanyraq.learning.journal.actions.periods import publish_term, publish_terms_many
from shanyraq.learning.journal.actions.score_batches import set_scores_many
from shanyraq.learning.journal.actions.scores import set_scores
from shanyraq.learning.journal.actions.summatives import (
    cancel_summative,
    move_summative,
    plan_summatives,
    plan_summatives_many,
)
from shanyraq.learning.journal.actions.terms import set_marks_many, take_attendance_many, write_lessons_many
from shanyraq.learning.journal.actions.unlocks import (
    ask_unlock,
    decline_late_edit,
    grant_unlock,
    refuse_unlock,
    take_late_edit,
)
from shanyraq.learning.journal.actions.years import enter_year_mark, publish_year
from shanyraq.learning.journal.models.words import (
    CODE_SHORT,
    CODE_WORDS,
    PART_WORDS,
    PERIOD_WORDS,
    SCHEME_WORDS,
    TEST_SHORT,
    VERDICT_WORDS,
)
from shanyraq.learning.journal.queries.beginnings import has_lessons
from shanyraq.learning.journal.queries.days import day_of_pupil, lessons_of_pupil, marks_since
from shanyraq.learning.journal.queries.explained import explained
from shanyraq.learning.journal.queries.files import FileRow, files_of_lessons
from shanyraq.learning.journal.queries.lessons import (
    lesson,
    lessons_of_group,
    lessons_of_organisation,
    lessons_of_teacher,
    teacher_day,
)
from shanyraq.learning.journal.queries.locks import LateRow, UnlockRow, late_edits, unlocks
from shanyraq.learning.journal.queries.planned import planned_topic, planned_topics_of
from shanyraq.learning.journal.queries.printed import Missed, Sheet, SheetCell, missed_lessons, sheet
from shanyraq.learning.journal.queries.pupil_tests import PupilTest, away_on, tests_of_pupil
from shanyraq.learning.journal.queries.receipts import receipt_for_mark
from shanyraq.learning.journal.queries.register import cell_states, lesson_register
from shanyraq.learning.journal.queries.results import (
    results_among,
    results_of_group,
    results_of_organisation,
    results_of_pupil,
)
from shanyraq.learning.journal.queries.rows import (
    CellState,
    LessonPage,
    LessonRow,
    MarkRow,
    PupilLesson,
    PupilRow,
    TeacherDay,
)
from shanyraq.learning.journal.queries.standing import stands_on_lessons
from shanyraq.learning.journal.queries.step_words import StepLine, lacks_words, step_lines
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
from shanyraq.learning.journal.queries.terms import (
    current_quarter,
    outcomes_of_groups,
    schemes_of_groups,
    term_page,
    year_of_pupil,
)
from shanyraq.learning.journal.queries.years import PupilYear, YearPage, year_page
from shanyraq.learning.journal.rules.drafts import (
    AttendanceDraft,
    Clash,
    CodeEdit,
    EntryDraft,
    Held,
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
from shanyraq.learning.journal.rules.rates import Rate, learning_level, quality, success
from shanyraq.learning.journal.rules.register import Code
from shanyraq.learning.journal.rules.scheme import Part, Period, Scheme, scheme_of
from shanyraq.learning.journal.rules.scores import Excuse, ScoreState
from shanyraq.learning.journal.rules.summative import Test
from shanyraq.learning.journal.rules.term_drafts import BroughtMark, Points, Published, ScoreDraft, ScoreEdit, TestDraft
from shanyraq.learning.journal.rules.year import after_year, altyn_belgi, distinction, final_outcome, year_outcome
from shanyraq.spine.registry.api import subject_name

__all__ = [
    "CODE_SHORT", "CODE_WORDS", "PART_WORDS", "PERIOD_WORDS", "SCHEME_WORDS", "TEST_SHORT", "VERDICT_WORDS",
    "AttendanceDraft", "BroughtMark", "CellState", "Clash", "Code", "CodeEdit", "Earned", "EntryDraft", "Excuse",
    "Explained", "FileRow", "Followed", "FormativeRow", "Held", "Kind", "LateRow", "LessonDraft", "LessonPage",
    "LessonRow", "MarkDraft", "MarkEdit", "MarkRow", "Missed", "Outcome", "Part", "Period", "Points", "Published",
    "PupilLesson", "PupilRow", "PupilTerm", "PupilTest", "PupilYear", "Rate", "Refused", "Result", "ResultRow",
    "Scheme", "ScoreDraft", "ScoreEdit", "ScoreRow", "ScoreState", "Sheet", "SheetCell", "Step", "StepLine",
    "Stored", "SubjectYear", "TeacherDay", "Term", "TermPage", "Test", "TestDraft", "TestRow", "UnlockRow",
    "Verdict", "YearPage", "after_year", "altyn_belgi", "ask_unlock", "away_on", "bring_points", "bring_results",
    "cancel_summative", "cell_states", "correct_result", "current_quarter", "day_of_pupil", "declare_not_assessed",
    "decline_late_edit", "distinction", "enter_year_mark", "excuse_score", "explained", "files_of_lessons",
    "final_outcome", "follow_timetable", "grant_unlock", "has_lessons", "is_locked", "lacks_words", "late_edits",
    "learning_level", "least_soch", "lesson", "lesson_register", "lessons_of_group", "lessons_of_organisation",
    "lessons_of_pupil", "lessons_of_teacher", "marks_since", "missed_lessons", "moderate_score", "move_summative",
    "outcome", "outcomes_of_groups", "plan_lessons", "plan_summatives", "plan_summatives_many", "planned_topic",
    "planned_topics_of", "publish_term", "publish_terms_many", "publish_year", "quality", "receipt_for_mark",
    "refuse_unlock", "results_among", "results_of_group", "results_of_organisation", "results_of_pupil",
    "scheme_of", "schemes_of_groups", "scores_of_pupil", "scores_of_tests", "set_codes", "set_marks",
    "set_marks_many", "set_scores", "set_scores_many", "sheet", "so_far", "stands_on_lessons", "step_lines",
    "subject_name", "success", "summative", "summatives_of_group", "summatives_of_organisation", "take_attendance",
    "take_attendance_many", "take_late_edit", "teacher_day", "term", "term_page", "tests_of_pupil", "unlocks",
    "what_if", "write_lesson", "write_lessons_many", "year_of_pupil", "year_outcome", "year_page",
]  # fmt: skip
