"""What may be done with an own child: another class, leaving, a slip to another school."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.spine.movement.drafts import LeavingDraft
from shanyraq.spine.movement.forms.words import CHOOSE, SeatForm, day_field, words_field


class ClassMoveForm(SeatForm):
    day = day_field()


class LeavingForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why the child leaves"))
    day = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    place = forms.CharField(
        label=_("Where to: the place and the school"), required=False, max_length=200,
        help_text=_("Needed for another region and for a college."),
    )  # fmt: skip
    document = forms.CharField(
        label=_("Document: kind, number, day"), required=False, max_length=200,
        help_text=_("Needed for all reasons except moving to a school or a college."),
    )  # fmt: skip
    words = words_field(_("In your own words"), required=False)

    def __init__(self, *args: object, reasons: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["reason"].choices = [CHOOSE, *reasons]  # type: ignore[attr-defined]

    def draft(self) -> LeavingDraft:
        said = self.cleaned_data
        return LeavingDraft(
            last_day=said["day"],
            reason=said["reason"],
            words=said["words"],
            document=said["document"],
            place=said["place"],
        )


class SlipForm(forms.Form):
    school = forms.ChoiceField(label=_("To which school"))
    ground = forms.ChoiceField(label=_("Ground"))
    words = words_field(_("In your own words"), required=False)

    def __init__(
        self,
        *args: object,
        schools: Sequence[tuple[str, str]],
        grounds: Sequence[tuple[str, str]],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["school"].choices = [CHOOSE, *schools]  # type: ignore[attr-defined]
        self.fields["ground"].choices = [CHOOSE, *grounds]  # type: ignore[attr-defined]
