"""Addresses of the journal."""

from django.urls import path

from shanyraq.learning.journal.endpoints.cells import cells, edits, month_cells, token
from shanyraq.learning.journal.endpoints.receipts import mark_receipt
from shanyraq.learning.journal.pages.attendance import attendance
from shanyraq.learning.journal.pages.control import control, homework_load
from shanyraq.learning.journal.pages.files import homework_file, lesson_files
from shanyraq.learning.journal.pages.lesson import lesson
from shanyraq.learning.journal.pages.month import register_month
from shanyraq.learning.journal.pages.week import week

urlpatterns = [
    path("journal/token", token, name="journal_token"),
    path("journal/week/", week, name="journal_week"),
    path("journal/control/", control, name="register_control"),
    path("journal/lessons/<uuid:lesson_id>/load/", homework_load, name="homework_load"),
    path("journal/edits", edits, name="journal_edits"),
    path("journal/registers/<uuid:group_id>/<slug:subject>/", register_month, name="register_month"),
    path("journal/registers/<uuid:group_id>/<slug:subject>/cells", month_cells, name="month_cells"),
    path("journal/lessons/<uuid:lesson_id>/", lesson, name="lesson"),
    path("journal/lessons/<uuid:lesson_id>/attendance/", attendance, name="lesson_attendance"),
    path("journal/lessons/<uuid:lesson_id>/cells", cells, name="lesson_cells"),
    path("journal/lessons/<uuid:lesson_id>/files/", lesson_files, name="lesson_files"),
    path("journal/files/<uuid:file_id>/", homework_file, name="homework_file"),
    path("journal/marks/<str:day>/<uuid:mark_id>/receipt.json", mark_receipt, name="mark_receipt"),
]
