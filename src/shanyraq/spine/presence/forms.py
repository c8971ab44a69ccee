"""How a case is closed: what was found out, in a choice and in words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.spine.presence.queries.cases import OUTCOME_WORDS
from shanyraq.spine.presence.rules import Outcome

FOUND = [(code, words) for code, words in OUTCOME_WORDS.items() if code != Outcome.AGREED]


class CloseForm(forms.Form):
    """The act itself refuses what is missing; its words come back to the field."""

    outcome = forms.ChoiceField(
        label=_("What did you find out?"),
        choices=FOUND,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the case ended.")},
    )
    reason = forms.CharField(
        label=_("In your own words"),
        help_text=_("Where the child was and who told you. The family reads these words."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a few words what you found out.")},
    )
