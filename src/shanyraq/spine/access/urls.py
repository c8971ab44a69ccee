"""Addresses of sign-in, own security, invitations, consents, looks and history."""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from django.urls import URLPattern, URLResolver, include, path

from shanyraq.spine.access.pages import family, history, invitation, locking, security, sheets

# Only what the house uses of the sign-in library: no registration, no e-mail, no reset by e-mail.
_library: list[URLPattern | URLResolver] = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("locked/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("keys/authenticate/", second_step.authenticate, name="mfa_authenticate"),
    path("keys/reauthenticate/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("keys/app/", include("allauth.mfa.totp.urls")),
    path("keys/codes/", include("allauth.mfa.recovery_codes.urls")),
    path("keys/passkeys/", include("allauth.mfa.webauthn.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include(_library)),
    path("account/keys/", security.security, name="mfa_index"),
    path("account/", security.security, name="security"),
    path("account/sessions/", security.sessions, name="own_sessions"),
    path("account/lock/", security.lock_own, name="lock_own_account"),
    path("account/audience/", security.choose_audience, name="choose_audience"),
    path("i/<str:token>/", invitation.enter, name="invitation_link"),
    path("invitation/", invitation.invitation, name="invitation"),
    path("invitation/welcome/", invitation.welcome, name="invitation_welcome"),
    path("invitations/class/<uuid:group_id>/", sheets.class_sheets, name="class_invitations"),
    path("invitations/staff/", sheets.staff_invitations, name="staff_invitations"),
    path("invitations/one/", sheets.one_sheet, name="one_invitation"),
    path("access/<uuid:person_id>/lock/", locking.lock_person, name="lock_person"),
    path("family/looks/<uuid:child_id>/", family.looks, name="family_looks"),
    path("family/consents/<uuid:child_id>/", family.consents, name="family_consents"),
    path("history/", history.history, name="history"),
]
