"""What people type: the answer to the second question, a first password, a reason."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from shanyraq.spine.access.queries.invitations import Answer, InvitedRow

DATES = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]


class AnswerForm(forms.Form):
    """One of the two answers is enough; only those are asked that the register can check."""

    birth_date = forms.DateField(
        required=False,
        input_formats=DATES,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday", "min": "1920-01-01"}),
        error_messages={"invalid": _("Enter the date as day.month.year.")},
    )
    iin_tail = forms.CharField(
        label=_("The last four digits of your own IIN"),
        required=False,
        validators=[RegexValidator(r"^\d{4}$", _("Enter four digits."))],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}),
    )

    def __init__(self, *args: Any, row: InvitedRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["birth_date"].label = (
            _("The child's date of birth") if row.asks_for_child else _("Your date of birth")
        )
        if not row.asks_birth_date:
            del self.fields["birth_date"]
        if not row.asks_iin:
            del self.fields["iin_tail"]
        if len(self.fields) == 1:
            next(iter(self.fields.values())).required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("Answer one of the questions."))
        return cleaned

    @property
    def answer(self) -> Answer:
        return Answer(birth_date=self.cleaned_data.get("birth_date"), iin_tail=self.cleaned_data.get("iin_tail") or "")


def kept(answer: Answer) -> dict[str, str]:
    """The answer as the session keeps it until the account stands."""
    return {
        "birth_date": answer.birth_date.isoformat() if answer.birth_date else "",
        "iin_tail": answer.iin_tail,
    }


def answer_from(kept_answer: dict[str, str]) -> Answer:
    date = kept_answer.get("birth_date")
    return Answer(birth_date=dt.date.fromisoformat(date) if date else None, iin_tail=kept_answer.get("iin_tail", ""))


class FirstPasswordForm(forms.Form):
    """A password that holds, typed once: it can be looked at before it is sent."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 10 characters. Three words you remember are better than one clever word."),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": "10"}),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class ReasonForm(forms.Form):
    """Why an account is locked. The reason stays in the history."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": "3", "autocomplete": "off"})
    )
