"""The movement desk of a school, and the office's counts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.ui.render import Column, Grid
from shanyraq.spine.movement.pages.sending import school_of
from shanyraq.spine.movement.policies import KEEPERS, OFFICERS
from shanyraq.spine.movement.queries.desk import desk
from shanyraq.spine.movement.queries.searches import searched_under
from shanyraq.spine.registry import api as registry


@page(*KEEPERS)
@require_GET
def movement(request: HttpRequest) -> HttpResponse:
    """What needs me today? And whom do I move?"""
    typed = request.GET.get("q", "").strip()
    organisation_id = school_of(request)
    found = [one for one in registry.search_people(typed) if one.is_learner] if typed else []
    told = {"desk": desk(organisation_id), "typed": typed, "found": found}
    return render(request, "movement/desk.html", told)


@page(*OFFICERS)
@require_GET
def missing_children(request: HttpRequest) -> HttpResponse:
    """How many children do my schools look for? Numbers, no child's card."""
    counts = searched_under(current_scope().over(*OFFICERS))
    columns = [Column(_("School")), Column(_("Looked for"), numeric=True), Column(_("Overdue"), numeric=True)]
    grid = Grid(
        columns,
        [[row.school, row.open, row.overdue] for row in counts],
        caption=_("Children looked for, by school"),
        empty=_("No school looks for a child now."),
    )
    told = {"grid": grid, "open": sum(row.open for row in counts), "overdue": sum(row.overdue for row in counts)}
    return render(request, "movement/region.html", told)
