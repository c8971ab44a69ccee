"""Plan and fact: how far each class has come with its calendar plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.ui.render import Column, Grid
from shanyraq.learning.journal.policies import WRITERS
from shanyraq.learning.journal.queries.planned import progress_of_teacher


@page(*WRITERS)
@require_GET
def plan_progress(request: HttpRequest) -> HttpResponse:
    """Do my classes keep pace with their plans?"""
    teacher = current_scope().person_id
    rows = progress_of_teacher(teacher) if teacher else []
    grid = Grid(
        columns=[
            Column(_("Class")), Column(_("Lessons")), Column(_("Hours of the year"), numeric=True),
            Column(_("Lessons held"), numeric=True), Column(_("By the plan"), numeric=True),
            Column(_("Topic written"), numeric=True), Column(_("To catch up"), numeric=True),
        ],
        rows=[[row.group, row.subject, row.hours, row.held, row.laid, row.written, row.behind] for row in rows],
        caption=_("Plan and fact"),
        empty=_("There is no calendar plan for your lessons yet."),
    )  # fmt: skip
    return render(request, "journal/progress.html", {"grid": grid, "behind": sum(row.behind for row in rows)})
