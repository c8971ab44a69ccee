"""What is typed about a lesson as a whole."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.learning.journal.rules.register import HOMEWORK_LENGTH, TOPIC_LENGTH


class EntryForm(forms.Form):
    """Topic, homework, and by when. `based_on` is the entry that was there when the page was made."""

    topic = forms.CharField(label=_("Topic"), max_length=TOPIC_LENGTH, required=False)
    homework = forms.CharField(
        label=_("Homework"), max_length=HOMEWORK_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    due = forms.DateField(
        label=_("To be done by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    based_on = forms.UUIDField(required=False, widget=forms.HiddenInput)
