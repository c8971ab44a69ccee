"""Builders for tests."""

import datetime as dt
import uuid
from typing import Protocol

from shanyraq.kernel import clock
from shanyraq.kernel.testing.factories import factory
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.interface.models import Change, ChangeBook, Token


class AtSchool(Protocol):
    """What these builders need to know of a school."""

    @property
    def organisation_id(self) -> uuid.UUID: ...

    @property
    def pupil_id(self) -> uuid.UUID: ...


@factory(Token)
def a_token(at: AtSchool) -> Token:
    now = clock.now()
    made: Token = Token.objects.create(
        organisation_id=at.organisation_id, name="LMS", digest=new_id().bytes * 2, scopes=["roster.readonly"],
        made_at=now, expires_at=now + dt.timedelta(days=30),
    )  # fmt: skip
    return made


@factory(ChangeBook)
def a_book(at: AtSchool) -> ChangeBook:
    made: ChangeBook = ChangeBook.objects.create(organisation_id=at.organisation_id, round=1, compared_at=clock.now())
    return made


@factory(Change)
def a_change(at: AtSchool) -> Change:
    made: Change = Change.objects.create(
        organisation_id=at.organisation_id, kind="people", row_id=at.pupil_id, digest=b"", round=1,
        noticed_at=clock.now(),
    )  # fmt: skip
    return made
