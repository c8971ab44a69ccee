"""The sign-in library's forms in our words: labels and helps of ours, no words inside the fields."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LENGTH = _("At least 10 characters. Three words you remember are better than one clever word.")


class OurWords:
    """Our label and help on every field that has one here; none of the library's words in the fields."""

    labels: ClassVar[dict[str, str | Promise]] = {}
    helps: ClassVar[dict[str, str | Promise]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class LoginForm(OurWords, account.LoginForm):
    labels = {
        "login": _("Username"),
        "password": _("Password"),
        "remember": _("Stay signed in on this device"),
    }


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    labels = {"password": _("Password")}


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    labels = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("New password once more"),
    }
    helps = {"password1": LENGTH}


class SetPasswordForm(OurWords, account.SetPasswordForm):
    labels = {"password1": _("New password"), "password2": _("New password once more")}
    helps = {"password1": LENGTH}


class SecondStepForm(OurWords, second_step.AuthenticateForm):
    labels = {"code": _("Code from the app, or a recovery code")}


class SecondStepAgainForm(OurWords, second_step.ReauthenticateForm):
    labels = {"code": _("Code from the app, or a recovery code")}


class AddAppForm(OurWords, app.ActivateTOTPForm):
    labels = {"code": _("Six digits from the app")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddPasskeyForm(OurWords, passkeys.AddWebAuthnForm):
    """A passkey always signs in by itself: there is no question about it."""

    labels = {"name": _("Name of this device")}
    helps = {"name": _("So that you recognise it in the list: «My phone».")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.fields["passwordless"].initial = "on"


class RenamePasskeyForm(OurWords, passkeys.EditWebAuthnForm):
    labels = {"name": _("Name of this device")}
