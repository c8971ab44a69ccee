"""`{% load ui %}`: the components. Small marks come from the compiled renderer, frames from ui/parts/."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from shanyraq.kernel import clock
from shanyraq.kernel.text import dates
from shanyraq.kernel.ui import charts, excel, icons, marks, shown
from shanyraq.kernel.ui.marks import Text

register = template.Library()

for mark in (marks.ring, marks.status, marks.person, marks.face, marks.why, shown.figure):
    register.simple_tag(mark)
register.simple_tag(shown.inline, name="inline_figure")
register.simple_tag(charts.sparkline)
register.simple_tag(charts.bar)


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """`{% icon "home" %}`; with a label it is read aloud."""
    return icons.icon(name, label=str(label), css=css)


@register.simple_tag
def sign(name: str, label: str = "", css: str = "") -> SafeString:
    """`{% sign "logo" %}`: one of our own signs."""
    return icons.sign(name, label=str(label), css=css)


_frozen: dict[tuple[str, ...], SafeString] = {}


@register.simple_tag
def frozen(name: str, **choices: str) -> SafeString:
    """`{% frozen "ui/_head.html" %}`: a part that is the same for everybody of one language, rendered once a process.

    `choices` come from small closed sets (theme, language): they are part of what is kept.
    """
    key = (name, shown.language(), *choices.values())
    if key not in _frozen or settings.DEBUG:
        _frozen[key] = render_to_string(name, choices)
    return _frozen[key]


@register.simple_tag
def table(grid: Any) -> SafeString:
    """`{% table grid %}` of a `render.Grid`."""
    return SafeString(grid.html())


@register.simple_tag(takes_context=True, name="excel")
def excel_of_the_list(context: template.Context, name: str = "", title: Text = "") -> SafeString:
    """`{% excel %}`, or `{% excel "rooms" title %}` where a page has several: the list as it stands, to take."""
    return excel.excel_link(context["request"], name, title)


@register.simple_block_tag
def sentence(content: str, why: str = "", ring: str = "", tone: str = "") -> SafeString:
    """`{% sentence why=url ring="sealed" %}…{% endsentence %}`: an answer in a sentence, inside a page."""
    css = f"sentence sentence-{tone}" if tone else "sentence"
    tail = (marks.ring(ring) if ring else "") + (" " + marks.why(why) if why else "")
    return mark_safe(f'<p class="{css}">{content.strip()} {tail}</p>')  # noqa: S308


@register.simple_block_tag
def card(
    content: str, title: Text = "", note: Text = "", url: str = "", why: str = "", css: str = "", id: str = ""
) -> SafeString:
    """`{% card title=… note=… url=… why=… %}…{% endcard %}`: a quiet frame around one thing."""
    context = {"content": mark_safe(content), "title": title, "note": note, "url": url, "why": why}  # noqa: S308
    return render_to_string("ui/parts/card.html", context | {"css": css, "id": id})


@register.simple_block_tag
def dialog(content: str, id: str, title: Text, open: bool = False) -> SafeString:
    """`{% dialog "id" title %}…{% enddialog %}`; a button with data-opens="id" opens it."""
    context = {"content": mark_safe(content), "id": id, "title": title, "open": open}  # noqa: S308
    return render_to_string("ui/parts/dialog.html", context)


@register.inclusion_tag("ui/parts/row.html")
def row(
    title: Text,
    note: Text = "",
    url: str = "",
    icon: str = "",
    end: Text = "",
    ring: str = "",
    face_id: Any = None,
) -> dict[str, Any]:
    """`<ul class="rows">{% row title note=… url=… icon=… end=… ring=… face_id=person.id %}</ul>`."""
    return {
        "title": title, "note": note, "url": url, "icon": icon, "end": end,
        "ring": marks.ring(ring) if ring else "",
        "face": marks.face(str(title), id=face_id) if face_id else "",
    }  # fmt: skip


@register.inclusion_tag("ui/parts/state.html")
def state(
    kind: str,
    title: Text = "",
    words: Text = "",
    way: Text = "",
    url: str = "",
    action: Text = "",
    why: str = "",
) -> dict[str, Any]:
    """`{% state "empty" title words way=… url=… action=… why=… %}`.

    Kinds: empty, loading, partial, offline, refused, error. `way` says what can be done; `url` + `action` is the way.
    """
    signs = {
        "empty": "clipboard-list", "loading": "refresh", "partial": "clock", "offline": "wifi-off",
        "refused": "hand-stop", "error": "alert-triangle",
    }  # fmt: skip
    return {
        "kind": kind, "sign": signs[kind], "title": title, "words": words, "way": way,
        "url": url, "action": action, "why": why,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of the same thing."""

    title: Text
    url: str
    count: int | None = None


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(items: Sequence[Any], current: str, label: Text = "") -> dict[str, Any]:
    """`{% tabs items request.path %}`; items are Tab rows or (title, url) pairs."""
    rows = [item if isinstance(item, Tab) else Tab(*item) for item in items]
    return {"items": rows, "current": current, "label": label}


