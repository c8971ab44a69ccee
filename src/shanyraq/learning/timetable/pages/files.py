"""A timetable comes in as a table, and the template for it goes out."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.sheets.api import download, write_table
from shanyraq.learning.timetable.actions.versions import put_slots
from shanyraq.learning.timetable.forms import FileForm
from shanyraq.learning.timetable.pages.words import refused
from shanyraq.learning.timetable.policies import HEADS
from shanyraq.learning.timetable.queries.files import Brought, headings, week_from_table
from shanyraq.learning.timetable.queries.rows import TimetableRow
from shanyraq.learning.timetable.queries.timetables import slots_of, timetable
from shanyraq.learning.timetable.queries.words import language, part_words, weekday

WEEKS = {
    "kk": {"odd": "тақ", "even": "жұп"}, "ru": {"odd": "нечётная", "even": "чётная"},
    "en": {"odd": "odd", "even": "even"},
}  # fmt: skip
"""As the reader of the table takes them back."""


@page(*HEADS)
@require_http_methods(["GET", "POST"])
def timetable_file(request: HttpRequest, timetable_id: uuid.UUID) -> HttpResponse:
    """GET: what the file must hold. POST: the good rows are the draft's lessons, the others are named."""
    row = _found(timetable_id)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else None
    brought = _brought(request, form, row) if form is not None and form.is_valid() else None
    context = {
        "row": row,
        "form": form or FileForm(),
        "brought": brought,
        "names": headings(language()),
    }
    return render(request, "timetable/file.html", context, status=422 if form is not None and form.errors else 200)


def _brought(request: HttpRequest, form: FileForm, row: TimetableRow) -> Brought | None:
    file = form.cleaned_data["file"]
    try:
        found = week_from_table(file.read(), file.name, row)
        if found.drafts:
            put_slots(timetable_id=row.id, drafts=found.drafts)
    except Denied as refusal:
        refused(request, refusal, form)
        return None
    return found


@page(*HEADS)
@require_GET
def timetable_table(request: HttpRequest, timetable_id: uuid.UUID) -> HttpResponse:
    """The week as a table that can be brought in again; of an empty week, the template."""
    row = _found(timetable_id)
    rows = [
        (
            slot.group, part_words(slot.part_number, slot.part_name), weekday(slot.weekday), slot.number, slot.subject,
            slot.teacher, slot.room, WEEKS[language()].get(slot.weeks, ""),
        )
        for slot in slots_of(timetable_id)
    ]  # fmt: skip
    return download(f"{row.name}.xlsx", write_table(row.name, headings(language()), rows))


def _found(timetable_id: uuid.UUID) -> TimetableRow:
    row = timetable(timetable_id)
    if row is None:
        raise Hidden(_("There is no such version."))
    return row
