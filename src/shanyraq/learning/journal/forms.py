"""What is typed about a lesson as a whole."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.learning.journal.rules.objectives import MOST_LETTERS
from shanyraq.learning.journal.rules.register import HOMEWORK_LENGTH, TOPIC_LENGTH


class EntryForm(forms.Form):
    """Topic, homework, codes of objectives, and by when. `based_on` is the entry that the page showed."""

    topic = forms.CharField(label=_("Topic"), max_length=TOPIC_LENGTH, required=False)
    homework = forms.CharField(
        label=_("Homework"), max_length=HOMEWORK_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    objectives = forms.CharField(
        label=_("Learning objectives"),
        max_length=MOST_LETTERS,
        required=False,
        help_text=_("Codes, as 7.2.1.4, 7.2.1.5"),
    )
    due = forms.DateField(
        label=_("To be done by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    based_on = forms.UUIDField(required=False, widget=forms.HiddenInput)
