"""Report cards: issued from what stands, proved by their address, overtaken by a correction, and nobody else's."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.journal.api import Period
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.learning.journal.models import Cell, PeriodMark
from shanyraq.learning.reports import api
from shanyraq.learning.reports.models import Card
from shanyraq.learning.reports.queries.standing import answer
from shanyraq.learning.reports.rules import card as rules
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.registry.factories import School, add_pupil

NOON = dt.datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=clock.ZONE)
Q1 = Period.Q1


@pytest.fixture(autouse=True)
def monday() -> Iterator[Any]:
    with override("en"), time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def result(
    at: School, mark: int | None, *, pupil: uuid.UUID | None = None, subject: str = "algebra", **more: Any
) -> None:
    """A published result of the first quarter as it stands."""
    values = {
        "pupil_id": pupil or at.pupil_id, "group_id": at.group_id, "organisation_id": at.organisation_id, "grade": 7,
        "subject": subject, "school_year": 2026, "period": "q1", "scheme": "quarter",
        "verdict": "mark" if mark else "not_assessed", "mark": mark, "percent": None, "fact_day": NOON.date(),
        "fact_id": uuid.uuid4(), "changed_at": NOON,
    }  # fmt: skip
    with system_scope("a result"):
        PeriodMark.objects.update_or_create(
            pupil_id=values["pupil_id"], school_year=2026, subject=subject, period="q1", defaults=values | more
        )


def issue(at: School, **more: Any) -> int:
    return api.issue_cards(**{"group_id": at.group_id, "year": 2026, "period": Q1} | more)


def the_card() -> Card:
    with system_scope("look"):
        return Card.objects.latest("recorded_at")


def address(card: Card) -> str:
    return reverse("card_seal", args=[card.id, rules.code_of(card.said)])


def anybody() -> Client:
    """A reader of English who has no account."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def signed_in(person_id: uuid.UUID) -> Client:
    client = anybody()
    client.force_login(make_user(person_id))
    return client


def test_the_periods_of_a_card_are_those_of_the_journal() -> None:
    assert tuple(each.value for each in Period) == rules.ORDER
    assert rules.periods_until("q2") == ("q1", "q2", "h1")
    assert rules.periods_until("year") == rules.ORDER


def test_a_class_is_issued_once_and_says_what_stands(cast: Any) -> None:
    at = cast.school
    other = add_pupil(at, "Әлімбек", "Айдана")
    with use_scope(at.scope("teacher")):
        with pytest.raises(Denied, match="No result of this period"):
            issue(at)
        result(at, 4)
        with system_scope("lessons missed"):
            for day, code in ((7, "ill"), (8, "unexcused"), (9, "excused"), (10, "late")):
                lesson = lesson_on(at, dt.date(2026, 9, day))
                Cell.objects.create(
                    lesson=lesson, pupil_id=at.pupil_id, group_id=at.group_id, organisation_id=at.organisation_id,
                    subject="algebra", day=lesson.day, code=code, changed_at=NOON,
                )  # fmt: skip
        assert issue(at) == 1  # Aidana has no result yet
        assert issue(at) == 0
        result(at, 5, pupil=other)
        assert issue(at) == 1
    with use_scope(at.scope("guardian")):
        [card] = api.cards_of_pupil(at.pupil_id)
    assert card.content["rows"] == [{"subject": "algebra", "results": {"q1": ["mark", 4]}}]
    assert card.content["missed"] == {"q1": [2, 1]}
    assert (card.content["class_teacher"], card.content["director"]) == ("Тілеуов Болат", "Омарова Айгерім")
    assert card.said == rules.digest_of(card.content)


def test_the_address_on_the_paper_answers_anybody_and_names_nobody(cast: Any) -> None:
    result(cast.school, 4)
    with use_scope(cast.school.scope("director")):
        issue(cast.school)
    page = anybody().get(address(the_card()))
    body = page.content.decode()
    assert (page.status_code, "This report card stands." in body) == (200, True)
    assert "С. Е." in body
    assert not any(word in body for word in ("Сейтқали", "Ержан", "Тілеуов", "Омарова"))
    assert page.headers["Cache-Control"].count("no-store") == 1


def test_what_is_typed_from_the_paper_is_compared_and_not_shown(cast: Any) -> None:
    result(cast.school, 4)
    result(cast.school, 3, subject="physics")
    with use_scope(cast.school.scope("director")):
        issue(cast.school)
    where = address(the_card())
    true = anybody().post(where, {"name": "ержан СЕЙТҚАЛИ", "marks": "4, 3"}).content.decode()
    assert "The name is the one on the issued card." in true
    assert "The marks are those that were issued." in true
    forged = anybody().post(where, {"name": "Сәуле Әбдіраш", "marks": "5 3"}).content.decode()
    assert "The issued card names another pupil." in forged
    assert "The school issued other marks than these." in forged


