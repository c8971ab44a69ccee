"""What is typed about a lesson as a whole, about tests, and about closed registers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.learning.journal.models.words import EXCUSE_WORDS, TEST_LONG
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


class DayInput(forms.DateInput):
    """A day as the browser's own field has it, so that no letter and no order of parts is guessed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MoveForm(forms.Form):
    """When a summative test stands, with how many points, and about what."""

    day = forms.DateField(label=_("Day"), widget=DayInput, input_formats=["%Y-%m-%d"])
    maximum = forms.IntegerField(label=_("Most points"), min_value=1, max_value=100)
    title = forms.CharField(label=_("About what"), max_length=200, required=False)


class PlanForm(MoveForm):
    """One more test of a class."""

    subject = forms.ChoiceField(label=pgettext_lazy("of a school", "Subject"))
    test = forms.ChoiceField(label=_("Which test"), choices=list(TEST_LONG.items()))
    field_order = ("subject", "test", "day", "maximum", "title")

    def __init__(self, *args: Any, subjects: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = list(subjects)  # type: ignore[attr-defined]


class ExcuseForm(forms.Form):
    """Why a pupil missed a test, and until when they write it."""

    excuse = forms.ChoiceField(label=_("The valid reason"), choices=list(EXCUSE_WORDS.items()))
    due = forms.DateField(label=_("Writes the test by"), widget=DayInput, input_formats=["%Y-%m-%d"])
    document = forms.CharField(label=_("Document"), max_length=200, required=False)


class ModerationForm(forms.Form):
    """The score after a disputed quarter test was looked at again."""

    value = forms.IntegerField(label=_("The score after moderation"), min_value=0, max_value=100)
    reason = forms.CharField(label=_("What was found"), max_length=300)


class UnlockForm(forms.Form):
    """Which closed register is to be corrected, and why."""

    place = forms.ChoiceField(label=_("Class and subject"))
    first = forms.DateField(label=_("From the lesson of"), widget=DayInput, input_formats=["%Y-%m-%d"])
    last = forms.DateField(label=_("To the lesson of"), widget=DayInput, input_formats=["%Y-%m-%d"])
    reason = forms.CharField(label=_("What is wrong, and how it came about"), max_length=300)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = list(places)  # type: ignore[attr-defined]


class YearMarkForm(forms.Form):
    """The mark of a test after the year or of an exam, from its protocol."""

    pupil = forms.ChoiceField(label=_("Pupil"))
    period = forms.ChoiceField(label=_("For what"))
    mark = forms.ChoiceField(label=_("Mark"), choices=[(str(mark), str(mark)) for mark in (2, 3, 4, 5)])
    document = forms.CharField(label=_("Protocol"), max_length=200)

    def __init__(
        self, *args: Any, pupils: Sequence[tuple[str, str]], periods: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pupil"].choices = list(pupils)  # type: ignore[attr-defined]
        self.fields["period"].choices = list(periods)  # type: ignore[attr-defined]
