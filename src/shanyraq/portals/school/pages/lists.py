"""The staff list, the full class list and the passport: sorted, filtered, printed, and as Excel as on the screen."""

import datetime as dt
import uuid
from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.figures.api import Level, Place, Unit, Value, suppress
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.sheets.api import Cell
from shanyraq.kernel.text import numbers, phones
from shanyraq.kernel.ui.excel import as_excel, asks_excel, grid_as_excel
from shanyraq.kernel.ui.render import Column, Grid, cell, inline
from shanyraq.kernel.ui.shown import language
from shanyraq.portals.school.queries.lists import (
    ClassListPage,
    StaffPage,
    class_list_page,
    passport_page,
    staff_page,
)
from shanyraq.spine.access import api as access
from shanyraq.spine.registry import api as registry

READERS = (*access.KEEPERS, access.Role.CLASS_TEACHER, access.Role.TEACHER)
OFFICES = (access.Role.OFFICE, access.Role.OFFICE_HEAD)


@page(*access.KEEPERS)
def staff(request: HttpRequest) -> HttpResponse:
    """Who works here, and who teaches what to whom?"""
    asked = {name: request.GET.get(name, "")[:40] for name in ("position", "subject")}
    found = staff_page(day=clock.today(), **asked)
    if asks_excel(request):
        return _staff_sheet(found)
    told: dict[str, object] = {"page": found, "rows": _staff_grid(found.rows)}
    told["directs"] = current_scope().has(access.Role.DIRECTOR)
    return render(request, "school/staff.html", told)


def _staff_grid(rows: Sequence[registry.StaffRow]) -> Grid:
    columns = [
        Column(_("Name"), sortable=True),
        Column(_("Post"), sortable=True),
        Column(_("Rate"), numeric=True, sortable=True),
        Column(_("Hours"), numeric=True, sortable=True),
        Column(_("Teaches")),
        Column(_("Telephone")),
    ]
    shown = [
        [
            _link(row.name, reverse("person", args=[row.person_id])),
            row.position_words,
            cell(_plain(row.rate), css="n", sort=str(row.rate)),
            cell(_plain(row.hours) if row.loads else "", css="n", sort=str(row.hours)),
            format_html_join("", "<div>{}</div>", ((text,) for text in _taught(row))),
            phones.shown(row.phone) if row.phone else "",
        ]
        for row in rows
    ]
    return Grid(columns, shown, caption=_("Staff"), empty=_("Nobody fits these filters."), css="lists")


def _taught(row: registry.StaffRow) -> list[str]:
    """Each subject once, with its classes."""
    subjects: dict[str, list[str]] = {}
    for load in row.loads:
        subjects.setdefault(load.subject_words, []).append(load.group)
    return [f"{subject}: {', '.join(groups)}" for subject, groups in subjects.items()]


def _staff_sheet(found: StaffPage) -> HttpResponse:
    columns = [_("Name"), _("Post"), _("Rate"), _("Hours"), _("Teaches"), _("Works since"), _("Telephone")]
    lines: list[Sequence[Cell]] = [
        [row.name, row.position_words, float(row.rate), float(row.hours), "; ".join(_taught(row)), row.since, row.phone]
        for row in found.rows
    ]
    chosen = (dict(found.positions).get(found.position, ""), dict(found.subjects).get(found.subject, ""))
    return as_excel(_("Staff"), columns, lines, whose=found.organisation, filters=", ".join(filter(None, chosen)))


@page(*READERS)
def class_list(request: HttpRequest, group_id: uuid.UUID) -> HttpResponse:
    """The class list with birth dates and guardians: to sort, to print, to take away."""
    order = request.GET.get("order", "name")[:10]
    found = class_list_page(group_id, day=clock.today(), order=order)
    if asks_excel(request):
        return _class_sheet(found)
    told = {"page": found, "rows": _class_grid(found, order)}
    template = "school/class_list_print.html" if "print" in request.GET else "school/class_list.html"
    return render(request, template, told)


