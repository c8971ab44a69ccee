"""The structure of the region: territory, organisation, class, as counts with a door to each."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.figures.api import Level, Place, Unit, Value
from shanyraq.kernel.pages import page
from shanyraq.kernel.sheets.api import Cell
from shanyraq.kernel.ui.excel import as_excel, asks_excel
from shanyraq.kernel.ui.render import Column, Grid, cell, inline
from shanyraq.portals.office.queries.structure import StructurePage, structure_page
from shanyraq.spine.registry import api as registry


@page("office", "office_head")
def structure(request: HttpRequest) -> HttpResponse:
    """What stands under this territory, and how many learn and work there?"""
    found = structure_page(request.GET.get("at", "")[:80], day=clock.today())
    if asks_excel(request):
        return _sheet(found)
    told = {
        "page": found,
        "learners": Value(found.learners, None, Unit.COUNT, at=found.day, place=Place(Level.TERRITORY, found.path)),
        "crumbs": [(title, _address(path)) for title, path in found.above] + [(found.title, "")],
        "parts": _grid(found.parts, head=_("Territory"), counted=_("Organisations")) if found.parts else None,
        "here": _grid(found.here, head=_("Organisation"), counted="") if found.here else None,
    }
    return render(request, "office/structure.html", told)


def _grid(rows: Sequence[registry.HeadCount], *, head: str, counted: str) -> Grid:
    columns = [
        Column(head, sortable=True),
        Column(counted or _("Kind"), numeric=bool(counted), sortable=True),
        Column(_("Learners"), numeric=True, sortable=True),
        Column(_("Capacity"), numeric=True, sortable=True),
        Column(_("Staff"), numeric=True, sortable=True),
    ]
    shown = [
        [
            format_html('<a href="{}">{}</a>', door(row), row.title),
            cell(row.organisations, css="n", sort=row.organisations) if counted else row.kind,
            cell(inline(_learners(row)), css="n", sort=row.learners),
            cell(row.capacity or "", css="n", sort=row.capacity),
            cell(row.staff, css="n", sort=row.staff),
        ]
        for row in rows
    ]
    return Grid(columns, shown, caption=head, css="lists")


def door(row: registry.HeadCount) -> str:
    """A territory opens its own parts, an organisation its passport."""
    return reverse("organisation", args=[row.organisation_id]) if row.organisation_id else _address(row.path)


def _learners(row: registry.HeadCount) -> Value:
    level, key = (Level.ORGANISATION, str(row.organisation_id)) if row.organisation_id else (Level.TERRITORY, row.path)
    return Value(row.learners, None, Unit.COUNT, at=clock.today(), place=Place(level, key, row.title))


def _address(path: str) -> str:
    return f"{reverse('structure')}?{urlencode({'at': path})}"


def _sheet(found: StructurePage) -> HttpResponse:
    columns = [_("Place"), _("Organisations"), _("Learners"), _("Capacity"), _("Staff")]
    lines: list[Sequence[Cell]] = [
        [row.title, row.organisations, row.learners, row.capacity, row.staff] for row in (*found.parts, *found.here)
    ]
    return as_excel(_("Structure"), columns, lines, whose=found.title)
