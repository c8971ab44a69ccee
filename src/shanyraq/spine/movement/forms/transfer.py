"""What either school says in a transfer."""

import hashlib
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.spine.movement.forms.words import CHOOSE, words_field


class AskForm(forms.Form):
    iin = forms.CharField(
        label=_("IIN"), max_length=12, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
    family = forms.CharField(label=_("Family name"), max_length=60)
    ground = forms.ChoiceField(label=_("Ground"))
    words = words_field(_("In your own words"), required=False)

    def __init__(self, *args: object, grounds: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["ground"].choices = [CHOOSE, *grounds]  # type: ignore[attr-defined]


class PacketForm(forms.Form):
    """The file itself is not kept: its digest tells later whether the paper brought along is the same."""

    health = forms.FileField(
        label=_("Health sheet on paper"),
        required=False,
        help_text=_("Only the digest of the file goes along. What the nurse entered goes along by itself."),
    )

    def health_digest(self) -> bytes | None:
        sheet = self.cleaned_data.get("health")
        if not sheet:
            return None
        digest = hashlib.sha256()
        for part in sheet.chunks():
            digest.update(part)
        return digest.digest()


class RefuseForm(forms.Form):
    ground = forms.ChoiceField(label=_("Legal ground"))
    words = words_field(_("In your own words"), help_text=_("The family reads these words."))

    def __init__(self, *args: object, grounds: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["ground"].choices = [CHOOSE, *grounds]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    words = words_field(_("Why it is withdrawn"), help_text=_("The family reads these words."))
