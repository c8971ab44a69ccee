"""Accounts: made, renewed, and told that their rights have changed."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db.models import F

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import action
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.access.models import User
from shanyraq.spine.access.policies import only_the_machine

BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDraft:
    """An account to be made. Without a password nobody can sign in with one."""

    person_id: uuid.UUID
    username: str
    password: str | None = None
    language: str = "kk"


@action(may=only_the_machine)
def make_account(*, person_id: uuid.UUID, username: str, password: str | None = None) -> uuid.UUID:
    """The person has an account. People come in by invitation; this is for a first head and the demo."""
    return make_accounts_now([AccountDraft(person_id=person_id, username=username, password=password)])[0].id


@action(may=only_the_machine)
def make_accounts(*, drafts: Sequence[AccountDraft]) -> list[uuid.UUID]:
    """Each draft stands as an account, in the order given. One hash is made for one password of the batch."""
    return [user.id for user in make_accounts_now(drafts)]


def make_accounts_now(drafts: Iterable[AccountDraft]) -> list[User]:
    hashes: dict[str | None, str] = {}
    now = clock.now()
    made = []
    for draft in drafts:
        if draft.password is None or draft.password not in hashes:
            hashes[draft.password] = make_password(draft.password)
        made.append(
            User(
                id=new_id(),
                person_id=draft.person_id,
                username=draft.username.casefold(),
                language=draft.language,
                password=hashes[draft.password],
                joined_at=now,
            )
        )
    return User.objects.bulk_create(made, batch_size=BATCH)


@action(may=only_the_machine, facts_are_history=True)
def rights_changed(*, person_ids: Sequence[uuid.UUID]) -> None:
    """The next request of each of these people works out its scope anew, in every process."""
    rights_changed_now(person_ids)


def rights_changed_now(person_ids: Sequence[uuid.UUID]) -> None:
    """The same inside an act that changed the rights itself."""
    ids = list(dict.fromkeys(person_ids))
    for start in range(0, len(ids), BATCH):
        User.objects.filter(person__in=ids[start : start + BATCH]).update(access_version=F("access_version") + 1)
