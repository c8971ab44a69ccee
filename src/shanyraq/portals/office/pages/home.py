"""The office's home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.ui.excel import asks_excel, grid_as_excel
from shanyraq.kernel.ui.render import Column, Grid, bar, cell, count, inline
from shanyraq.portals.office.queries.home import OfficeHome, office_home


@page("office", "office_head")
def home(request: HttpRequest) -> HttpResponse:
    shown = office_home(clock.today(), now=clock.now())
    if asks_excel(request):
        return grid_as_excel(_schools(shown), whose=shown.territory)
    context = {
        "home": shown,
        "schools": _schools(shown),
        "points": [(value.at, value.percent) for value in shown.series],
    }
    return render(request, "office/home.html", context)


def _schools(home: OfficeHome) -> Grid:
    return Grid(
        columns=[
            Column(_("School"), sortable=True),
            Column(_("Attendance"), numeric=True, sortable=True),
            Column(""),
            Column(_("Counted"), numeric=True),
        ],
        rows=[
            [
                format_html('<a href="{}">{}</a>', value.url or "", value.place.title if value.place else ""),
                cell(inline(value), sort=str(value.percent)),
                cell(bar(value.percent or 0, label=str(value.percent))),
                f"{count(value.numerator)} / {count(value.denominator or 0)}",
            ]
            for value in home.schools
        ],
        caption=_("Attendance by school"),
        empty=_("No school has reported yet today."),
    )
