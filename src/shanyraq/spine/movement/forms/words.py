"""Fields that several forms of movement share."""

from django import forms
from django.utils.translation import gettext_lazy as _

CHOOSE = ("", _("Choose"))


def day_field(**fields: object) -> forms.DateField:
    return forms.DateField(
        label=_("From which day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **fields,  # type: ignore[arg-type]
    )


def words_field(label: object, *, required: bool = True, help_text: object = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )  # fmt: skip


def order_field() -> forms.CharField:
    return forms.CharField(label=_("Order number"), max_length=40)
