"""The pages of terms over HTTP: confirming, explaining, scoring, planning, opening a closed register."""

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.figures.api import Level, Place, figure_of
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on, summative_on
from shanyraq.learning.journal.models import LateEdit, PeriodMark, Score, Summative, Unlock
from shanyraq.learning.journal.tests.story import edit
from shanyraq.learning.journal.tests.term_story import AFTER, END, lived
from shanyraq.learning.journal.tests.test_pages import signed_in
from shanyraq.spine.registry.factories import School, add_pupil


@pytest.fixture(autouse=True)
def end_of_quarter() -> Iterator[Any]:
    with time_machine.travel(END, tick=False) as traveller:
        yield traveller


@pytest.fixture
def at(cast: Any) -> School:
    with use_scope(cast.school.scope("teacher")):
        lived(cast.school)
    return cast.school  # type: ignore[no-any-return]


def term_url(at: School, period: str = "q2") -> str:
    return reverse("term_marks", args=[at.group_id, "algebra", 2026, period])


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_bolat_confirms_and_dana_reads_how_it_came_about(at: School) -> None:
    bolat, dana = signed_in(at.teacher_id), signed_in(at.guardian_id)
    page = text(bolat.get(term_url(at)))
    assert f'name="seen-{at.pupil_id}" value="4"' in page
    assert "(4)" in page
    answer = bolat.post(term_url(at), {f"seen-{at.pupil_id}": "4", "seen-x": "5"}, follow=True)
    assert answer.status_code == 200
    assert f"seen-{at.pupil_id}" not in text(answer)
    told = text(dana.get(reverse("mark_explained", args=[at.pupil_id, "algebra", 2026, "q2"])))
    for shown in ("14 ÷ 2 = 7", "13 ÷ 20 = 65%", "16 ÷ 20 = 80%", "73,75%", "74%"):
        assert shown in told, shown
    assert "<form" not in told.split("<main")[1].split("</main>")[0]  # she decides nothing here
    assert dana.get(term_url(at)).status_code == 404
    panel = dana.get(
        reverse("mark_explained", args=[at.pupil_id, "algebra", 2026, "q2"]), headers={"HX-Request": "true"}
    )
    assert text(panel).strip().startswith("<h2>")


@pytest.mark.parametrize(
    "path", ["algebra/2026/q9/", "algebra/2026/exam/", "algebra/1999/q1/", "algebra/1999/year/", "nothing/2026/q1/"]
)
def test_addresses_that_mean_nothing_are_not_found(at: School, path: str) -> None:
    bolat = signed_in(at.teacher_id)
    assert bolat.get(f"/journal/marks/{at.group_id}/{path}").status_code in {200, 404}
    assert bolat.get(f"/journal/marks/{uuid.uuid4()}/{path}").status_code == 404
    if "year" not in path:
        assert bolat.get(f"/journal/explained/{at.pupil_id}/{path}").status_code in {200, 404}


def test_scores_are_typed_in_a_column_and_keep_what_was_refused(at: School) -> None:
    other = add_pupil(at, "Әлімбек", "Айдана")
    bolat, test = signed_in(at.teacher_id), Summative.objects.seen_by_system().get(test="sor")
    url = reverse("summative", args=[test.id])
    with system_scope("what stands"):
        fact = Score.objects.get(summative=test).fact_id
    form = {"form": str(uuid.uuid4()), f"score-{at.pupil_id}": "13", f"was-{at.pupil_id}": "13",
            f"fact-{at.pupil_id}": str(fact), f"was-{other}": ""}  # fmt: skip
    refused = bolat.post(url, form | {f"score-{other}": "25"})
    assert refused.status_code == 422
    assert 'value="25"' in text(refused)
    stored = bolat.post(url, form | {f"score-{other}": "18"}, follow=True)
    assert stored.status_code == 200
    with system_scope("what stands"):
        assert dict(Score.objects.filter(summative=test).values_list("pupil_id", "value")) == {
            at.pupil_id: 13, other: 18,
        }  # fmt: skip
    assert bolat.post(url, form | {f"score-{other}": "eleven"}).status_code == 422


def test_a_test_is_planned_moved_and_cancelled_within_the_law(at: School) -> None:
    bolat = signed_in(at.teacher_id)
    url = reverse("class_tests", args=[at.group_id])
    form = {"subject": "algebra", "test": "sor", "day": "2026-12-25", "maximum": "20", "title": ""}
    refused = bolat.post(url, form)
    assert refused.status_code == 422
    assert "№ 125" in text(refused)
    assert bolat.post(url, form | {"day": "2026-12-24"}).status_code == 302
    with system_scope("what stands"):
        key = Summative.objects.get(day=dt.date(2026, 12, 24)).id
    plan = reverse("plan_of_test", args=[key])
    assert bolat.post(plan, {"day": "2026-12-23", "maximum": "25", "title": "§ 12"}).status_code == 302
    with system_scope("what stands"):
        assert Summative.objects.get(id=key).maximum == 25
    assert bolat.post(plan, {"act": "cancel"}).status_code == 302
    with system_scope("what stands"):
        assert not Summative.objects.filter(id=key).exists()


