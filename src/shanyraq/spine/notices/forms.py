"""What a person chooses about notices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.spine.notices.messages import ALWAYS, AT_ONCE, CATEGORY_WORDS
from shanyraq.spine.notices.queries.reading import Choice
from shanyraq.spine.notices.rules import DIGEST_AT


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
    in_digest = forms.MultipleChoiceField(
        label=_("Once a day, in one notice"),
        choices=_choices(without=AT_ONCE),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Instead of a notice for each mark: what the day brought, at the hour you choose."),
    )
    digest_at = forms.TimeField(
        label=_("At what hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), initial=DIGEST_AT
    )
    quiet_from = forms.TimeField(label=_("Quiet from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    quiet_to = forms.TimeField(label=_("Quiet until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    @staticmethod
    def of(choice: Choice) -> dict[str, Any]:
        """The form's initial values for what was chosen before."""
        return {
            "shown": [code for code, _words in _choices(without=ALWAYS) if code not in choice.muted],
            "by_email": sorted(choice.by_email),
            "in_digest": sorted(choice.in_digest),
            "digest_at": choice.digest_at,
            "quiet_from": choice.quiet_from,
            "quiet_to": choice.quiet_to,
        }

    def muted(self) -> list[str]:
        return [code for code, _words in _choices(without=ALWAYS) if code not in self.cleaned_data["shown"]]
