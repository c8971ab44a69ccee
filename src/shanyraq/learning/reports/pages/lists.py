"""Pupils by their marks of a quarter: whom one subject keeps from the next step, all "5", not assessed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.ui.render import Column, Grid, cell, person
from shanyraq.kernel.ui.templatetags.ui import Tab
from shanyraq.learning.journal.api import PERIOD_WORDS
from shanyraq.learning.reports.pages.desk import quarter_of, quarter_tabs
from shanyraq.learning.reports.pages.tables import Taken, paper_link, taken_away
from shanyraq.learning.reports.policies import ISSUERS
from shanyraq.learning.reports.queries.lists import ListRow, lists_page
from shanyraq.learning.reports.rules.lists import Kind

KIND_WORDS = {
    Kind.ALL_5: gettext_lazy("All “5”"),
    Kind.ONE_4: gettext_lazy("One “4”"),
    Kind.ONE_3: gettext_lazy("One “3”"),
    Kind.ONE_2: gettext_lazy("One “2”"),
    Kind.OPEN: gettext_lazy("Not assessed"),
}


@page(*ISSUERS)
@require_GET
def report_lists(request: HttpRequest) -> HttpResponse:
    """Who is on the lists of the quarter?"""
    year, quarter = quarter_of(request)
    asked, group = request.GET.get("kind", ""), request.GET.get("group", "")[:40]
    kind = Kind(asked) if asked in set(Kind) else Kind.ONE_3
    try:
        found = lists_page(year=year, quarter=quarter, today=clock.today(), group=group)
    except LookupError as error:
        raise Http404 from error
    rows = found.rows[kind]
    classes = [(str(row.id), row.name) for row in found.marks.groups]
    name = dict(classes).get(group, "")
    filters = ", ".join(filter(None, (str(PERIOD_WORDS[f"q{quarter}"]), str(KIND_WORDS[kind]), name)))
    if taken := taken_away(request, _taken(rows, found.marks.school, filters)):
        return taken
    here = f"{request.path}?quarter={quarter}"
    of_group = f"&group={group}" if group else ""
    context = {
        "page": found,
        "kind_words": KIND_WORDS[kind],
        "number": len(rows),
        "grid": _grid(rows),
        "tabs": quarter_tabs(request, kind=kind, group=group),
        "current": f"{here}&kind={kind}{of_group}",
        "kinds": [Tab(KIND_WORDS[each], f"{here}&kind={each}{of_group}", len(found.rows[each])) for each in Kind],
        "classes": classes if len(classes) > 1 else [],
        "group": group,
        "kind": kind.value,
        "quarter": quarter,
        "period": PERIOD_WORDS[f"q{quarter}"],
        "paper": paper_link(request),
    }
    return render(request, "reports/lists.html", context)


def _grid(rows: tuple[ListRow, ...]) -> Grid:
    return Grid(
        [Column(_("Pupil")), Column(_("Class")), Column(pgettext("taught at school", "Subject")), Column(_("Teacher"))],
        [
            [
                person(row.name, id=row.pupil_id, url=reverse("person", args=[row.pupil_id])),
                cell(row.group, data={"label": _("Class")}),
                cell(", ".join(row.subjects) or "—", data={"label": pgettext("taught at school", "Subject")}),
                cell(", ".join(row.teachers) or "—", data={"label": _("Teacher")}),
            ]
            for row in rows
        ],
        caption=_("Pupils by their marks"),
        empty=_("Nobody is on this list."),
        css="report-grid",
    )


def _taken(rows: tuple[ListRow, ...], school: str, filters: str) -> Taken:
    return Taken(
        title=_("Pupils by their marks"),
        columns=["№", _("Pupil"), _("Class"), pgettext("taught at school", "Subject"), _("Teacher")],
        rows=[
            [at, row.name, row.group, ", ".join(row.subjects), ", ".join(row.teachers)]
            for at, row in enumerate(rows, start=1)
        ],
        whose=school,
        filters=filters,
        numbers=(0,),
        before=filters,
    )
