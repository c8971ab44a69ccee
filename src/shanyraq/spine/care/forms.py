"""What the nurse writes on a sheet, and what a head writes of a conclusion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.spine.care.drafts import ConclusionDraft, HealthDraft
from shanyraq.spine.care.models.health import HEALTH_GROUPS, PE_GROUPS, RESTRICTIONS

UNKNOWN = ("", _("not known yet"))
DATES = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=DATES,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


def words_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip


class SheetForm(forms.Form):
    """The health sheet."""

    passport_on = day_field(
        _("Health passport, form 052-2/у, shown on"), required=False, help_text=_("Leave empty while it was not shown.")
    )
    immunisation_on = day_field(
        _("Immunisation passport, form 065/у, shown on"),
        required=False,
        help_text=_("Leave empty while it was not shown."),
    )
    health_group = forms.ChoiceField(label=_("Health group"), choices=[UNKNOWN, *HEALTH_GROUPS], required=False)
    pe_group = forms.ChoiceField(
        label=_("Group of physical education"), choices=[UNKNOWN, *PE_GROUPS], required=False
    )  # fmt: skip
    restrictions = forms.MultipleChoiceField(
        label=_("What teachers heed"),
        choices=RESTRICTIONS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Teachers see this and the group of physical education, and nothing else of the sheet."),
    )
    notes = words_field(_("Notes of the nurse"), help_text=_("Read by nurses and by the family alone."))
    valid_from = day_field(_("First day"))
    valid_to = day_field(_("Last day, where the paper names it"), required=False)

    def draft(self) -> HealthDraft:
        said = self.cleaned_data
        return HealthDraft(**{**said, "restrictions": tuple(said["restrictions"])})


class ConclusionForm(forms.Form):
    """A conclusion of the psych-med-ped commission."""

    number = forms.CharField(label=_("Number of the conclusion"), max_length=40)
    concluded_on = day_field(_("Date of the conclusion"))
    valid_from = day_field(_("First day"))
    valid_to = day_field(_("Valid to"), required=False, help_text=_("As the conclusion says."))
    advice = words_field(_("What the commission advises"))

    def draft(self) -> ConclusionDraft:
        return ConclusionDraft(**self.cleaned_data)


class EndForm(forms.Form):
    """Until when a conclusion holds, where it ends earlier."""

    last_day = day_field(_("Last day"))
    ground = forms.CharField(label=_("Ground"), max_length=200)
