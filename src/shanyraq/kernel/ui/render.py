"""The compiled renderer for tables and grids, and the door to every mark that may stand in their cells.

A cell is an escaped f-string: no template, no component runs per cell. Text is escaped exactly once, here;
only what our own renderers made (SafeString) passes as it is.
"""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shanyraq.kernel.ui.charts import bar, sparkline
from shanyraq.kernel.ui.icons import icon
from shanyraq.kernel.ui.marks import RING_WORDS, RingState, Text, Tone, face, link, person, ring, status, why
from shanyraq.kernel.ui.shown import count, figure, inline, percent

__all__ = [
    "Cell",
    "Column",
    "Grid",
    "RingState",
    "Tone",
    "bar",
    "cell",
    "count",
    "face",
    "figure",
    "icon",
    "inline",
    "link",
    "percent",
    "person",
    "ring",
    "sparkline",
    "status",
    "why",
]


def escape(value: object) -> str:
    """Text as markup. Django's own escape asks of every argument whether it is lazy: four times the price of a cell."""
    return html.escape(str(value))


class Cell(SafeString):
    """A whole `<td>`, made by `cell()`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head. `sort_url` makes it a link that sorts; `sortable` lets the browser sort a short table.

    `ordered` says how the rows stand now: "ascending", "descending" or "". `url` leads from the head to what the
    column is about, `css` marks the head.
    """

    title: Text
    numeric: bool = False
    sort_url: str = ""
    sortable: bool = False
    ordered: str = ""
    note: Text = ""
    narrow: bool = False
    url: str = ""
    css: str = ""


def cell(
    value: Any,
    *,
    state: RingState | str = "",
    css: str = "",
    url: str = "",
    sort: str | int = "",
    data: Mapping[str, object] | None = None,
    focusable: bool = False,
) -> Cell:
    """One cell. `state` puts the ring in its corner and is said aloud; `data` becomes data-… attributes;
    `sort` is what the browser sorts by instead of the text; `focusable` cells take the keyboard of a grid."""
    attributes = ""
    if state:
        css = f"{css} in-{state}" if css else f"in-{state}"
        attributes = f' aria-describedby="ring-{state}"'
    if css:
        attributes += f' class="{escape(css)}"'
    if sort != "":
        attributes += f' data-sort="{escape(sort)}"'
    if data:
        attributes += "".join([f' data-{name}="{escape(one)}"' for name, one in data.items()])
    if focusable:
        attributes += ' tabindex="-1"'
    text = _text(value)
    return Cell(f'<td{attributes}><a href="{escape(url)}">{text}</a></td>' if url else f"<td{attributes}>{text}</td>")


def _text(value: Any) -> str:
    """The value as markup, escaped once."""
    kind = type(value)
    if kind is str:
        return html.escape(value)
    if kind is int:
        return str(value) if 0 <= value < 1000 else count(value)
    if value is None:
        return ""
    return value if isinstance(value, SafeString) else escape(value)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the first cell of each row is its head and stays in sight while the rest scrolls.

    `rows` hold text, numbers, marks of this module, or `cell(...)`. `caption` says what the table shows; it is read
    aloud, and printed when `show_caption`. `empty` stands in place of no rows. `rings` adds the legend of the rings.
    """

    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    caption: Text
    empty: Text = ""
    show_caption: bool = False
    rings: bool = False
    css: str = ""
    id: str = ""
    foot: Sequence[Any] | None = None

    def html(self) -> SafeString:
        """The table as markup."""
        body = "".join([self._row(row) for row in self.rows])
        if not body:
            return SafeString(f'<p class="nothing">{escape(self.empty or _("Nothing here yet."))}</p>')
        named = f' id="{escape(self.id)}"' if self.id else ""
        hidden = "" if self.show_caption else ' class="visually-hidden"'
        heads = "".join([_head(column) for column in self.columns])
        foot = f"<tfoot>{self._row(self.foot)}</tfoot>" if self.foot else ""
        # The frame is a region that takes focus, so that a wide table scrolls by keyboard.
        return SafeString(
            f'<div class="grid-frame" role="region" tabindex="0" aria-label="{escape(self.caption)}">'
            f'<table class="grid {escape(self.css)}"{named}><caption{hidden}>{escape(self.caption)}</caption>'
            f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>{foot}</table></div>"
            f"{ring_legend() if self.rings else ''}"
        )

    def _row(self, row: Sequence[Any]) -> str:
        parts = [f'<tr><th scope="row">{_text(row[0])}</th>']
        for value, column in zip(row[1:], self.columns[1:], strict=True):
            if type(value) is Cell:
                parts.append(value)
            else:
                parts.append(f'<td class="n">{_text(value)}</td>' if column.numeric else f"<td>{_text(value)}</td>")
        parts.append("</tr>")
        return "".join(parts)

    def __html__(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.html()


def _head(column: Column) -> str:
    css = " ".join(
        word for word in ("n" if column.numeric else "", "narrow" if column.narrow else "", column.css) if word
    )
    attributes = f' class="{css}"' if css else ""
    if column.ordered:
        attributes += f' aria-sort="{escape(column.ordered)}"'
    if column.sortable:
        attributes += " data-sortable"
    title: str = escape(column.title)
    if column.sort_url:
        sign = {"ascending": "sort-ascending", "descending": "sort-descending"}.get(column.ordered, "selector")
        title = f'<a class="sorter" href="{escape(column.sort_url)}">{title}{icon(sign)}</a>'
    note = f'<small class="head-note">{escape(column.note)}</small>' if column.note else ""
    if column.url:
        return f'<th scope="col"{attributes}><a class="head-link" href="{escape(column.url)}">{title}{note}</a></th>'
    return f'<th scope="col"{attributes}>{title}{note}</th>'


def ring_legend() -> SafeString:
    """What the rings mean, once under a grid; the cells refer to these words."""
    parts = "".join(
        f'<span id="ring-{state}">{ring(state)}{escape(words)}</span>'.replace(
            f'<span class="visually-hidden">{escape(words)}</span>', ""
        )
        for state, words in RING_WORDS.items()
    )
    return SafeString(f'<p class="ring-legend">{parts}</p>')
