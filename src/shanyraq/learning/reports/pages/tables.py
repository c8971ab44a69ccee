"""A summary is a page, an Excel file and a paper with the same rows: made once, taken away three ways."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.text import dates
from shanyraq.kernel.ui.excel import as_excel, asks_excel
from shanyraq.kernel.ui.shown import language
from shanyraq.learning.reports.pages.papers import paper


@dataclass(frozen=True, slots=True)
class Taken:
    """The rows of a page as plain values: text and numbers. `numbers` are the columns of numbers, for the paper."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    whose: str
    filters: str
    numbers: Sequence[int] = ()
    before: str = ""
    """A sentence above the table of the paper."""


def taken_away(request: HttpRequest, table: Taken) -> HttpResponse | None:
    """The Excel file or the paper, where the address asks for one."""
    if asks_excel(request):
        return as_excel(table.title, table.columns, table.rows, whose=table.whose, filters=table.filters)
    if request.method == "GET" and request.GET.get("format") == "pdf":
        return _paper(table)
    return None


def paper_link(request: HttpRequest) -> str:
    """The address of the paper: this page with its filters."""
    return "?" + urlencode(
        [*((k, v) for k, v in request.GET.items() if k not in {"format", "list"}), ("format", "pdf")]
    )


def _paper(table: Taken) -> HttpResponse:
    said_in = language()
    title = f"{table.title} · {table.whose}"
    printed = dates.moment(clock.now(), language=said_in)
    data = {
        "place": table.whose,
        "day": table.filters,
        "foot": _("Printed %(moment)s") % {"moment": printed},
        "heading": table.title,
        "before": table.before,
        "header": list(table.columns),
        "rows": [[_said(value) for value in row] for row in table.rows],
        "numbers": list(table.numbers),
        "empty": "" if table.rows else _("Nobody."),
        "director": _("Director"),
    }
    name = f"{table.title} {table.whose} {table.filters} {clock.today().isoformat()}"
    return paper("list.typ", data, title=title, name=name, said_in=said_in)


def _said(value: object) -> str:
    return "—" if value is None else str(value)
