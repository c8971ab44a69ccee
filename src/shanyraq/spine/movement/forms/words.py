"""Fields that several forms of movement share."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

CHOOSE = ("", _("Choose"))


class SeatForm(forms.Form):
    """Which class, by which order, and why where the class is full or learns in another language."""

    group = forms.ChoiceField(label=_("Class"))
    order_number = forms.CharField(label=_("Order number"), max_length=40)
    exception = forms.CharField(
        label=_("Reason of the exception"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only where the class is full or learns in another language."),
    )

    def __init__(self, *args: object, classes: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["group"].choices = [CHOOSE, *classes]  # type: ignore[attr-defined]


def day_field(**fields: object) -> forms.DateField:
    return forms.DateField(
        label=_("From which day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **fields,  # type: ignore[arg-type]
    )


def words_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )  # fmt: skip


def order_field() -> forms.CharField:
    return forms.CharField(label=_("Order number"), max_length=40)
