"""Whoever a new token concerns hears of it; a locked account's own tokens end."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.events.api import subscribe
from shanyraq.spine.access.events import AccountLocked
from shanyraq.spine.interface import api as interface
from shanyraq.spine.interface.events import TokenMade
from shanyraq.spine.notices import api as notices
from shanyraq.spine.registry import api as registry


@notices.message
class TokenOfYourOwn(notices.Message):
    """Said to the owner, so that a token made by somebody at an unlocked phone does not stay unseen."""

    code = "token_own"
    category = notices.Category.CASES
    icon = "key"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        title = _("A token was made in your name: %(name)s.") % {"name": params["name"]}
        return notices.Words(title, _("If it was not you, take it back and change your password."))

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("own_tokens")


@notices.message
class TokenOfOrganisation(notices.Message):
    """Said to the director, to who answers for the token and to who made it."""

    code = "token_service"
    category = notices.Category.CASES
    icon = "key"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        title = _("A program may read the register now: %(name)s.") % {"name": params["name"]}
        return notices.Words(title, _("If nobody asked for it, take the token back."))

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("service_tokens") if params["heads"] else ""


@subscribe(TokenMade)
def token_is_made(event: TokenMade) -> None:
    """Each reader has one notice for a token."""
    source, name = f"token:{event.token_id.hex}", interface.name_of(event.token_id)
    if event.person_id is not None:
        own = notices.Letter(code=TokenOfYourOwn.code, person_id=event.person_id, source=source, params={"name": name})
        notices.send(letters=[own])
        return
    at = event.organisation_id
    heads = registry.holders_of(("director",), [at], day=clock.today()).get(at, ()) if at else ()
    others = {event.made_by, event.answerable_id} - {None, *heads}
    notices.send(
        letters=[
            notices.Letter(
                code=TokenOfOrganisation.code, person_id=person, organisation_id=at, source=source,
                params={"name": name, "heads": person in heads or person == event.made_by},
            )
            for person in (*heads, *sorted(each for each in others if each))
        ]
    )  # fmt: skip


@subscribe(AccountLocked)
def locked_account_has_no_tokens(event: AccountLocked) -> None:
    """What was let in by the person's own tokens is out, also when the account is opened again."""
    interface.revoke_tokens_of(person_id=event.person_id)
