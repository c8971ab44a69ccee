"""Addresses of the journal."""

from django.urls import path

from shanyraq.learning.journal.endpoints.cells import cells, edits, month_cells, token
from shanyraq.learning.journal.endpoints.receipts import mark_receipt
from shanyraq.learning.journal.pages.attendance import attendance
from shanyraq.learning.journal.pages.control import control, homework_load
from shanyraq.learning.journal.pages.explained import mark_explained
from shanyraq.learning.journal.pages.files import homework_file, lesson_files
from shanyraq.learning.journal.pages.lesson import lesson
from shanyraq.learning.journal.pages.locks import locks
from shanyraq.learning.journal.pages.marks import marks, marks_of_lesson
from shanyraq.learning.journal.pages.month import register_month
from shanyraq.learning.journal.pages.progress import plan_progress
from shanyraq.learning.journal.pages.scores import score_of_pupil, summative_page
from shanyraq.learning.journal.pages.summatives import class_tests, plan_of_test, school_tests
from shanyraq.learning.journal.pages.term import term_marks
from shanyraq.learning.journal.pages.week import week
from shanyraq.learning.journal.pages.year import year_marks

urlpatterns = [
    path("journal/token", token, name="journal_token"),
    path("journal/week/", week, name="journal_week"),
    path("journal/control/", control, name="register_control"),
    path("journal/lessons/<uuid:lesson_id>/load/", homework_load, name="homework_load"),
    path("journal/edits", edits, name="journal_edits"),
    path("journal/registers/<uuid:group_id>/<slug:subject>/", register_month, name="register_month"),
    path("journal/registers/<uuid:group_id>/<slug:subject>/cells", month_cells, name="month_cells"),
    path("journal/plans/", plan_progress, name="plan_progress"),
    path("journal/lessons/<uuid:lesson_id>/", lesson, name="lesson"),
    path("journal/lessons/<uuid:lesson_id>/attendance/", attendance, name="lesson_attendance"),
    path("journal/lessons/<uuid:lesson_id>/cells", cells, name="lesson_cells"),
    path("journal/lessons/<uuid:lesson_id>/files/", lesson_files, name="lesson_files"),
    path("journal/files/<uuid:file_id>/", homework_file, name="homework_file"),
    path("journal/marks/<str:day>/<uuid:mark_id>/receipt.json", mark_receipt, name="mark_receipt"),
    path("journal/marks/", marks, name="marks_desk"),
    path("journal/lessons/<uuid:lesson_id>/marks/", marks_of_lesson, name="marks_of_lesson"),
    path("journal/marks/<uuid:group_id>/<slug:subject>/<int:year>/year/", year_marks, name="year_marks"),
    path("journal/marks/<uuid:group_id>/<slug:subject>/<int:year>/<slug:period>/", term_marks, name="term_marks"),
    path(
        "journal/explained/<uuid:pupil_id>/<slug:subject>/<int:year>/<slug:period>/",
        mark_explained,
        name="mark_explained",
    ),
    path("journal/tests/", school_tests, name="school_tests"),
    path("journal/tests/classes/<uuid:group_id>/", class_tests, name="class_tests"),
    path("journal/tests/<uuid:summative_id>/", summative_page, name="summative"),
    path("journal/tests/<uuid:summative_id>/plan/", plan_of_test, name="plan_of_test"),
    path("journal/tests/<uuid:summative_id>/pupils/<uuid:pupil_id>/", score_of_pupil, name="score_of_pupil"),
    path("journal/locks/", locks, name="locks"),
]
