"""What a director or a keeper writes about a family, and about a right that is lent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.spine.registry import api as registry

DATES = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]
BAD_DATE = {"invalid": _("Enter the date as day.month.year."), "required": _("Enter the date as day.month.year.")}


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        input_formats=DATES,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=BAD_DATE,
    )


def choice_field(label: Any, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices)


class OrderForm(forms.Form):
    """A court order: its number and its date."""

    order_number = forms.CharField(label=_("Number of the court order"), max_length=40)
    order_date = day_field(_("Date of the court order"))


class GroundForm(forms.Form):
    ground = forms.CharField(label=_("Ground"), max_length=200)


class LimitForm(forms.Form):
    """Which guardian a court keeps from the child, on which paper, for how long."""

    field_order = ("guardian", "forbids", "ground", "document_number", "valid_from", "valid_to")
    forbids = forms.ChoiceField(label=_("What the court forbids"), choices=registry.FORBIDS)
    ground = forms.CharField(label=_("Ground"), max_length=200)
    document_number = forms.CharField(label=_("Number of the court's document"), max_length=40)
    valid_from = day_field(_("First day"))
    valid_to = day_field(_("Last day, where the court names it"), required=False)

    def __init__(self, *args: Any, guardians: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guardian"] = choice_field(_("Guardian"), guardians)
        self.order_fields(self.field_order)


class LendForm(forms.Form):
    """To whom the right is lent, on which ground, from when to when."""

    field_order = ("person", "ground", "valid_from", "valid_to")
    ground = forms.CharField(label=_("Ground"), max_length=200, help_text=_("For instance, the number of the order."))
    valid_from = day_field(_("First day"))
    valid_to = day_field(_("Last day"))

    def __init__(self, *args: Any, employees: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = choice_field(_("Employee"), employees)
        self.order_fields(self.field_order)


class GuardianForm(forms.Form):
    """A guardian with the paper on which the right rests."""

    relation = forms.ChoiceField(label=_("Who this person is to the child"))
    family = forms.CharField(label=_("Family name"), max_length=60)
    given = forms.CharField(label=_("Given name"), max_length=60)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=60, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", _("Choose")), ("f", _("female")), ("m", _("male"))])
    birth_date = day_field(_("Date of birth"), required=False)
    iin = forms.CharField(
        label=_("IIN"),
        max_length=12,
        required=False,
        help_text=_("By it the person is found in the register and not entered a second time."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=24, required=False)
    ground = forms.CharField(
        label=_("Ground"), max_length=200, help_text=_("For instance: birth certificate, order of guardianship.")
    )
    document_number = forms.CharField(label=_("Number of the document"), max_length=40)
    valid_from = day_field(_("First day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relation"].choices = [("", _("Choose")), *registry.RELATIONS]  # type: ignore[attr-defined]

    def draft(self) -> registry.NamedGuardian:
        said = self.cleaned_data
        person = registry.PersonDraft(
            family=said["family"], given=said["given"], patronymic=said["patronymic"], iin=said["iin"].strip() or None,
            phone=said["phone"].strip(), sex=said["sex"], birth_date=said["birth_date"],
        )  # fmt: skip
        paper = {name: said[name] for name in ("relation", "ground", "document_number", "valid_from")}
        return registry.NamedGuardian(person=person, **paper)


class EndRightForm(forms.Form):
    """Until when a right holds, and why it ends."""

    last_day = day_field(_("Last day of the right"))
    reason = forms.CharField(
        label=_("Ground"), max_length=200, help_text=_("With yesterday as the last day the access ends at once.")
    )


class CorrectionForm(forms.Form):
    """What a card says, and why it is corrected."""

    family = forms.CharField(label=_("Family name"), max_length=60, required=False)
    given = forms.CharField(label=_("Given name"), max_length=60)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=60, required=False)
    birth_date = day_field(_("Date of birth"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("f", _("female")), ("m", _("male"))])
    iin = forms.CharField(
        label=_("IIN"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=24, required=False)
    email = forms.EmailField(label=_("Email"), required=False)
    reason = forms.CharField(
        label=_("Ground"), max_length=200, help_text=_("For instance: the identity document was shown.")
    )
