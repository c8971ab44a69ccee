"""Tokens are given and taken away."""

import datetime as dt
import secrets
import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.interface.events import TokenMade
from shanyraq.spine.interface.models import Token
from shanyraq.spine.interface.policies import (
    anybody,
    may_make_office_token,
    may_make_own,
    may_make_token,
    may_revoke_token,
    offered_to,
    only_the_machine,
)
from shanyraq.spine.interface.queries.tokens import basis_of, digest_of
from shanyraq.spine.interface.rules.scopes import (
    LONGEST,
    OF_ORGANISATION,
    OF_TERRITORY,
    PREFIX,
    is_scopes,
)
from shanyraq.spine.registry import api as registry

MOST_AT_ONCE = 20
"""Tokens in force of one holder: more of them are forgotten, not used."""


@action(may=may_make_own)
def make_own_token(*, name: str, scopes: Sequence[str], days: int) -> str:
    """A program of the person's own may read what the person sees today. Returns the secret, this once."""
    scope = current_scope()
    return _made(
        name=name, scopes=scopes, days=days, offered=offered_to(scope), person_id=scope.person_id, basis=basis_of(scope)
    )


@action(may=may_make_token)
def make_token(
    *,
    organisation_id: uuid.UUID,
    name: str,
    scopes: Sequence[str],
    days: int,
    purpose: str = "",
    answerable_id: uuid.UUID | None = None,
) -> str:
    """The program may read the organisation's register for so many days. Returns the secret, this once."""
    if answerable_id is not None:
        staff = registry.employees_of([organisation_id], day=clock.today())
        if answerable_id not in {each.person_id for each in staff}:
            raise Denied(_("Somebody who works here answers for a token."), field="answerable")
    return _made(
        name=name, scopes=scopes, days=days, offered=OF_ORGANISATION, organisation_id=organisation_id,
        purpose=purpose.strip()[:200], answerable_id=answerable_id or current_scope().person_id,
    )  # fmt: skip


@action(may=may_make_office_token)
def make_office_token(*, territory_path: str, name: str, scopes: Sequence[str], days: int, purpose: str) -> str:
    """The program may read the organisations under the territory, and no child's row. Returns the secret, this once."""
    return _made(
        name=name, scopes=scopes, days=days, offered=OF_TERRITORY, territory_path=territory_path,
        purpose=purpose.strip()[:200], answerable_id=current_scope().person_id,
    )  # fmt: skip


def _made(*, name: str, scopes: Sequence[str], days: int, offered: Sequence[str], **holder: Any) -> str:
    if not name.strip():
        raise Denied(_("Name the program, so that the token can be recognised."), field="name")
    if not is_scopes(scopes, offered):
        raise Denied(_("There is no such scope."), way=", ".join(offered), field="scopes")
    if not 1 <= days <= LONGEST:
        raise Denied(_("A token is given for a day at least and a year at most."), field="days")
    secret, now = PREFIX + secrets.token_urlsafe(32), clock.now()
    _refuse_too_many(holder, now)
    made = Token.objects.create(
        name=name.strip()[:80],
        digest=digest_of(secret),
        scopes=sorted(set(scopes)),
        made_at=now,
        made_by=current_scope().person_id,
        expires_at=now + dt.timedelta(days=days),
        **holder,
    )
    announce(
        TokenMade(
            token_id=made.id,
            made_by=made.made_by,
            person_id=made.person_id,
            answerable_id=made.answerable_id,
            organisation_id=made.organisation_id,
        )
    )
    return secret


def _refuse_too_many(holder: dict[str, Any], now: dt.datetime) -> None:
    of_holder = {name: holder[name] for name in ("person_id", "organisation_id", "territory_path") if name in holder}
    standing = Token.objects.filter(revoked_at=None, expires_at__gt=now, **of_holder).seen_by_system().count()
    if standing >= MOST_AT_ONCE:
        raise Denied(_("There are twenty tokens in force."), way=_("Take back those that nobody uses."))


@action(may=may_revoke_token)
def revoke_token(*, token_id: uuid.UUID) -> None:
    """From now on the program reads nothing."""
    _revoke(Token.objects.filter(id=token_id))


@action(may=only_the_machine)
def revoke_tokens_of(*, person_id: uuid.UUID) -> None:
    """None of the person's own tokens opens anything any more: the account was locked."""
    _revoke(Token.objects.filter(person=person_id))


def _revoke(rows: Any) -> None:
    rows.filter(revoked_at=None).update(revoked_at=clock.now(), revoked_by=current_scope().person_id)


@action(may=anybody, facts_are_history=True)
def note_use(*, token_id: uuid.UUID, source: str) -> None:
    """The token was used now, from this address."""
    Token.objects.filter(id=token_id).seen_by_system().update(last_used_at=clock.now(), last_used_from=source)
