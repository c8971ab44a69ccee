"""What is typed when a gate is registered or replaced."""

import re

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from shanyraq.campus.gates.drafts import DeviceDraft
from shanyraq.campus.gates.models import Device


class DeviceForm(forms.Form):
    """Serial, name, place, kind, mounting and networks of one gate."""

    serial = forms.CharField(
        label=_("Serial number"),
        help_text=_("It stands on the label of the device and in its menu."),
        max_length=40,
        validators=[RegexValidator(r"^[0-9A-Za-z_-]{4,40}$", _("Latin letters, digits and hyphens, at least four."))],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label=_("Name of the gate"), help_text=_("As people call it: the main entrance."), max_length=80
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    family = forms.ChoiceField(label=_("Kind of device"), choices=Device.Family.choices, initial="attendance")
    mounted = forms.ChoiceField(
        label=_("Where it is mounted"), choices=Device.Mounted.choices, initial="both", widget=forms.RadioSelect
    )
    networks = forms.CharField(
        label=_("Networks it speaks from"),
        help_text=_("One on each line, like 192.168.10.0/24. From anywhere else it is not let in."),
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false", "inputmode": "url"}),
    )

    def draft(self) -> DeviceDraft:
        """The gate as the act takes it."""
        typed = self.cleaned_data
        return DeviceDraft(
            serial=typed["serial"],
            name=typed["name"].strip(),
            place=typed["place"].strip(),
            family=typed["family"],
            mounted=typed["mounted"],
            networks=tuple(re.split(r"[\s,;]+", typed["networks"].strip())),
        )
