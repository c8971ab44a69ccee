"""The register as of any day: a keeper sees classes and their lists, an office numbers by school."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope, system_scope
from shanyraq.kernel.text.dates import day_without_weekday
from shanyraq.kernel.ui.excel import as_excel, asks_excel, grid_as_excel
from shanyraq.kernel.ui.render import Column, Grid, cell
from shanyraq.kernel.ui.shown import language
from shanyraq.spine.access import api as access
from shanyraq.spine.quality.forms import day_asked
from shanyraq.spine.quality.pages.office import own_path
from shanyraq.spine.quality.policies import OFFICES
from shanyraq.spine.quality.queries import words
from shanyraq.spine.quality.queries.findings import own_organisation
from shanyraq.spine.quality.queries.register import RegisterOn, SchoolOn, register_on, schools_on
from shanyraq.spine.quality.queries.snapshots import in_order
from shanyraq.spine.registry import api as registry

STAFF = "staff"
READERS = (*access.KEEPERS, *OFFICES)


def _day(request: HttpRequest) -> dt.date:
    day = day_asked(request.GET.get("day", ""), otherwise=clock.today(), latest=clock.today())
    if day is None:
        raise Http404
    return day


def _school(day: dt.date) -> RegisterOn | None:
    """The reader's own school; None for an office."""
    kept = current_scope().at(*access.KEEPERS)
    school = own_organisation(current_scope())
    return register_on(school, day=day) if school is not None and school in kept else None


@page(*READERS)
def register(request: HttpRequest) -> HttpResponse:
    """How many learners were there on the day, in which classes?"""
    day = _day(request)
    found = _school(day)
    if found is None:
        rows = _schools(day)
        if asks_excel(request):
            return grid_as_excel(_schools_grid(rows), filters=_said(day))
        told = {"day": day, "today": clock.today(), "grid": _schools_grid(rows), "rows": rows,
                "learners": sum(row.learners for row in rows)}  # fmt: skip
        return render(request, "quality/register_of_office.html", told)
    listed = _listed(request, found)
    if asks_excel(request):
        return _sheet(found, listed)
    told = {
        "found": found,
        "day": day,
        "today": clock.today(),
        "grid": _grid(found),
        "figures": [(words.figure_words(code), words.figure_shown(value)) for code, value in in_order(found.figures)],
        "listed": listed,
    }
    return render(request, "quality/register.html", told)


@dataclass(frozen=True, slots=True)
class Listed:
    """The people of a class, or the staff, as of the day."""

    title: str
    people: tuple[tuple[uuid.UUID, str, str], ...]


def _listed(request: HttpRequest, found: RegisterOn) -> Listed | None:
    """The list asked for by the address; None for none. A class that the school did not have that day is a 404."""
    asked = request.GET.get("group", "")
    if asked == STAFF:
        rows = registry.employees_of([found.organisation_id], day=found.day)
        return Listed(_("Staff"), tuple((row.person_id, row.name, row.position) for row in rows))
    group = next((one for one in found.classes if str(one.group_id) == asked), None)
    if asked and group is None:
        raise Http404
    if group is None:
        return None
    pupils = registry.roster(group.group_id, day=found.day)
    return Listed(group.name, tuple((pupil.id, pupil.name, "") for pupil in pupils))


def _schools(day: dt.date) -> list[SchoolOn]:
    path = own_path(current_scope())
    with system_scope("counts of the register as of a day"):
        return schools_on(path, day=day)


def _grid(found: RegisterOn) -> Grid:
    columns = [
        Column(_("Class"), sortable=True),
        Column(_("Language of instruction")),
        Column(_("Shift"), numeric=True),
        Column(_("Learners"), numeric=True, sortable=True),
        Column(_("Girls"), numeric=True),
        Column(_("Boys"), numeric=True),
    ]
    rows = [
        [
            one.name, str(words.LANGUAGES.get(one.language, one.language)), one.shift,
            cell(one.learners, css="n", url=f"{reverse('register_on')}?day={found.day}&group={one.group_id}#list",
                 sort=one.learners),
            one.girls, one.boys,
        ]
        for one in found.classes
    ]  # fmt: skip
    return Grid(columns, rows, caption=_("Classes on the day"), empty=_("Nobody was enrolled on this day."))


def _schools_grid(rows: list[SchoolOn]) -> Grid:
    return Grid(
        [Column(_("School"), sortable=True), Column(_("Learners"), numeric=True, sortable=True)],
        [[row.name, row.learners] for row in rows],
        caption=_("Learners by school on the day"),
        empty=_("There are no schools here yet."),
    )


def _said(day: dt.date) -> str:
    return day_without_weekday(day, language=language())


def _sheet(found: RegisterOn, listed: Listed | None) -> HttpResponse:
    """The people of the list that is open, else the classes."""
    if listed:
        people = [(name, note) for _id, name, note in listed.people]
        return as_excel(listed.title, [_("Name"), _("Post")], people, whose=found.name, filters=_said(found.day))
    columns = [_("Class"), _("Grade"), _("Language of instruction"), _("Shift"), _("Learners"), _("Girls"), _("Boys")]
    rows = [
        (one.name, one.grade, str(words.LANGUAGES.get(one.language, one.language)), one.shift, one.learners, one.girls,
         one.boys)
        for one in found.classes
    ]  # fmt: skip
    return as_excel(_("Register"), columns, rows, whose=found.name, filters=_said(found.day))
