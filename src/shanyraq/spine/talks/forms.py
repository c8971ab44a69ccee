"""What is said, to whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.spine.talks.rules import LONGEST


class WordsForm(forms.Form):
    """The act itself refuses what may not be said; nothing typed is lost."""

    words = forms.CharField(
        label=_("What do you want to say?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what you want to say.")},
    )


class StartForm(WordsForm):
    """With whom: each choice names everybody who will read."""

    field_order = ("with_id", "words")

    def __init__(self, *args: Any, contacts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["with_id"] = forms.ChoiceField(
            label=_("To whom?"),
            choices=contacts,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose to whom you write.")},
        )
        self.order_fields(self.field_order)


class ReportForm(forms.Form):
    reason = forms.CharField(
        label=_("Why should the heads look?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
