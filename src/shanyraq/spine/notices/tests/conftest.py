"""Messages of the tests, Dana's account, and a school Monday that stands still."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
import time_machine
from django.db import transaction

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.notices import api as notices
from shanyraq.spine.notices.messages import CATEGORY_WORDS
from shanyraq.spine.registry.models import Person

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


class _Told(notices.Message):
    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        return notices.Words(f"{child}: {params.get('what', '')}", "Толығырақ қосымшада.")


@notices.message
class Arrived(_Told):
    code = "test_arrived"
    category = notices.Category.ARRIVAL


@notices.message
class ToLookInto(_Told):
    code = "test_case"
    category = notices.Category.CASES


@notices.message
class Unspeakable(notices.Message):
    """A message whose words fail."""

    code = "test_unspeakable"
    category = notices.Category.ARRIVAL

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        raise LookupError("its flow has lost the words")


@notices.message
class Watchful(notices.Message):
    """A message that says in which language, and inside how many transactions, it is worded."""

    code = "test_watchful"
    category = notices.Category.ARRIVAL

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        depth = len(transaction.get_connection().savepoint_ids)
        return notices.Words(str(CATEGORY_WORDS[notices.Category.LEARNING]), str(depth))


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def dana(cast):
    """Dana with an account and an e-mail address; the machine acts."""
    make_user(cast.school.guardian_id, "dana")
    with system_scope("test notices"):
        Person.objects.filter(id=cast.school.guardian_id).update(email="dana@example.kz")
        yield cast.school


@pytest.fixture
def letter(dana):
    """letter(): one letter to Dana about Erzhan."""

    def of(code: str = Arrived.code, *, source: str = "fact:1", what: str = "келді", person_id=None):
        return notices.Letter(
            code=code,
            person_id=person_id or dana.guardian_id,
            child_id=dana.pupil_id,
            organisation_id=dana.organisation_id,
            source=source,
            params={"what": what},
        )

    return of
