"""A school's first page: who is at lessons now, and what needs somebody."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.ui.render import Column, Grid, bar, cell, count, inline, status
from shanyraq.portals.school.queries.home import ClassLine, SchoolHome, school_home
from shanyraq.spine.access import api as access

OF_THE_SCHOOL = (
    *access.KEEPERS, access.Role.GUARD, access.Role.LIBRARIAN, access.Role.PSYCHOLOGIST, access.Role.NURSE,
)  # fmt: skip


@page(*OF_THE_SCHOOL)
def home(request: HttpRequest) -> HttpResponse:
    """Today's sentence, the figure, the questions, the classes; a guard's first page is the gates' board."""
    if not current_scope().has(*access.KEEPERS):
        return redirect(_first_page())
    found = school_home(clock.today())
    told = {
        "home": found,
        "classes": classes_grid(found),
        "points": [(value.at, value.percent) for value in found.series],
        "drawn": sum(value.percent is not None for value in found.series) > 1,
        "live_url": settings.LIVE_URL,
        "base": "school/_part.html" if request.headers.get("HX-Request") else "ui/shell.html",
    }
    return render(request, "school/home.html", told)


def _first_page() -> str:
    """Where somebody of the school begins who does not keep its register."""
    firsts = {access.Role.GUARD: "gates", access.Role.NURSE: "health_sheets", access.Role.PSYCHOLOGIST: "needs"}
    return next((name for role, name in firsts.items() if current_scope().has(role)), "notices")


def classes_grid(found: SchoolHome) -> Grid:
    """The class that needs a look stands first; every number is a door."""
    columns = [
        Column(_("Class"), sortable=True),
        Column(_("At school"), numeric=True, sortable=True),
        Column(""),
        Column(_("Counted"), numeric=True),
        Column(_("To find out")),
        Column(_("No word yet"), numeric=True, sortable=True),
    ]
    rows = [_row(line) for line in found.classes]
    return Grid(columns, rows, caption=_("Classes today"), empty=_("There are no classes yet."), css="classes")


def _row(line: ClassLine) -> list[object]:
    value = line.value
    share = value.percent
    head = _link(value.title, reverse("group", args=[line.group_id]))
    asked = ngettext("%(number)s question", "%(number)s questions", line.cases) % {"number": line.cases}
    cases = cell(status(asked, tone="care"), url=reverse("cases")) if line.cases else cell("")
    if share is None:
        return [head, cell(status(_("no word")), sort=-1), cell(""), cell(""), cases, line.silent or ""]
    return [
        head,
        cell(inline(value), css="n", sort=str(share)),
        cell(bar(share, label=f"{value.title}: {share} %"), css="classes-bar"),
        f"{count(value.numerator)} / {count(value.denominator or 0)}",
        cases,
        line.silent or "",
    ]


def _link(title: str, url: str) -> object:
    return format_html('<a href="{}">{}</a>', url, title)
