"""What is typed into the pages of this module. The acts themselves refuse what is missing."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """A day as the browser's own field has it, so that no letter and no order of parts is guessed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AcceptForm(forms.Form):
    """Why a question may stay as it is, and until when."""

    reason = forms.CharField(
        label=_("Why may it stay as it is?"),
        help_text=_("The words are kept with your name and sealed; do not write about the child's health or family."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence why it may stay as it is.")},
    )
    until = forms.DateField(
        label=_("Until which day?"),
        help_text=_("After it the question comes back by itself; also when the facts behind it change."),
        widget=DayInput,
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Choose a day."), "invalid": _("This is not a day.")},
    )


class GroundForm(forms.Form):
    """Words for a move of a snapshot, and a remark on each figure for one that returns it."""

    ground = forms.CharField(
        label=_("Words for the other side"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, codes: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, words in codes:
            self.fields[f"remark-{code}"] = forms.CharField(label=words, max_length=200, required=False)

    @property
    def remarks(self) -> dict[str, str]:
        """The remarks by the code of their figure."""
        said = self.cleaned_data.items()
        return {name.removeprefix("remark-"): words for name, words in said if name.startswith("remark-") and words}

    @property
    def remark_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("remark-")]


def day_asked(text: str, *, otherwise: dt.date, latest: dt.date) -> dt.date | None:
    """The day of the address, `otherwise` where none is given; None where it is no day or still to come."""
    if not text:
        return otherwise
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if dt.date(1991, 12, 16) <= day <= latest else None
