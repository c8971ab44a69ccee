"""Calendar plans: the own ones, those of colleagues to copy from, one plan as a table."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.sheets.api import download, write_table
from shanyraq.kernel.ui.render import Column, Grid
from shanyraq.learning.timetable.actions.calendar import copy_calendar_plan, write_calendar_plan
from shanyraq.learning.timetable.forms import FileForm
from shanyraq.learning.timetable.pages.words import refused, year_now
from shanyraq.learning.timetable.policies import TEACHERS
from shanyraq.learning.timetable.queries.calendar import CalendarRow, calendar_plan, calendar_plans, topics_of
from shanyraq.learning.timetable.queries.teaching import Taught, taught_by
from shanyraq.learning.timetable.queries.topic_files import BroughtTopics, topic_headings, topics_from_table
from shanyraq.learning.timetable.queries.words import language
from shanyraq.learning.timetable.rules.topics import Topic


@page(*TEACHERS)
@require_http_methods(["GET", "POST"])
def calendar_plans_page(request: HttpRequest) -> HttpResponse:
    """GET: for what have I a plan, for what not, and whose could I take? POST: a plan is brought or copied."""
    scope = current_scope()
    organisation_id, teacher_id, year = sorted(scope.at(*TEACHERS))[0], scope.person_id, year_now()
    taught = taught_by(teacher_id, organisation_id, day=clock.today()) if teacher_id else []
    form = FileForm(request.POST, request.FILES) if "brings" in request.POST else None
    brought: BroughtTopics | None = None
    if request.method == "POST" and teacher_id:
        chosen = next((one for one in taught if one.key == request.POST.get("for")), None)
        if form is None:
            return _copied(request, organisation_id, teacher_id, year)
        if chosen and form.is_valid():
            brought = _brought(request, form, organisation_id, teacher_id, year, chosen)
    plans = calendar_plans(organisation_id, subjects={one.subject for one in taught})
    mine = [row for row in plans if row.teacher_id == teacher_id and row.school_year == year]
    covered = {(row.subject_code, row.grade) for row in mine}
    context = {
        "mine": mine,
        "without": [one for one in taught if (one.subject, one.grade) not in covered],
        "taught": taught,
        "others": [row for row in plans if row not in mine],
        "form": form or FileForm(),
        "brought": brought,
        "names": topic_headings(language()),
    }
    return render(request, "timetable/calendar_plans.html", context, status=422 if form and form.errors else 200)


def _brought(
    request: HttpRequest, form: FileForm, organisation_id: uuid.UUID, teacher_id: uuid.UUID, year: int, chosen: Taught
) -> BroughtTopics | None:
    file = form.cleaned_data["file"]
    try:
        found = topics_from_table(file.read(), file.name)
        if found.topics:
            write_calendar_plan(
                organisation_id=organisation_id, school_year=year, teacher_id=teacher_id, subject=chosen.subject,
                grade=chosen.grade, topics=found.topics,
            )  # fmt: skip
    except Denied as refusal:
        refused(request, refusal, form)
        return None
    return found


def _copied(request: HttpRequest, organisation_id: uuid.UUID, teacher_id: uuid.UUID, year: int) -> HttpResponse:
    try:
        source = uuid.UUID(request.POST.get("from", ""))
    except ValueError as error:
        raise Hidden(_("There is no such calendar plan.")) from error
    made = copy_calendar_plan(
        organisation_id=organisation_id, school_year=year, teacher_id=teacher_id, source_id=source
    )
    messages.success(request, _("The plan is copied: it is yours to change."))
    return HttpResponseRedirect(reverse("calendar_plan", args=[made]))


@page(*TEACHERS)
@require_GET
def calendar_plan_page(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """What is taught in which quarter, for which objectives?"""
    row = _found(plan_id)
    topics = topics_of(plan_id)
    return render(request, "timetable/calendar_plan.html", {"row": row, "grid": _grid(topics), "topics": topics})


@page(*TEACHERS)
@require_GET
def calendar_plan_table(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """The plan as a table that can be changed and brought in again."""
    row = _found(plan_id)
    rows = [(one.quarter, one.topic, ", ".join(one.objectives), one.hours, one.homework) for one in topics_of(plan_id)]
    name = f"{row.subject} {row.group or row.grade}"
    return download(f"{name}.xlsx", write_table(name, topic_headings(language()), rows))


def _grid(topics: list[Topic]) -> Grid:
    return Grid(
        columns=[
            Column("№", numeric=True), Column(_("Quarter"), numeric=True), Column(_("Topic")),
            Column(_("Learning objectives")), Column(_("Hours"), numeric=True), Column(_("Homework")),
        ],
        rows=[
            [one.number, one.quarter, one.topic, ", ".join(one.objectives), one.hours, one.homework] for one in topics
        ],
        caption=_("Calendar plan"),
        empty=_("There is no topic in this plan."),
    )  # fmt: skip


def _found(plan_id: uuid.UUID) -> CalendarRow:
    row = calendar_plan(plan_id)
    if row is None:
        raise Hidden(_("There is no such calendar plan."))
    return row
