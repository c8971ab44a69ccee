"""What is asked of whoever makes a token."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.spine.interface.messages import SCOPES

DAYS: list[tuple[str, Any]] = [
    ("7", _("a week")),
    ("30", _("a month")),
    ("90", _("three months")),
    ("180", _("half a year")),
    ("366", _("a year")),
]


class TokenForm(forms.Form):
    """A name to recognise it by, what the program may read, for how long."""

    field_order = ("place", "name", "purpose", "answerable", "scopes", "days")
    name = forms.CharField(label=_("Name of the program"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("What may it read?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick only what the program cannot do without."),
    )
    days = forms.TypedChoiceField(label=_("For how long?"), choices=DAYS, coerce=int, initial="90")

    def __init__(self, *args: Any, offered: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["scopes"]
        assert isinstance(asked, forms.MultipleChoiceField)
        asked.choices = [(each, SCOPES[each]) for each in offered]
        self.order_fields(self.field_order)


class ServiceTokenForm(TokenForm):
    """Also: whose register, for what, and who answers."""

    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=200,
        help_text=_("For instance: the school's learning platform takes class lists."),
    )

    def __init__(
        self, *args: Any, places: Sequence[tuple[str, str]], employees: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if len(places) > 1:
            self.fields["place"] = forms.ChoiceField(label=_("Whose register?"), choices=list(places))
        if employees:
            self.fields["answerable"] = forms.ChoiceField(label=_("Who answers for it?"), choices=list(employees))
        self.order_fields(self.field_order)
