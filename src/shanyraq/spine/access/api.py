"""The door of access: roles, scopes, accounts, looks, consents."""

from shanyraq.spine.access.actions.accounts import AccountDraft, make_account, make_accounts, rights_changed
from shanyraq.spine.access.actions.appointments import appoint, end_appointment
from shanyraq.spine.access.actions.consents import give_consent, withdraw_consent
from shanyraq.spine.access.actions.delegations import delegate, withdraw_delegation
from shanyraq.spine.access.actions.invitations import (
    Answer,
    Issued,
    accept_invitation,
    invite,
    invite_families,
    invite_pupils,
)
from shanyraq.spine.access.actions.locking import lock_account, lock_own_account
from shanyraq.spine.access.actions.looks import log_look, log_looks
from shanyraq.spine.access.models.consent import Consent
from shanyraq.spine.access.queries.account_rows import add_account_row
from shanyraq.spine.access.queries.consents import has_consent
from shanyraq.spine.access.queries.delegations import DelegationRow, delegations_at
from shanyraq.spine.access.queries.history import name_act
from shanyraq.spine.access.queries.looks import LookRow, latest_looks, name_look_page
from shanyraq.spine.access.queries.people import language_of, user_of_person
from shanyraq.spine.access.queries.scopes import scope_of, scope_of_user_id
from shanyraq.spine.access.rules import HEADS, KEEPERS, Audience, Role, audience_of, audiences_of

Purpose = Consent.Purpose

__all__ = [
    "HEADS",
    "KEEPERS",
    "AccountDraft",
    "Answer",
    "Audience",
    "DelegationRow",
    "Issued",
    "LookRow",
    "Purpose",
    "Role",
    "accept_invitation",
    "add_account_row",
    "appoint",
    "audience_of",
    "audiences_of",
    "delegate",
    "delegations_at",
    "end_appointment",
    "give_consent",
    "has_consent",
    "invite",
    "invite_families",
    "invite_pupils",
    "language_of",
    "latest_looks",
    "lock_account",
    "lock_own_account",
    "log_look",
    "log_looks",
    "make_account",
    "make_accounts",
    "name_act",
    "name_look_page",
    "rights_changed",
    "scope_of",
    "scope_of_user_id",
    "user_of_person",
    "withdraw_consent",
    "withdraw_delegation",
]
