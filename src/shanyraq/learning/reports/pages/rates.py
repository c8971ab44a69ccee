"""Success and quality of a quarter: by class, by subject, by teacher, and down to the marks."""

import datetime as dt
from fractions import Fraction

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from shanyraq.kernel import clock
from shanyraq.kernel.figures.api import Better, Value
from shanyraq.kernel.pages import page
from shanyraq.kernel.ui.render import Column, Grid, cell, figure, link
from shanyraq.kernel.ui.shown import percent
from shanyraq.kernel.ui.templatetags.ui import Tab
from shanyraq.learning.journal.api import PERIOD_WORDS, Rate
from shanyraq.learning.reports.pages.desk import quarter_of, quarter_tabs
from shanyraq.learning.reports.pages.tables import Taken, paper_link, taken_away
from shanyraq.learning.reports.policies import ISSUERS
from shanyraq.learning.reports.queries.rates import WAYS, RateRow, RatesPage, rates_page

BY_WORDS = {
    "class": gettext_lazy("By class"),
    "subject": gettext_lazy("By subject"),
    "teacher": gettext_lazy("By teacher"),
}
HEADS = {
    "class": gettext_lazy("Class"),
    "subject": pgettext_lazy("taught at school", "Subject"),
    "teacher": gettext_lazy("Teacher"),
}


@page(*ISSUERS)
@require_GET
def report_rates(request: HttpRequest) -> HttpResponse:
    """How did the quarter go? Numbers with what they are made of."""
    year, quarter = quarter_of(request)
    by = request.GET.get("by", "")
    by = by if by in WAYS else "class"
    try:
        found = rates_page(year=year, quarter=quarter, by=by, of=request.GET.get("of", "")[:40], today=clock.today())
    except LookupError as error:
        raise Http404 from error
    if taken := taken_away(request, _taken(found, quarter)):
        return taken
    here = f"{request.path}?quarter={quarter}"
    context = {
        "page": found,
        "success": _value(found, found.success, str(_("Success rate")), _door(found, "success")),
        "quality": _value(found, found.quality, str(_("Quality rate")), _door(found, "quality")),
        "grid": _grid(found, here),
        "tabs": quarter_tabs(request, by=by),
        "current": f"{here}&by={by}",
        "ways": [Tab(BY_WORDS[each], f"{here}&by={each}") for each in WAYS],
        "period": PERIOD_WORDS[f"q{quarter}"],
        "paper": paper_link(request),
    }
    return render(request, "reports/rates.html", context)


def _value(found: RatesPage, rate: Rate, title: str, url: str | None = None) -> Value:
    return Value(
        rate.counted, rate.base, at=min(found.marks.quarter.last, clock.today()), title=title, url=url,
        better=Better.HIGHER,
    )  # fmt: skip


def _door(found: RatesPage, code: str, group: str = "") -> str | None:
    """The figure of the same number, which opens down to the pupils; the journal answers for ended quarters only, and
    for the latest of them on the day after it."""
    schools = {row.organisation_id for row in found.marks.groups}
    if not found.marks.ended or (not group and (len(schools) != 1 or not found.marks.heads)):
        return None
    day = found.marks.quarter.last + dt.timedelta(days=1)
    level, key = ("group", group) if group else ("organisation", str(next(iter(schools))))
    return f"{reverse('figure', args=[code])}?level={level}&place={key}&day={day}"


def _grid(found: RatesPage, here: str) -> Grid:
    head = HEADS[found.by] if not found.of else _("Class and subject")
    return Grid(
        [
            Column(head), *(Column(mark, numeric=True, narrow=True) for mark in ("«5»", "«4»", "«3»", "«2»")),
            Column(_("Success rate")), Column(_("Quality rate")), Column(_("Level of learning"), numeric=True),
        ],
        [_row(row, found, here) for row in found.rows],
        caption=_("Success and quality"),
        empty=_("No mark of this quarter is published yet."),
        css="report-grid",
    )  # fmt: skip


def _row(row: RateRow, found: RatesPage, here: str) -> list[object]:
    group = row.key if found.by == "class" else ""
    return [
        _way_down(row, found, here),
        *(
            cell(number, css="n", data={"label": f"«{mark}»"})
            for mark, number in zip((5, 4, 3, 2), row.counts, strict=True)
        ),
        cell(
            figure(
                _value(found, row.success, row.title, _door(found, "success", group) if group else None), title=False
            ),
            data={"label": _("Success rate")},
        ),
        cell(
            figure(
                _value(found, row.quality, row.title, _door(found, "quality", group) if group else None), title=False
            ),
            data={"label": _("Quality rate")},
        ),
        cell(_level(row.level), css="n", data={"label": _("Level of learning")}),
    ]


def _way_down(row: RateRow, found: RatesPage, here: str) -> SafeString:
    """A class opens its lists, a subject or teacher opens its classes, a class's subject opens the marks themselves."""
    if row.group_id and row.period:
        url = reverse("term_marks", args=[row.group_id, row.subject_code, found.marks.quarter.year, row.period.value])
    elif found.by == "class":
        url = f"{reverse('report_lists')}?quarter={found.marks.quarter.number}&group={row.key}"
    else:
        url = f"{here}&by={found.by}&of={row.key}"
    return link(url, row.title)


def _level(level: Fraction | None) -> str:
    return percent(level) if level is not None else "—"


def _taken(found: RatesPage, quarter: int) -> Taken:
    filters = f"{PERIOD_WORDS[f'q{quarter}']}, {BY_WORDS[found.by]}"
    rows = [
        [
            row.title, *row.counts, row.success.counted, row.success.base, _exact(row.success.percent),
            row.quality.counted, row.quality.base, _exact(row.quality.percent), _exact(row.level),
        ]
        for row in found.rows
    ]  # fmt: skip
    return Taken(
        title=_("Success and quality"),
        columns=[
            str(HEADS[found.by] if not found.of else _("Class and subject")), "«5»", "«4»", "«3»", "«2»",
            _("Without a “2”"), _("Base"), _("Success, %"),
            _("“4” and “5” only"), _("Base"), _("Quality, %"), _("Level of learning, %"),
        ],
        rows=rows,
        whose=found.marks.school,
        filters=f"{filters}, {found.of_title}" if found.of else filters,
        numbers=range(1, 12),
        before=_("Success rate %(success)s, quality rate %(quality)s; pupils with marks: %(base)s.") % {
            "success": _level(found.success.percent), "quality": _level(found.quality.percent),
            "base": found.success.base,
        },
    )  # fmt: skip


def _exact(share: Fraction | None) -> float | None:
    """One decimal, half up."""
    return None if share is None else int(share * 10 + Fraction(1, 2)) / 10