def test_a_closed_register_is_asked_for_granted_and_told(at: School, end_of_quarter: Any) -> None:
    with system_scope("a lesson"):
        lesson = lesson_on(at, dt.date(2026, 12, 16), 3)
    end_of_quarter.move_to(AFTER)
    with use_scope(at.scope("teacher")):
        in_time = dt.datetime(2026, 12, 29, 20, tzinfo=clock.ZONE)
        journal.set_marks(edits=[edit(lesson, at.pupil_id, 9, made_at=in_time)])
    bolat, aigerim = signed_in(at.teacher_id), signed_in(at.director_id)
    form = {
        "act": "ask",
        "place": f"{at.group_id}/algebra",
        "first": "2026-12-16",
        "last": "2026-12-16",
        "reason": "Қате",
    }
    assert bolat.post(reverse("locks"), form).status_code == 302
    with system_scope("what stands"):
        asked, late = Unlock.objects.get(), LateEdit.objects.get()
    assert bolat.post(reverse("locks"), {"act": "grant", "id": str(asked.id)}).status_code in {403, 422}
    assert aigerim.post(reverse("locks"), {"act": "grant", "id": str(asked.id), "hours": "2"}).status_code == 302
    assert aigerim.post(reverse("locks"), {"act": "take", "id": str(late.id), "reason": "Желі жоқ"}).status_code == 302
    for garbage in ({"act": "x"}, {"act": "grant", "id": "x"}, {"act": "take", "id": str(uuid.uuid4())}):
        assert aigerim.post(reverse("locks"), garbage).status_code in {404, 422}
    page = text(bolat.get(reverse("locks")))
    assert "Желі жоқ" in page


def test_the_desk_shows_a_teacher_the_own_subjects_and_a_head_all(at: School) -> None:
    with system_scope("a colleague's test"):
        summative_on(at, dt.date(2026, 12, 18), subject="physics")
    for who, sees_school in ((at.teacher_id, 404), (at.director_id, 200)):
        reader = signed_in(who)
        assert term_url(at) in text(reader.get(reverse("marks_desk")))
        assert reader.get(reverse("school_tests")).status_code == sees_school


def test_a_pupil_absent_with_a_reason_and_a_disputed_test(at: School) -> None:
    other = add_pupil(at, "Әлімбек", "Айдана")
    with system_scope("what stands"):
        soch = Summative.objects.get(test="soch")
    bolat, aigerim = signed_in(at.teacher_id), signed_in(at.director_id)
    excuse = {"act": "excuse", "excuse": "illness", "due": "2027-01-15", "document": "№ 3"}
    assert bolat.post(reverse("score_of_pupil", args=[soch.id, other]), excuse).status_code == 302
    assert bolat.post(reverse("score_of_pupil", args=[soch.id, at.pupil_id]), excuse).status_code == 422
    dispute = {"act": "moderate", "value": "15", "reason": "Есеп қайта қаралды"}
    assert bolat.post(reverse("score_of_pupil", args=[soch.id, at.pupil_id]), dispute).status_code in {403, 422}
    assert aigerim.post(reverse("score_of_pupil", args=[soch.id, at.pupil_id]), dispute).status_code == 302
    with system_scope("what stands"):
        assert dict(Score.objects.filter(summative=soch).values_list("state", "value")) == {
            "scored": 15, "excused": None,
        }  # fmt: skip


def test_success_and_quality_count_published_marks_and_open_down_to_pupils(at: School, end_of_quarter: Any) -> None:
    other, third = add_pupil(at, "Әлімбек", "Айдана"), add_pupil(at, "Бекова", "Жанар")
    with use_scope(at.scope("director")):
        for pupil, mark in ((at.pupil_id, 4), (other, 3)):
            journal.bring_results(
                pupil_id=pupil, year=2026, document="Табель",
                results=[journal.BroughtMark(subject="algebra", period=journal.Period.Q1, mark=mark)],
            )  # fmt: skip
        journal.declare_not_assessed(
            pupil_id=third, subject="algebra", period=journal.Period.Q1, year=2026,
            verdict=journal.Verdict.NOT_ASSESSED, reason="Санаторий",
        )  # fmt: skip
    place = Place(Level.ORGANISATION, str(at.organisation_id))
    with system_scope("figures"):
        success, quality = (figure_of(code).value(place, END.date()) for code in ("success", "quality"))
        rows = figure_of("quality").rows(place, END.date())
        parts = figure_of("quality").parts(place, END.date())
        before = figure_of("quality").value(place, dt.date(2026, 10, 1))
    assert (success.numerator, success.denominator) == (2, 2)
    assert (quality.numerator, quality.denominator, len(rows)) == (1, 2, 2)
    assert [(part.numerator, part.denominator) for part in parts] == [(1, 2)]
    assert before.denominator == 0
    with system_scope("what stands"):
        assert PeriodMark.objects.count() == 3


def test_the_year_of_a_class_is_confirmed(at: School, end_of_quarter: Any) -> None:
    with use_scope(at.scope("director")):
        journal.bring_results(
            pupil_id=at.pupil_id, year=2026, document="Табель",
            results=[
                journal.BroughtMark(subject="algebra", period=journal.Period(f"q{number}"), mark=2)
                for number in (1, 2, 3, 4)
            ],
        )  # fmt: skip
    end_of_quarter.move_to(dt.datetime(2027, 5, 25, 12, tzinfo=clock.ZONE))
    bolat: Client = signed_in(at.teacher_id)
    url = reverse("year_marks", args=[at.group_id, "algebra", 2026])
    assert f'name="seen-{at.pupil_id}" value="2"' in text(bolat.get(url))
    assert bolat.post(url, {f"seen-{at.pupil_id}": "2"}).status_code == 302
    form = {"act": "enter", "pupil": str(at.pupil_id), "period": "test", "mark": "4", "document": "№ 2 хаттама"}
    assert bolat.post(url, form | {"period": "extra"}).status_code == 422
    assert bolat.post(url, form).status_code == 302
    with system_scope("what stands"):
        assert PeriodMark.objects.get(period="final").mark == 3
