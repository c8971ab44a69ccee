"""Who follows an organisation's register misses nothing, whoever wrote it and however."""

import datetime as dt
from typing import Any

import pytest
from conftest import Cast

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.interface.actions.changes import write_round
from shanyraq.spine.interface.models import Change, ChangeBook
from shanyraq.spine.interface.queries.changes import difference, standing
from shanyraq.spine.interface.tests.asking import get, items, own_token, problem, service_token
from shanyraq.spine.registry.factories import add_pupil
from shanyraq.spine.registry.models import Employment, Enrolment, Person, TeachingLoad


@pytest.fixture
def secret(cast: Cast) -> str:
    return service_token(cast.school)


class Follower:
    """A program that keeps its own copy of the register, by changes alone."""

    def __init__(self, secret: str, organisation_id: object) -> None:
        self.secret, self.organisation_id = secret, organisation_id
        self.cursor: dict[str, str] = {}
        self.has: set[tuple[str, str]] = set()
        self.told: list[tuple[str, str, bool]] = []

    def read(self, limit: int = 2) -> list[tuple[str, str, bool]]:
        """Everything that is new, page after page."""
        self.told = []
        while True:
            answer = get(self.secret, "changes", organisation=self.organisation_id, limit=limit, **self.cursor)
            for each in items(answer):
                self.told.append((each["kind"], each["id"], each["gone"]))
                (self.has.discard if each["gone"] else self.has.add)((each["kind"], each["id"]))
            self.cursor = {"since": answer.json()["next"]}
            if not answer.json()["more"]:
                return self.told


def later(monday: Any) -> None:
    monday.shift(dt.timedelta(minutes=2))


def test_what_is_followed_is_what_stands(cast: Cast, secret: str, monday: Any) -> None:
    follower = Follower(secret, cast.school.organisation_id)
    follower.read()
    assert {kind for kind, _id in follower.has} == {
        "organisations", "groups", "people", "enrolments", "employments", "loads", "guardianships",
    }  # fmt: skip
    assert follower.read() == []
    for kind, row_id in follower.has:
        assert get(secret, f"{kind}/{row_id}").status_code == 200
    later(monday)
    with system_scope("test"):  # past every act: nothing had to say that it wrote
        Person.objects.filter(id=cast.school.pupil_id).update(phone="+77010000000")
        child = add_pupil(cast.school, "Ахметова", "Айша")
        stay = Enrolment.objects.get(person=child)
    assert sorted(follower.read()) == sorted(
        [
            ("people", str(cast.school.pupil_id), False),
            ("people", str(child), False),
            ("enrolments", str(stay.id), False),
        ]
    )
    later(monday)
    with system_scope("test"):
        gone = str(TeachingLoad.objects.get(person=cast.school.teacher_id).id)
        TeachingLoad.objects.all().delete()
    assert follower.read() == [("loads", gone, True)]


def test_a_protected_child_is_told_as_gone_and_comes_back(cast: Cast, secret: str, monday: Any) -> None:
    follower = Follower(secret, cast.school.organisation_id)
    follower.read()
    before = set(follower.has)
    later(monday)
    with system_scope("test"):
        Person.objects.filter(id=cast.school.pupil_id).update(protected=True)
    told = follower.read()
    assert {kind for kind, _id, _gone in told} == {"people", "enrolments", "guardianships"}
    assert all(gone for _kind, _id, gone in told)
    with system_scope("test"):
        assert {bytes(row.digest) for row in Change.objects.filter(is_gone=True)} == {b""}
    later(monday)
    with system_scope("test"):
        Person.objects.filter(id=cast.school.pupil_id).update(protected=False)
    follower.read()
    assert follower.has == before


def test_from_now_on_and_some_kinds_only(cast: Cast, secret: str, monday: Any) -> None:
    at = cast.school.organisation_id
    answer = get(secret, "changes", organisation=at, since="now", kinds="people,groups")
    assert items(answer) == []
    since = answer.json()["next"]
    later(monday)
    with system_scope("test"):
        child = add_pupil(cast.school, "Ахметова", "Айша")
    told = items(get(secret, "changes", organisation=at, since=since, kinds="groups,people"))
    assert [(each["kind"], each["id"]) for each in told] == [("people", str(child))]
    assert problem(get(secret, "changes", organisation=at, since=since)) == (422, "elsewhere")


def test_two_comparings_at_once_lose_nothing(cast: Cast, secret: str, monday: Any) -> None:
    """The slower of two writes nothing; what only it had seen is found the next time."""
    follower = Follower(secret, cast.school.organisation_id)
    follower.read()
    at = cast.school.organisation_id
    later(monday)
    with system_scope("test"):
        before = standing(at)
        first = difference(at, before)
        child = add_pupil(cast.school, "Ахметова", "Айша")
        second = difference(at, before)
        write_round(organisation_id=at, before=before, found=first)
        later(monday)
        write_round(organisation_id=at, before=before, found=second)
        assert ChangeBook.objects.get(organisation=at).round == before.round
    later(monday)
    assert ("people", str(child), False) in follower.read()


def test_a_book_that_was_begun_anew_says_so(cast: Cast, secret: str) -> None:
    at = cast.school.organisation_id
    since = get(secret, "changes", organisation=at).json()["next"]
    with system_scope("test"):
        Change.objects.all().delete()
        ChangeBook.objects.all().delete()
    assert problem(get(secret, "changes", organisation=at, since=since)) == (410, "renewed")


def test_who_may_follow(cast: Cast, secret: str) -> None:
    assert problem(get(secret, "changes", organisation=cast.neighbour.organisation_id)) == (403, "follow")
    assert problem(get(own_token(cast.school, "teacher"), "changes")) == (403, "scope")
    few = service_token(cast.school, ["register.changes", "register.structure"])
    told = items(get(few, "changes", organisation=cast.school.organisation_id))
    assert {each["kind"] for each in told} == {"organisations", "groups"}
    with use_scope(cast.neighbour.scope("director")):
        assert not Change.objects.exists()


def test_comparing_is_not_done_at_each_question(cast: Cast, secret: str) -> None:
    at = cast.school.organisation_id
    since = get(secret, "changes", organisation=at).json()["next"]
    with system_scope("test"):
        Employment.objects.filter(person=cast.school.teacher_id).update(rate="0.50")
        compared = ChangeBook.objects.get(organisation=at).compared_at
    assert items(get(secret, "changes", organisation=at, since=since)) == []
    assert compared == clock.now()
