"""The one way in which a list is taken away as Excel: as it stands on the screen, with its source beneath."""

import html
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.sheets.api import Cell, download, write_table
from shanyraq.kernel.text import dates
from shanyraq.kernel.ui.icons import icon
from shanyraq.kernel.ui.marks import Text
from shanyraq.kernel.ui.render import Column, Grid, escape
from shanyraq.kernel.ui.shown import language

OF_THE_SCREEN = frozenset({"format", "list", "page", "print", "theme"})
_BETWEEN = re.compile(r"</(?:div|li|p)>\s*<(?:div|li|p)[^>]*>|<br>")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]")


def asks_excel(request: HttpRequest, name: str = "") -> bool:
    """Whether the address asks for the page's list as a file; `name` says which, where a page has several."""
    asked = request.GET
    return request.method == "GET" and asked.get("format") == "xlsx" and asked.get("list", "") == name


def excel_link(request: HttpRequest, name: str = "", title: Text = "") -> SafeString:
    """The link to it: the address as it is, with the filters in effect, of the whole list and not of one leaf."""
    kept = [(key, one) for key, many in request.GET.lists() for one in many if key not in OF_THE_SCREEN and one]
    address = urlencode([*kept, *([("list", name)] if name else []), ("format", "xlsx")])
    said = f'<span class="visually-hidden"> {escape(title)}</span>' if title else ""
    opened = f'<a class="btn" href="?{escape(address)}" data-excel="{escape(name)}">'
    return mark_safe(f"{opened}{icon('file-spreadsheet')}Excel{said}</a>")  # noqa: S308


def as_excel(
    title: Text, columns: Sequence[Text], rows: Iterable[Sequence[object]], *, whose: Text = "", filters: Text = ""
) -> HttpResponse:
    """The list as a workbook. `whose` names the school, class or territory; `filters` says in words what was chosen.

    Beneath the rows stand the source, the moment, and the filters, so that a printed or forwarded table can be asked
    where it came from.
    """
    now = dates.moment(clock.now(), language=language())
    below = [_("Source: Shanyraq · %(whose)s · %(moment)s") % {"whose": whose or title, "moment": now}]
    if filters:
        below.append(_("Filters: %(filters)s") % {"filters": filters})
    cells = cast("Iterable[Sequence[Cell]]", rows)  # whatever else stands there is written as its text
    table = write_table(str(title), [str(one) for one in columns], cells, below=below)
    named = " ".join(str(part) for part in (title, whose) if part)
    return download(f"{named} {clock.today().isoformat()}.xlsx", table)


def grid_as_excel(grid: Grid, *, whose: Text = "", filters: Text = "") -> HttpResponse:
    """A grid of the screen as a workbook: its own heads and its own cells as text, so nothing more than was shown."""
    kept = [at for at, column in enumerate(grid.columns) if str(column.title)]
    heads = [grid.columns[at].title for at in kept]
    rows = [[_plain(row[at], grid.columns[at]) for at in kept] for row in grid.rows]
    return as_excel(grid.caption, heads, rows, whose=whose, filters=filters)


def _plain(value: object, column: Column) -> Cell:
    """The cell without its markup; a number where the column holds numbers."""
    if isinstance(value, int | Decimal):
        return value
    text = str(value)
    if isinstance(value, SafeString):
        text = html.unescape(strip_tags(_BETWEEN.sub("; ", text)))
    text = " ".join(text.split())
    return _number(text) if column.numeric else text


def _number(text: str) -> Cell:
    try:
        return Decimal(_SPACES.sub("", text).replace(",", "."))
    except InvalidOperation:
        return text
