"""What the owner of a search writes down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.spine.movement.forms.words import CHOOSE, words_field
from shanyraq.spine.movement.models.search import OUTCOMES, STEPS
from shanyraq.spine.movement.rules.searches import TAKEN, Outcome


class StepForm(forms.Form):
    step = forms.ChoiceField(label=_("What was done"), choices=[pair for pair in STEPS if pair[0] in TAKEN],
                             widget=forms.RadioSelect)  # fmt: skip
    words = words_field(_("What came of it"))


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("How the search ended"), choices=[CHOOSE, *(pair for pair in OUTCOMES if pair[0] != Outcome.ENROLLED)]
    )
    words = words_field(_("Where the child is and who told you"))
    document = forms.CharField(
        label=_("Document: kind, number, day"), required=False, max_length=200,
        help_text=_("Needed where the child left the country, died or learns at home."),
    )  # fmt: skip
