"""Dana writes at nine in the evening that Erzhan is ill: who knows what, and what follows from it."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.events.delivery import drain
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.sealing.api import seal_everything
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.spine.access import api as access
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.access.models import Look
from shanyraq.spine.notices.models import Notice
from shanyraq.spine.presence import api as presence
from shanyraq.spine.presence import models
from shanyraq.spine.presence.models import AbsenceDay, Case, DayState, ParentWord
from shanyraq.spine.registry.factories import person
from shanyraq.spine.registry.models import Group, Guardianship

MONDAY = dt.datetime(2026, 11, 23, 21, tzinfo=clock.ZONE)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (dt.date(2026, 11, day) for day in (24, 25, 26, 27))
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture(autouse=True)
def evening(db):
    with time_machine.travel(MONDAY, tick=False) as traveller, translation.override("en"):
        yield traveller


def tell(at, first=TUESDAY, last=None, *, kind="ill", hour=None, by="guardian", reason="Қызуы бар"):
    with use_scope(at.scope(by)):
        telling = presence.Telling(kind=kind, first=first, last=last or first, at=hour, reason=reason)
        word = presence.tell_absence(person_id=at.pupil_id, telling=telling)
    drain()
    return word


def states(at):
    with system_scope("test"):
        return dict(DayState.objects.filter(person_id=at.pupil_id).order_by("day").values_list("day", "state"))


def signed_in(who, language="en") -> Client:
    client = Client()
    client.force_login(make_user(who))
    client.cookies["django_language"] = language
    return client


def test_the_word_is_a_sealed_testimony_and_the_class_teacher_knows(cast) -> None:
    at = cast.school
    tell(at, TUESDAY, WEDNESDAY)
    assert states(at) == {TUESDAY: "excused", WEDNESDAY: "excused"}
    with system_scope("test"):
        assert set(models.Testimony.objects.values_list("day", "witness")) == {
            (TUESDAY, "parent"),
            (WEDNESDAY, "parent"),
        }
        assert list(Notice.objects.filter(code="absence_told").values_list("person_id", "child_id")) == [
            (at.teacher_id, at.pupil_id)
        ]
        fact = ParentWord.objects.get()
        assert (fact.move, fact.kind, fact.actor_id) == ("told", "ill", at.guardian_id)
        assert seal_everything() > 0
    page = signed_in(at.teacher_id).get(reverse("absences")).content.decode()
    assert "is ill" in page
    assert "Қызуы бар" in page


def test_the_register_proposes_the_code_and_the_teacher_takes_it_over_without_a_script(cast) -> None:
    at = cast.school
    tell(at)
    with time_machine.travel(MONDAY + dt.timedelta(hours=11), tick=False):
        with system_scope("test"):
            lesson = lesson_on(at, TUESDAY)
        client = signed_in(at.teacher_id)
        page = client.get(reverse("lesson", args=[lesson.id])).content.decode()
        assert 'data-told="ill"' in page
        assert "Қызуы бар" not in page
        plain = client.get(reverse("lesson_attendance", args=[lesson.id])).content.decode()
        assert '<option value="ill" selected>' in plain
        client.post(reverse("lesson_attendance", args=[lesson.id]), {f"code-{at.pupil_id}": "ill"})
        drain()
        assert 'data-told=""' in client.get(reverse("lesson", args=[lesson.id])).content.decode()
    assert states(at)[TUESDAY] == "excused"


def test_a_missing_entry_at_the_gate_opens_no_case_but_an_entry_and_an_absence_do(cast) -> None:
    at = cast.school
    with system_scope("test"), transaction.atomic():
        came = [presence.Entry(at=MONDAY.replace(hour=8), says="in", source="g1")]
        said = {"person_id": at.pupil_id, "organisation_id": at.organisation_id}
        presence.testify(words=[presence.Word(**said, day=MONDAY.date(), witness="gate", entries=tuple(came))])
    tell(at)
    present = presence.Entry(at=MONDAY + dt.timedelta(hours=12), says="present", slot=1, source="r1")
    with system_scope("test"), transaction.atomic():
        presence.testify(words=[presence.Word(**said, day=TUESDAY, witness="register", entries=(present,))])
        assert not Case.objects.exists()
        inside = presence.Entry(at=MONDAY + dt.timedelta(hours=11), says="in", source="g2")
        absent = presence.Entry(at=MONDAY + dt.timedelta(hours=12), says="unexcused", slot=1, source="r2")
        presence.testify(
            words=[
                presence.Word(**said, day=TUESDAY, witness="gate", entries=(inside,)),
                presence.Word(**said, day=TUESDAY, witness="register", entries=(absent,)),
            ]
        )
        assert [case.kind for case in Case.objects.all()] == ["inside_but_absent"]


def test_it_is_withdrawn_for_the_days_to_come_and_then_told_anew(cast) -> None:
    at = cast.school
    word = tell(at, TUESDAY, THURSDAY)
    with time_machine.travel(MONDAY + dt.timedelta(days=2), tick=False):  # Wednesday evening: he is well again
        with use_scope(at.scope("guardian")):
            presence.withdraw_absence(absence_id=word)
        drain()
        assert states(at) == {TUESDAY: "excused", WEDNESDAY: "unknown", THURSDAY: "unknown"}
        tell(at, THURSDAY, kind="late", hour=dt.time(10, 30))
    with system_scope("test"):
        rows = list(AbsenceDay.objects.order_by("day").values_list("day", "kind"))
        assert rows == [(TUESDAY, "ill"), (THURSDAY, "late")]
        assert list(ParentWord.objects.order_by("recorded_at", "id").values_list("move", flat=True)) == [
            "told", "withdrawn", "told",
        ]  # fmt: skip
    later, dana = time_machine.travel(MONDAY + dt.timedelta(days=9), tick=False), use_scope(at.scope("guardian"))
    with later, dana, pytest.raises(Denied, match="over"):
        presence.withdraw_absence(absence_id=word)


@pytest.mark.parametrize(
    ("first", "last", "more", "words"),
    [
        (WEDNESDAY, TUESDAY, {}, "before the first"),
        (dt.date(2026, 11, 16), None, {}, "2 days after"),
        (dt.date(2027, 2, 1), None, {}, "30 days ahead"),
        (TUESDAY, dt.date(2026, 12, 10), {}, "at most 14 days"),
        (dt.date(2026, 11, 28), dt.date(2026, 11, 29), {}, "no lessons"),
        (TUESDAY, None, {"kind": "late"}, "what time"),
        (TUESDAY, WEDNESDAY, {"kind": "leaves", "hour": dt.time(11)}, "one day"),
        (TUESDAY, None, {"kind": "abducted"}, "Choose what"),
        (TUESDAY, None, {"reason": "ә" * 501}, "500"),
        (dt.date(2, 1, 1), dt.date(9999, 1, 1), {}, "after it"),
    ],
)
def test_wrong_days_are_refused_in_words(cast, first, last, more, words) -> None:
    with pytest.raises(Denied, match=words):
        tell(cast.school, first, last, **more)
    with system_scope("test"):
        assert not ParentWord.objects.exists()


def test_a_day_is_told_once_whichever_parent_tells_it(cast) -> None:
    at = cast.school
    tell(at, TUESDAY, WEDNESDAY)
    with system_scope("test"):
        father = person("Сейтқали", "Асқар", sex="m")
        Guardianship.objects.create(
            child_id=at.pupil_id, guardian=father, organisation_id=at.organisation_id, relation="father",
            valid_from=dt.date(2026, 9, 1),
        )  # fmt: skip
    client = signed_in(father.id)
    told = {"kind": "ill", "when": "days", "first": "2026-11-25", "last": "2026-11-26"}
    answer = client.post(reverse("absence", args=[at.pupil_id]), told)
    assert answer.status_code == 422
    assert "has told of" in answer.content.decode()
    with system_scope("test"):
        assert AbsenceDay.objects.count() == 2


def test_nobody_tells_of_another_child_and_nobody_but_the_family_for_the_family(cast) -> None:
    at = cast.school
    for role in ("teacher", "director", "pupil"):
        with use_scope(at.scope(role)), pytest.raises(Denied):
            presence.tell_absence(
                person_id=at.pupil_id, telling=presence.Telling(kind="ill", first=TUESDAY, last=TUESDAY)
            )
    with use_scope(cast.neighbour.scope("guardian")), pytest.raises(Denied):
        presence.tell_absence(person_id=at.pupil_id, telling=presence.Telling(kind="ill", first=TUESDAY, last=TUESDAY))
    word = tell(at)
    with use_scope(cast.neighbour.scope("guardian")), pytest.raises(Denied):
        presence.withdraw_absence(absence_id=word)
    stranger = signed_in(cast.neighbour.guardian_id)
    for name, key in (("absence", at.pupil_id), ("withdraw_absence", word), ("absence_paper", word)):
        assert stranger.post(reverse(name, args=[key])).status_code in (403, 404)


def test_a_guardian_whose_right_has_ended_tells_nothing_more(cast) -> None:
    at = cast.school
    client = signed_in(at.guardian_id)
    assert client.get(reverse("absence", args=[at.pupil_id])).status_code == 200
    with system_scope("test"):
        Guardianship.objects.filter(child=at.pupil_id).update(valid_to=dt.date(2026, 11, 22))
    with system_scope("test"):
        access.rights_changed(person_ids=[at.guardian_id, at.teacher_id])
    assert client.get(reverse("absence", args=[at.pupil_id])).status_code in (403, 404)


def test_a_long_illness_asks_for_a_document_which_only_the_few_may_open(cast, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    at = cast.school
    word = tell(at, TUESDAY, FRIDAY)
    client = signed_in(at.guardian_id)
    page = client.get(reverse("absence", args=[at.pupil_id])).content.decode()
    assert "document from" in page
    bad = SimpleUploadedFile("a.png", b"<svg onload=alert(1)>", content_type="image/png")
    with use_scope(at.scope("guardian")), pytest.raises(Denied, match="no picture"):
        presence.bring_paper(absence_id=word, data=bad.read())
    client.post(reverse("bring_paper", args=[word]), {"paper": SimpleUploadedFile("a.png", PNG)})
    address = reverse("absence_paper", args=[word])
    shown = client.get(address)
    assert (shown.content, shown["Content-Type"], shown["Cache-Control"]) == (PNG, "image/png", "private, no-store")
    teacher = signed_in(at.teacher_id)
    assert teacher.get(address).status_code == 200
    with system_scope("test"):
        assert list(Look.objects.values_list("actor_id", "page")) == [(at.teacher_id, "absence_paper")]
        Group.objects.filter(id=at.group_id).update(class_teacher=None)
    with system_scope("test"):
        access.rights_changed(person_ids=[at.guardian_id, at.teacher_id])
    assert teacher.get(address).status_code in (403, 404)


def test_the_parents_page_works_as_a_form_and_the_day_shows_what_was_told(cast) -> None:
    at = cast.school
    client = signed_in(at.guardian_id)
    answer = client.post(reverse("absence", args=[at.pupil_id]), {"kind": "ill", "when": "tomorrow", "reason": "Қызу"})
    assert answer.status_code == 302
    drain()
    day = client.get(reverse("child_day", args=[at.pupil_id, TUESDAY])).content.decode()
    assert "A parent has told" in day
    why = client.get(reverse("child_day_why", args=[at.pupil_id, TUESDAY])).content.decode()
    assert "Source: the family" in why
    again = client.post(reverse("absence", args=[at.pupil_id]), {"kind": "late", "when": "today"})
    assert again.status_code == 422
    assert journal.Code.ILL == presence.Says.ILL