@pytest.mark.parametrize("change", ["code", "short", "empty", "id"])
def test_another_code_is_no_paper(cast: Any, change: str) -> None:
    result(cast.school, 4)
    with use_scope(cast.school.scope("director")):
        issue(cast.school)
    card = the_card()
    code = rules.code_of(card.said)
    given = {
        "code": (card.id, code[:-1] + ("0" if code[-1] != "0" else "1")),
        "short": (card.id, code[:8]),
        "empty": (card.id, " "),
        "id": (uuid.uuid4(), code),
    }[change]
    assert answer(*given) is None
    page = anybody().get(reverse("card_seal", args=given))
    assert page.status_code == 404
    assert "No such paper was issued." in page.content.decode()


def test_what_is_kept_of_an_altered_card_does_not_verify(cast: Any) -> None:
    """Words in which a 4 became a 5 do not have the digest that is sealed: no address shows them as a paper."""
    result(cast.school, 4)
    with use_scope(cast.school.scope("director")):
        issue(cast.school)
    card = the_card()
    said = facts.payloads_of([(card.day, card.id)])[card.id]
    altered = {**said, "rows": [{"subject": "algebra", "results": {"q1": ["mark", 5]}}]}
    assert rules.digest_of(said) == card.said != rules.digest_of(altered)
    keys = ("organisation_id", "pupil_id", "group_id", "school_year", "period", "said", "happened_at")
    with system_scope("a forger at the database"), transaction.atomic():
        [forged] = facts.record([Card(**{key: getattr(card, key) for key in keys})], payloads=[altered])
    assert answer(forged.id, rules.code_of(forged.said)) is None
    assert anybody().get(address(forged)).status_code == 404


def test_a_correction_overtakes_the_paper_with_its_date(cast: Any, monday: Any) -> None:
    at = cast.school
    result(at, 4)
    with use_scope(at.scope("director")):
        issue(at)
        first = the_card()
        monday.move_to(NOON + dt.timedelta(days=2))
        result(at, 5, changed_at=clock.now(), corrected=True)
        told = anybody().get(address(first)).content.decode()
        assert "A mark on this paper was corrected on" in told
        assert answer(first.id, rules.code_of(first.said)).corrected_on == dt.date(2026, 11, 25)
        monday.move_to(NOON + dt.timedelta(days=3))
        assert issue(at) == 1
    second = the_card()
    assert second.supersedes_id == first.id
    old, new = answer(first.id, rules.code_of(first.said)), answer(second.id, rules.code_of(second.said))
    assert (old.stands, old.newer_on) == (False, dt.date(2026, 11, 26))
    assert new.stands
    assert "A newer report card exists" in anybody().get(address(first)).content.decode()


def test_only_the_class_teacher_and_the_heads_issue(cast: Any) -> None:
    result(cast.school, 4)
    for role in ("guardian", "pupil"):
        with use_scope(cast.school.scope(role)), pytest.raises((Denied, Hidden)):
            issue(cast.school)
    for role in ("teacher", "director"):
        with use_scope(cast.neighbour.scope(role)), pytest.raises(Hidden):
            issue(cast.school)
    assert not Card.objects.seen_by_system().exists()


def test_another_schools_teacher_gets_404(cast: Any) -> None:
    at = cast.school
    result(at, 4)
    with use_scope(at.scope("teacher")):
        issue(at)
    stranger, own = signed_in(cast.neighbour.teacher_id), signed_in(at.teacher_id)
    family = signed_in(cast.neighbour.guardian_id)
    places = [
        reverse("class_cards", args=[at.group_id, 2026, "q1"]),
        reverse("class_cards_paper", args=[at.group_id, 2026, "q1"]),
        reverse("child_cards", args=[at.pupil_id]),
        reverse("card_paper", args=[at.pupil_id, 2026, "q1"]),
    ]
    assert [stranger.get(where).status_code for where in places] == [404] * 4
    assert [family.get(where).status_code for where in places] == [404] * 4
    assert [own.get(where).status_code for where in places] == [200] * 4


def test_a_family_takes_home_the_card_in_either_language(cast: Any) -> None:
    at = cast.school
    result(at, 4)
    with use_scope(at.scope("teacher")):
        issue(at)
    dana = signed_in(at.guardian_id)
    assert "Сейтқали Ержан" in dana.get(reverse("child_cards", args=[at.pupil_id])).content.decode()
    made = {
        language: dana.get(reverse("card_paper", args=[at.pupil_id, 2026, "q1"]) + f"?language={language}")
        for language in ("kk", "ru")
    }
    for language, answered in made.items():
        assert answered.headers["Content-Type"] == "application/pdf"
        assert answered.headers["Cache-Control"] == "private, no-store"
        assert b"pdfuaid:part" in answered.content
        assert f"({language}".encode() in answered.content
    assert dana.get(reverse("card_paper", args=[at.pupil_id, 2026, "q2"])).status_code == 404


def test_the_class_teacher_issues_by_the_page(cast: Any) -> None:
    at = cast.school
    bolat = signed_in(at.teacher_id)
    where = reverse("class_cards", args=[at.group_id, 2026, "q1"])
    refused = bolat.post(where)
    assert refused.status_code == 403
    result(at, 4)
    assert bolat.post(where, follow=True).status_code == 200
    assert Card.objects.seen_by_system().count() == 1
    assert bolat.get(reverse("class_cards", args=[at.group_id, 2026, "q9"])).status_code == 404
    assert bolat.get(reverse("class_cards", args=[at.group_id, 1900, "q1"])).status_code == 404
