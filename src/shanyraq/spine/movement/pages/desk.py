"""The movement desk of a school, and the office's counts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.text.templatetags.words import short_day
from shanyraq.kernel.ui.excel import as_excel, asks_excel, grid_as_excel
from shanyraq.kernel.ui.render import Column, Grid, cell
from shanyraq.spine.movement.pages.sending import school_name, school_of
from shanyraq.spine.movement.policies import KEEPERS, OFFICERS
from shanyraq.spine.movement.queries.desk import ClassSize, Desk, class_sizes, desk
from shanyraq.spine.movement.queries.searches import overdue_under, searched_under
from shanyraq.spine.registry import api as registry


@page(*KEEPERS)
@require_GET
def movement(request: HttpRequest) -> HttpResponse:
    """What needs me today? And whom do I move?"""
    typed = request.GET.get("q", "").strip()
    organisation_id = school_of(request)
    found = [one for one in registry.search_people(typed) if one.is_learner] if typed else []
    stands = desk(organisation_id)
    if asks_excel(request):
        return _transfers_sheet(stands)
    told = {"desk": stands, "typed": typed, "found": found}
    return render(request, "movement/desk.html", told)


def _transfers_sheet(stands: Desk) -> HttpResponse:
    columns = [_("Name"), _("From school"), _("To school"), _("State"), _("Ground"), _("Deadline")]
    lines = [
        [row.person, row.from_school, row.to_school, row.state_words, row.ground, row.until]
        for row in (*stands.mine, *stands.theirs, *stands.ended)
    ]
    return as_excel(_("Transfers"), columns, lines, whose=stands.school)


@page(*KEEPERS)
@require_GET
def class_size_page(request: HttpRequest) -> HttpResponse:
    """How full is each class, and which learn some subjects in two groups?"""
    school = school_of(request)
    sizes = class_sizes(school)
    columns = [
        Column(_("Class")), Column(_("Language of instruction")), Column(_("Children"), numeric=True, sortable=True),
        Column(_("With needs"), numeric=True), Column(_("Limit"), numeric=True),
        Column(_("Two groups at"), numeric=True), Column(_("What follows")),
    ]  # fmt: skip
    rows = [
        [
            one.seat.name,
            one.language,
            one.seat.seated,
            one.with_needs,
            one.limit,
            one.splits_at,
            cell(" ".join(_follows(one))),
        ]
        for one in sizes
    ]
    grid = Grid(columns, rows, caption=_("Class sizes"), empty=_("There are no classes yet."))
    if asks_excel(request):
        return grid_as_excel(grid, whose=school_name(school))
    told = {
        "grid": grid,
        "full": sum(one.full for one in sizes),
    }
    return render(request, "movement/sizes.html", told)


def _follows(one: ClassSize) -> list[str]:
    words = []
    if one.full:
        words.append(_("Full."))
    if one.split:
        words.append(_("Some subjects in two groups."))
    return words


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
    late = Grid(
        [Column(_("School")), Column(_("Deadline")), Column(_("Working days late"), numeric=True)],
        [[one.school, short_day(one.deadline), one.days] for one in overdue_under(current_scope().over(*OFFICERS))],
        caption=_("Searches past their deadline"),
        empty=_("No search is past its deadline."),
    )
    for name, table in (("schools", grid), ("late", late)):
        if asks_excel(request, name):
            return grid_as_excel(table)
    told = {
        "grid": grid,
        "late": late,
        "open": sum(row.open for row in counts),
        "overdue": sum(row.overdue for row in counts),
    }
    return render(request, "movement/region.html", told)
