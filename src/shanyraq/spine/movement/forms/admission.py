"""A child comes: found by IIN or entered."""

import uuid
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.spine.movement.drafts import AdmissionDraft
from shanyraq.spine.movement.forms.words import CHOOSE, day_field, order_field, words_field
from shanyraq.spine.registry import api as registry


class AdmissionForm(forms.Form):
    """The act refuses what the rules forbid; its words come back to the field."""

    iin = forms.CharField(
        label=_("IIN"), required=False, max_length=12, help_text=_("A child without an IIN is entered as well."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    family = forms.CharField(label=_("Family name"), max_length=60)
    given = forms.CharField(label=_("Given name"), max_length=60)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=60, required=False)
    birth_date = forms.DateField(
        label=_("Day of birth"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=[("f", _("girl")), ("m", _("boy"))], widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of instruction the family asks for"))
    group = forms.ChoiceField(label=_("Class"))
    day = day_field()
    order_number = order_field()
    exception = words_field(
        _("Reason of the exception"), required=False, help_text=_("Only where the class is full already.")
    )

    def __init__(self, *args: object, classes: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["group"].choices = [CHOOSE, *classes]  # type: ignore[attr-defined]
        self.fields["language"].choices = list(registry.LANGUAGE_WORDS.items())  # type: ignore[attr-defined]

    def draft(self) -> AdmissionDraft:
        said = self.cleaned_data
        child = registry.PersonDraft(
            family=said["family"],
            given=said["given"],
            patronymic=said["patronymic"],
            birth_date=said["birth_date"],
            sex=said["sex"],
            iin=said["iin"] or None,
        )
        return AdmissionDraft(
            child=child,
            group_id=uuid.UUID(said["group"]),
            on=said["day"],
            language=said["language"],
            order_number=said["order_number"],
            exception=said["exception"],
        )
