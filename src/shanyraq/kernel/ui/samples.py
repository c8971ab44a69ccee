"""What the style guide shows: an invented school morning, the same in three languages."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyraq.kernel.clock import ZONE
from shanyraq.kernel.figures.api import Better, Unit, Value
from shanyraq.kernel.ui.render import Column, Grid, cell, person, status

DAY = dt.date(2026, 11, 23)
MORNING = dt.datetime(2026, 11, 23, 10, 15, tzinfo=ZONE)
PUPILS = (
    ("p-1", "Әбдіқадыр Аружан", (9, 8, None, 10)),
    ("p-2", "Ғалымова Дәрия", (7, None, 8, 9)),
    ("p-3", "Қасымұлы Ержан", (10, 9, 9, 8)),
    ("p-4", "Ли Виктор", (6, 7, None, None)),
    ("p-5", "Өмірзақова Іңкәр", (8, 8, 9, 10)),
    ("p-6", "Үсен Һадиша", (9, None, 7, 8)),
)
STATES = ("sealed", "sealed", "sent", "local")


def at_lessons(*, url: str) -> Value:
    return Value(
        numerator=1163, denominator=1204, at=DAY, as_of=MORNING, title=_("At lessons today"),
        url=url, better=Better.HIGHER,
    )  # fmt: skip


def figures(*, url: str) -> dict[str, Value]:
    """A figure in each of its states."""
    return {
        "share": at_lessons(url=url),
        "before": Value(numerator=1150, denominator=1204, at=DAY - dt.timedelta(days=1)),
        "count": Value(numerator=4, denominator=None, unit=Unit.COUNT, at=DAY, title=_("Open disagreements"), url=url),
        "late": Value(numerator=27, denominator=1204, at=DAY, title=_("Late"), url=url, better=Better.LOWER),
        "late_before": Value(numerator=19, denominator=1204, at=DAY - dt.timedelta(days=1)),
        "rough": Value(
            numerator=172, denominator=193, at=DAY, title=_("Schools on broadband"), url=url, approximate=True
        ),
        "hidden": Value(numerator=0, denominator=0, at=DAY, title=_("Free meals, class 7A"), suppressed=True),
        "none": Value(numerator=0, denominator=0, at=DAY, title=_("Evening shift")),
    }


def marks() -> Grid:
    """A class's marks with every state of the ring."""
    rows = []
    for line, (key, name, values) in enumerate(PUPILS):
        cells: list[Any] = [person(name, id=key)]
        for place, value in enumerate(values):
            state = "conflict" if (line, place) == (2, 1) else STATES[place] if value else ""
            cells.append(cell(value, state=state, data={"row": line, "col": place}, focusable=True))
        rows.append(cells)
    days = ("16.11", "18.11", "20.11", "23.11")
    heads = [Column(_("Pupil"), sortable=True), *(Column(day, sortable=True) for day in days)]
    return Grid(heads, rows, caption=_("Marks of class 7A, algebra"), rings=True, css="grid-marks")


def schools(*, url: str) -> Grid:
    """A table of an office, sorted on the server."""
    rows = [
        (_("Lyceum No. 28"), 1204, "96,6", status(_("Complete"), tone="good")),
        (_("School No. 7"), 861, "93,1", status(_("Two classes missing"), tone="care")),
        (_("School No. 15"), 12408, "91,0", status(_("No data since 08:40"), tone="act")),
    ]
    heads = [
        Column(_("School"), sort_url=f"{url}?order=name"),
        Column(_("Pupils"), numeric=True, sort_url=f"{url}?order=-pupils", ordered="descending"),
        Column(_("At lessons, %"), numeric=True, sortable=True),
        Column(_("Data")),
    ]
    return Grid(heads, rows, caption=_("Schools of the district"))


def nothing() -> Grid:
    return Grid([Column(_("Pupil"))], [], caption=_("Absent today"), empty=_("Nobody is absent today."))


def moments() -> list[dict[str, Any]]:
    at = lambda hour, minute: dt.datetime(2026, 11, 23, hour, minute, tzinfo=ZONE)  # noqa: E731
    return [
        {"at": at(7, 52), "words": _("Came in at Lyceum No. 28"), "ring": "sealed", "tone": "good"},
        {
            "at": at(8, 0),
            "words": _("Algebra: present, mark 9"),
            "note": _("Homework: No. 214, 215"),
            "ring": "sealed",
        },
        {"at": at(9, 40), "words": _("Lunch: hot meal"), "ring": "sent"},
        {
            "at": at(10, 5),
            "words": _("Physics: the register says absent, the gate says inside"),
            "ring": "conflict",
            "tone": "act",
        },
        {"at": at(12, 30), "words": _("Chess club, room 204"), "tone": "quiet"},
    ]


def trend() -> list[tuple[dt.date, Decimal | None]]:
    """Twelve days; the school was closed on two of them."""
    shares = ["95.1", "95.4", "94.8", "95.9", "-", "-", "96.0", "96.4", "93.2", "95.7", "96.1", "96.6"]
    start = DAY - dt.timedelta(days=len(shares) - 1)
    return [
        (start + dt.timedelta(days=number), None if share == "-" else Decimal(share))
        for number, share in enumerate(shares)
    ]


class Request(forms.Form):
    """A form with every kind of field."""

    subject = forms.CharField(label=gettext_lazy("Subject"), help_text=gettext_lazy("In a few words."))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("complaint", gettext_lazy("Complaint")), ("proposal", gettext_lazy("Proposal"))],
    )
    text = forms.CharField(label=gettext_lazy("What happened"), widget=forms.Textarea(attrs={"rows": 4}))
    day = forms.DateField(label=gettext_lazy("Day"), required=False)
    answer = forms.ChoiceField(
        label=gettext_lazy("Where to answer"),
        widget=forms.RadioSelect,
        choices=[("here", gettext_lazy("Here, in messages")), ("paper", gettext_lazy("On paper"))],
    )
    agreed = forms.BooleanField(label=gettext_lazy("The school may see my name"), required=False)
