"""An office's view: how many questions are open at each school. Counts, never a row; and the way to ask."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.figures.api import Better, Level, Place, Unit, Value
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import Scope, current_scope
from shanyraq.kernel.ui.excel import asks_excel, grid_as_excel
from shanyraq.kernel.ui.render import Column, Grid, cell, inline
from shanyraq.spine.quality.actions.findings import ask_school
from shanyraq.spine.quality.policies import OFFICES
from shanyraq.spine.quality.queries.doors import door
from shanyraq.spine.quality.queries.findings import SchoolCount, counts_under


def own_path(scope: Scope) -> str:
    """The first territory of the reader's appointment."""
    paths = scope.over(*OFFICES)
    if not paths:
        raise Http404
    return paths[0]


@page(*OFFICES)
@require_http_methods(["GET", "POST"])
def schools(request: HttpRequest) -> HttpResponse:
    """Which schools have open questions, and whom do I ask?"""
    rows = counts_under(own_path(current_scope()))
    if request.method == "POST":
        return _asked(request, {row.organisation_id: row for row in rows})
    if asks_excel(request):
        return grid_as_excel(_grid(rows))
    told = {
        "rows": rows,
        "grid": _grid(rows),
        "open": sum(row.open for row in rows),
        "grave": sum(row.grave for row in rows),
        "asked": [row for row in rows if row.open],
        "today": clock.today(),
    }
    return render(request, "quality/schools.html", told)


def _asked(request: HttpRequest, rows: dict[uuid.UUID, SchoolCount]) -> HttpResponse:
    try:
        row = rows[uuid.UUID(request.POST.get("school", ""))]
        ask_school(organisation_id=row.organisation_id, number=row.open)
    except (ValueError, KeyError):
        raise Http404 from None
    except Denied as refusal:
        messages.error(request, str(refusal.words))
    else:
        messages.success(request, _("%(school)s has been asked.") % {"school": row.name})
    return redirect("quality_schools")


def _grid(rows: list[SchoolCount]) -> Grid:
    today = clock.today()
    return Grid(
        columns=[
            Column(_("School"), sortable=True),
            Column(_("Open questions"), numeric=True, sortable=True),
            Column(_("Grave"), numeric=True, sortable=True),
            Column(_("Accepted with a reason"), numeric=True, sortable=True),
        ],
        rows=[
            [
                row.name,
                cell(
                    inline(
                        Value(
                            row.open, None, unit=Unit.COUNT, better=Better.LOWER, at=today,
                            url=door(Place(Level.ORGANISATION, str(row.organisation_id)), today),
                        )
                    ),
                    css="n",
                    sort=row.open,
                ),
                row.grave,
                row.accepted,
            ]
            for row in rows
        ],
        caption=_("Open questions by school"),
        empty=_("There are no schools here yet."),
    )  # fmt: skip