def _class_grid(found: ClassListPage, order: str) -> Grid:
    columns = [
        _sorter(_("Name"), "name", order),
        _sorter(_("Born"), "birth", order),
        _sorter(_("In the class since"), "since", order),
        Column(_("Who answers for the child")),
    ]
    shown = [
        [
            _link(row.name, reverse("person", args=[row.person_id])),
            cell(_day(row.birth_date) if row.birth_date else "", css="nowrap"),
            cell(_day(row.since), css="nowrap"),
            format_html_join("", "<div>{}</div>", ((text,) for text in _contacts(row))),
        ]
        for row in found.rows
    ]
    empty = _("Nobody is enrolled in this class on this day.")
    return Grid(columns, shown, caption=_("Class list"), empty=empty, css="lists")


def _contacts(row: registry.ClassListRow) -> list[str]:
    return [
        f"{one.name} ({one.relation})" + (f", {phones.shown(one.phone)}" if one.phone else "") for one in row.contacts
    ]


def _class_sheet(found: ClassListPage) -> HttpResponse:
    columns = ["№", _("Name"), _("Born"), _("In the class since"), _("Who answers for the child")]
    lines: list[Sequence[Cell]] = [
        [number, row.name, row.birth_date, row.since, "; ".join(_contacts(row))]
        for number, row in enumerate(found.rows, start=1)
    ]
    return as_excel(_("Class list"), columns, lines, whose=f"{found.organisation} {found.group.name}")


@page(*READERS, access.Role.EDUCATOR, *OFFICES)
def organisation(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """What is this organisation: papers, buildings, classes, posts?"""
    found = passport_page(organisation_id, day=clock.today())
    keeps = organisation_id in current_scope().at(*access.KEEPERS)
    office = not keeps and organisation_id not in current_scope().organisations
    grid = _groups_grid(found, keeps=keeps)
    if asks_excel(request, "classes"):
        return grid_as_excel(grid, whose=found.name)
    if asks_excel(request, "rooms"):
        return _rooms_sheet(found)
    told = {
        "page": found,
        "learners": Value(found.learners, None, Unit.COUNT, at=clock.today()),
        "staff": Value(found.staff, None, Unit.COUNT, at=clock.today()),
        "groups": grid,
        "office": office,
        "keeps": keeps,
    }
    return render(request, "school/organisation.html", told)


def _rooms_sheet(found: registry.Passport) -> HttpResponse:
    """Each room with its building; what the screen draws together by kind stands here room by room."""
    columns = [_("Building"), _("Address"), _("Kind"), _("Room")]
    lines = [
        [one.name, one.address, rooms.kind, name]
        for one in found.buildings
        for rooms in one.rooms
        for name in rooms.names
    ]
    return as_excel(_("Rooms"), columns, lines, whose=found.name)


def _groups_grid(found: registry.Passport, *, keeps: bool) -> Grid:
    columns = [
        Column(_("Class"), sortable=True),
        Column(_("Pupils"), numeric=True, sortable=True),
        Column(_("Shift"), numeric=True, sortable=True),
    ]
    rows = [
        [
            _link(group.name, reverse("group", args=[group.id])) if keeps else group.name,
            cell(inline(_size(group, number, keeps=keeps)), css="n", sort=number if keeps else ""),
            group.shift,
        ]
        for group, number in found.groups
    ]
    return Grid(columns, rows, caption=_("Classes"), empty=_("There are no classes yet."), css="lists")


def _size(group: registry.GroupRow, number: int, *, keeps: bool) -> Value:
    """How many pupils; too few to hide anybody among are told to nobody outside the organisation."""
    place = Place(Level.GROUP, str(group.id), group.name)
    value = Value(number, number, Unit.COUNT, at=clock.today(), place=place)
    return suppress(value, may_see_rows=keeps, public=False)


def _sorter(title: str, name: str, order: str) -> Column:
    """A head that orders by its column, and turns it round at the second touch."""
    now = {name: "ascending", f"-{name}": "descending"}.get(order, "")
    return Column(title, sort_url="?" + urlencode({"order": f"-{name}" if order == name else name}), ordered=now)


def _link(title: str, url: str) -> object:
    return format_html('<a href="{}">{}</a>', url, title)


def _day(day: dt.date) -> str:
    return day.strftime("%d.%m.%Y")


def _plain(number: Decimal) -> str:
    """«1», «0,5»: no zeros at the end."""
    return numbers.number(number, language=language())
