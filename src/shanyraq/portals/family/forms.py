"""What a parent tells the school."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.portals.family.queries.marks import Wish
from shanyraq.spine.presence import api as presence

DATES = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]
TODAY, TOMORROW, DAYS = "today", "tomorrow", "days"
KINDS = [
    (presence.Kind.ILL, pgettext_lazy("a parent tells", "is ill")),
    (presence.Kind.FAMILY, pgettext_lazy("a parent tells", "is away")),
    (presence.Kind.LATE, pgettext_lazy("a parent tells", "comes late")),
    (presence.Kind.LEAVES, pgettext_lazy("a parent tells", "leaves early")),
]
WHEN = [
    (TODAY, pgettext_lazy("when", "Today")),
    (TOMORROW, pgettext_lazy("when", "Tomorrow")),
    (DAYS, pgettext_lazy("when", "Other days")),
]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=DATES,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Enter the date as day.month.year.")},
    )


class AbsenceForm(forms.Form):
    """What, when, why; the act itself refuses what cannot be told."""

    kind = forms.ChoiceField(label=_("What do you tell the school?"), choices=KINDS, widget=forms.RadioSelect)
    when = forms.ChoiceField(label=_("When?"), choices=WHEN, widget=forms.RadioSelect)
    first = _day(_("From which day"))
    last = _day(_("Until which day"))
    at = forms.TimeField(
        label=_("At what time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    reason = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=500,
        help_text=_("Only the class teacher and the heads read it. Other teachers see the code alone."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    paper = forms.FileField(
        label=_("Picture of a document"),
        required=False,
        help_text=_("JPEG, PNG or PDF, at most 5 MB. It can be brought later."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )

    def telling(self, *, today: dt.date, tomorrow: dt.date) -> presence.Telling:
        """What was told; a single day where only the first was chosen."""
        data = self.cleaned_data
        first, last = {TODAY: (today, today), TOMORROW: (tomorrow, tomorrow)}.get(
            data["when"], (data["first"] or today, data["last"] or data["first"] or today)
        )
        return presence.Telling(kind=data["kind"], first=first, last=last, at=data["at"], reason=data["reason"])


class PaperForm(forms.Form):
    paper = forms.FileField(label=_("Picture of a document"))


def _points(label: Any, *, least: int = 0, most: int = 100) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class WishForm(forms.Form):
    """What if: one more formative mark, points of a unit test, points of the quarter test."""

    fo = _points(_("Formative mark"), least=1, most=10)
    sor = _points(_("points"))
    sor_of = _points(_("of"), least=1)
    soch = _points(_("points"))
    soch_of = _points(_("of"), least=1)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for part in ("sor", "soch"):
            got, most = data.get(part), data.get(f"{part}_of")
            if got is not None and most is None:
                self.add_error(part, _("Say of how many points."))
            elif got is not None and got > most:
                self.add_error(part, _("These are more points than the test has."))
        return data

    def wish(self) -> Wish:
        data = self.cleaned_data
        return Wish(
            fo=(data["fo"],) if data["fo"] is not None else (),
            sor=(data["sor"], data["sor_of"]) if data["sor"] is not None else None,
            soch=(data["soch"], data["soch_of"]) if data["soch"] is not None else None,
        )
