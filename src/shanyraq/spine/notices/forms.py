"""What a person chooses about notices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.spine.notices.messages import ALWAYS, CATEGORY_WORDS
from shanyraq.spine.notices.queries.reading import Choice


def _choices(*, without: frozenset[str] = frozenset()) -> list[tuple[str, Any]]:
    return [(code, words) for code, words in CATEGORY_WORDS.items() if code not in without]


class ChoiceForm(forms.Form):
    """Shown categories in the app, categories by e-mail, quiet hours."""

    shown = forms.MultipleChoiceField(
        label=_("Show in the app"),
        choices=_choices(without=ALWAYS),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Cases that you must look into are always shown."),
    )
    by_email = forms.MultipleChoiceField(
        label=_("Also send by e-mail"), choices=_choices(), required=False, widget=forms.CheckboxSelectMultiple
    )
    quiet_from = forms.TimeField(label=_("Quiet from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    quiet_to = forms.TimeField(label=_("Quiet until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    @staticmethod
    def of(choice: Choice) -> dict[str, Any]:
        """The form's initial values for what was chosen before."""
        return {
            "shown": [code for code, _words in _choices(without=ALWAYS) if code not in choice.muted],
            "by_email": sorted(choice.by_email),
            "quiet_from": choice.quiet_from,
            "quiet_to": choice.quiet_to,
        }

    def muted(self) -> list[str]:
        return [code for code, _words in _choices(without=ALWAYS) if code not in self.cleaned_data["shown"]]
