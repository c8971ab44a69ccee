"""What the deputy head writes down about the plan and its versions."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.learning.timetable.models import PlanLine
from shanyraq.learning.timetable.queries.rows import RoomRow
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.curriculum import subjects

ROOM_WORDS = (
    ("classroom", _("classroom")),
    ("laboratory", _("laboratory")),
    ("gym", _("gym")),
    ("workshop", _("workshop")),
    ("hall", _("hall")),
    ("other", _("other")),
)
STRENGTH_WORDS = ((0, _("does not matter")), (1, _("as usual")), (3, _("matters much")))
GOALS = {
    "teacher_windows": (_("Windows of teachers"), _("Empty hours of a teacher between two lessons of one shift.")),
    "spread": (_("Spread over the week"), _("A subject does not stand twice on one day where the week has room.")),
    "strain": (_("Difficult subjects early"), _("Tiring subjects in lessons 2 to 4, easier ones later.")),
    "wishes": (_("Wishes of teachers"), _("Hours that a teacher would rather not have stay free.")),
    "even_days": (_("Even days"), _("No day of a class is much longer than the others.")),
}
ANY = pgettext_lazy("room", "any")


class NewVersionForm(forms.Form):
    name = forms.CharField(label=_("Name of the version"), max_length=120)
    based_on = forms.UUIDField(required=False, widget=forms.HiddenInput)


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Excel or CSV file"), widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"})
    )


class PublishForm(forms.Form):
    valid_from = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The version before it holds until the day before."),
    )  # fmt: skip
    despite = forms.CharField(
        label=_("Why it is published though some conflicts stand"), required=False, max_length=300,
        help_text=_("Only where something cannot be mended now. The words stay with the publication."),
    )  # fmt: skip


class SearchForm(forms.Form):
    seconds = forms.TypedChoiceField(
        label=_("How long"), coerce=int, initial=300,
        choices=[(60, _("1 minute")), (300, _("5 minutes")), (900, _("15 minutes"))],
        help_text=_("Most is won in the first minutes; it may be stopped at any time."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name, (label, words) in GOALS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label, help_text=words, coerce=int, initial=1, choices=STRENGTH_WORDS
            )

    @property
    def strengths(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in GOALS}


class HoursForm(forms.Form):
    group_id = forms.TypedChoiceField(label=_("Class"), coerce=uuid.UUID)
    subject = forms.ChoiceField(label=pgettext_lazy("of the school", "Subject"))
    hours = forms.DecimalField(label=_("Hours a week"), min_value=0, max_value=20, max_digits=3, decimal_places=1,
                               help_text=_("0 takes the subject out of the plan."))  # fmt: skip
    component = forms.ChoiceField(label=_("Part of the plan"), choices=PlanLine.Component.choices)

    def __init__(self, data: Any = None, *, groups: Sequence[registry.GroupRow] = ()) -> None:
        super().__init__(data)
        self.fields["group_id"].choices = [(group.id, group.name) for group in groups]  # type: ignore[attr-defined]
        named = sorted(subjects(), key=registry.subject_name)
        self.fields["subject"].choices = [(code, registry.subject_name(code)) for code in named]  # type: ignore[attr-defined]


def _maybe_id(value: str) -> uuid.UUID | None:
    return uuid.UUID(value) if value else None


class DemandForm(forms.Form):
    teacher_id = forms.TypedChoiceField(
        label=_("Teacher"), required=False, coerce=_maybe_id, empty_value=None,
        help_text=_("The lessons in drafts get this teacher; what is published stays."),
    )  # fmt: skip
    every_week = forms.IntegerField(label=_("Lessons every week"), min_value=0, max_value=20)
    every_second_week = forms.IntegerField(
        label=_("Lessons every second week"), min_value=0, max_value=4, required=False
    )
    room_kind = forms.ChoiceField(label=_("Kind of room"), required=False)
    room_id = forms.TypedChoiceField(label=_("Room"), required=False, coerce=_maybe_id, empty_value=None)

    def __init__(
        self, data: Any = None, *, staff: Sequence[registry.EmployeeRow], rooms: Sequence[RoomRow], **more: Any
    ) -> None:
        super().__init__(data, **more)
        kinds = [("", ANY), *ROOM_WORDS]
        self.fields["teacher_id"].choices = [("", _("nobody yet"))] + [(one.person_id, one.name) for one in staff]  # type: ignore[attr-defined]
        self.fields["room_kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["room_id"].choices = [("", ANY), *((room.id, room.name) for room in rooms)]  # type: ignore[attr-defined]

    def clean_every_second_week(self) -> int:
        return self.cleaned_data["every_second_week"] or 0