@register.inclusion_tag("ui/parts/breadcrumb.html")
def breadcrumb(items: Sequence[tuple[Text, str]]) -> dict[str, Any]:
    """`{% breadcrumb items %}`: (title, url) pairs from the widest to the page itself, whose url is ""."""
    return {"items": items}


@register.inclusion_tag("ui/parts/toggles.html")
def toggles(name: str, options: Sequence[Any], value: Any = "", label: Text = "") -> dict[str, Any]:
    """`{% toggles "attendance" options value=… label=… %}`: radio buttons as big toggles; options are
    (value, word) or (value, word, icon)."""
    rows = [(str(one[0]), one[1], one[2] if len(one) > 2 else "") for one in options]
    return {"name": name, "options": rows, "value": str(value), "label": label}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(moments: Sequence[Any]) -> dict[str, Any]:
    """`{% timeline moments %}`; each has `at` (datetime or words), `words`; perhaps `note`, `ring`, `tone`, `url`."""
    return {"moments": [_moment(one) for one in moments]}


def _moment(one: Any) -> dict[str, Any]:
    get = one.get if isinstance(one, dict) else lambda name, default="": getattr(one, name, default)
    at, ring = get("at", ""), get("ring", "")
    if isinstance(at, dt.datetime):
        at = dates.clock(at.astimezone(clock.ZONE) if at.tzinfo else at)
    return {
        "at": at, "words": get("words", ""), "note": get("note", ""), "url": get("url", ""),
        "tone": get("tone", "") or "quiet", "ring": marks.ring(ring) if ring else "",
    }  # fmt: skip


@register.inclusion_tag("ui/parts/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Any) -> dict[str, Any]:
    """`{% pagination page %}` of a Django Page; the query of the address is kept."""
    return {"page": page, "request": context.get("request")}


@register.inclusion_tag("ui/parts/trend.html")
def trend(points: Sequence[tuple[dt.date, Any]], sentence: Text, unit: str = "") -> dict[str, Any]:
    """`{% trend points sentence %}`: (day, number or None) pairs as a line, with the sentence that says what it
    shows and the table behind it. Numbers are in per cent with unit="%"."""
    language = shown.language()
    rows = [
        (dates.day_of_month(day, language=language), "" if value is None else _number(value, unit))
        for day, value in points
    ]
    drawing = charts.sparkline([value for _day, value in points], label=str(sentence), width=560, height=120)
    known = [value for _day, value in points if value is not None]
    return {
        "sentence": sentence, "drawing": drawing, "rows": rows, "first": rows[0], "last": rows[-1],
        "lowest": _number(min(known), unit) if known else "", "highest": _number(max(known), unit) if known else "",
    }  # fmt: skip


def _number(value: Any, unit: str) -> str:
    return shown.percent(value) if unit == "%" else shown.count(value)
