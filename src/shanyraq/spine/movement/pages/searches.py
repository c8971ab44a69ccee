"""Searches: which children do we look for, and one child's search."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.ui.acting import done
from shanyraq.kernel.ui.excel import as_excel, asks_excel
from shanyraq.spine.access import api as access
from shanyraq.spine.movement.actions.searches import close_search, take_step
from shanyraq.spine.movement.forms.search import CloseForm, StepForm
from shanyraq.spine.movement.pages.sending import school_name, school_of
from shanyraq.spine.movement.policies import HEADS, KEEPERS
from shanyraq.spine.movement.queries.searches import SearchRow, search, searches, steps_of


@page(*KEEPERS)
@require_GET
def search_list(request: HttpRequest) -> HttpResponse:
    """Which children were expected at our school and are seen nowhere?"""
    school = school_of(request)
    rows = searches(school)
    if asks_excel(request):
        return _sheet(rows, whose=school_name(school))
    told = {"rows": rows, "open": sum(row.is_open for row in rows), "late": sum(row.late for row in rows)}
    return render(request, "movement/searches.html", told)


def _sheet(rows: list[SearchRow], *, whose: str) -> HttpResponse:
    columns = [_("Name"), _("Why"), _("Owner"), _("Since"), _("Deadline"), _("Outcome"), _("Closed")]
    lines = [[row.person, row.why, row.owner, row.opened_on, row.deadline, row.outcome, row.closed_on] for row in rows]
    return as_excel(_("Searches for children"), columns, lines, whose=whose)


@page(*HEADS)
@require_http_methods(["GET", "POST"])
def search_page(request: HttpRequest, search_id: uuid.UUID) -> HttpResponse:
    """What was done to find the child, and how did it end? The look is written down."""
    row = search(search_id)
    if row is None or row.organisation_id not in current_scope().at(*HEADS):
        raise Http404
    sent = request.POST.get("act", "")
    step = StepForm(request.POST if sent == "step" else None, prefix="s")
    close = CloseForm(request.POST if sent == "close" else None, prefix="c")
    stepped = sent == "step" and done(step, lambda: take_step(search_id=search_id, **step.cleaned_data))
    closed = sent == "close" and done(close, lambda: close_search(search_id=search_id, **close.cleaned_data))
    if stepped or closed:
        messages.success(request, _("It is written down."))
        return redirect("search", search_id=search_id)
    access.log_look(child_id=row.person_id, page="person", organisation_id=row.organisation_id)
    told = {"row": row, "steps": steps_of(search_id), "step": step, "close": close}
    return render(request, "movement/search.html", told, status=422 if step.errors or close.errors else 200)
