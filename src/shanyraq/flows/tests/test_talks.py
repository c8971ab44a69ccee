"""Dana writes to Bolat: who reads it, when, and who never does."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.events.delivery import drain
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.access.models import Look, User
from shanyraq.spine.notices.models import Notice
from shanyraq.spine.registry.factories import person
from shanyraq.spine.registry.models import Employment, Group, Guardianship, TeachingLoad
from shanyraq.spine.talks import api as talks
from shanyraq.spine.talks.models import Line, LineFact, Seat, Thread
from shanyraq.spine.talks.rules import Hours, delivery

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def noon(db):
    with time_machine.travel(NOON, tick=False) as traveller, translation.override("en"):
        yield traveller


def signed_in(who) -> Client:
    client = Client()
    client.force_login(User.objects.filter(person=who).first() or make_user(who))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def gulnar(cast):
    """The class teacher: Bolat only teaches algebra here."""
    at = cast.school
    with system_scope("test"):
        found = person("Байжанова", "Гүлнар", organisation_id=at.organisation_id, is_staff=True)
        Employment.objects.create(
            person=found, organisation_id=at.organisation_id, position="teacher", valid_from=dt.date(2026, 9, 1)
        )
        Group.objects.filter(id=at.group_id).update(class_teacher=found)
    return found.id


def begin(at, words="Ержан неге 2 алды?", *, role="guardian"):
    with use_scope(at.scope(role)):
        other = at.teacher_id if role == "guardian" else at.guardian_id
        thread = talks.start_thread(child_id=at.pupil_id, with_id=other, words=words)
    drain()
    return thread


def told(code="talk_line"):
    with system_scope("test"):
        return set(Notice.objects.filter(code=code).values_list("person_id", flat=True))


def test_the_audience_is_said_before_sending_and_nobody_else_reads(cast, gulnar) -> None:
    at = cast.school
    client = signed_in(at.guardian_id)
    page = client.get(reverse("new_talk", args=[at.pupil_id])).content.decode()
    assert "Will be read by the person you choose and by the class teacher: Байжанова Гүлнар. Nobody else." in page
    assert "Тілеуов Болат · Algebra" in page
    assert "is kept and delivered" not in page
    answer = client.post(reverse("new_talk", args=[at.pupil_id]), {"with_id": str(at.teacher_id), "words": "Сәлем"})
    drain()
    with system_scope("test"):
        thread = Thread.objects.get().id
        assert set(Seat.objects.values_list("person_id", flat=True)) == {at.guardian_id, at.teacher_id, gulnar}
    assert told() == {at.teacher_id, gulnar}
    assert answer.url == reverse("talk", args=[thread])
    address = reverse("talk", args=[thread])
    assert "Сәлем" in signed_in(at.teacher_id).get(address).content.decode()
    assert "Сәлем" in signed_in(gulnar).get(address).content.decode()
    for stranger in (at.director_id, at.pupil_id, cast.neighbour.guardian_id, cast.neighbour.teacher_id):
        assert signed_in(stranger).get(address).status_code in (403, 404)
    assert "Сәлем" not in signed_in(at.pupil_id).get(reverse("notices")).content.decode()


def test_the_other_parent_has_no_seat(cast) -> None:
    at = cast.school
    with system_scope("test"):
        father = person("Сейтқали", "Асқар", sex="m")
        Guardianship.objects.create(
            child_id=at.pupil_id, guardian=father, organisation_id=at.organisation_id, relation="father",
            valid_from=dt.date(2026, 9, 1),
        )  # fmt: skip
    thread = begin(at)
    assert signed_in(father.id).get(reverse("talk", args=[thread])).status_code == 404
    assert father.id not in told()


def test_outside_school_hours_a_line_waits_and_its_author_alone_sees_it(cast, noon) -> None:
    at = cast.school
    noon.move_to(NOON.replace(hour=21))
    page = signed_in(at.guardian_id).get(reverse("new_talk", args=[at.pupil_id])).content.decode()
    assert "kept and delivered on 24 November 2026, 08:00" in page
    thread = begin(at)
    assert told() == set()
    with use_scope(at.scope("teacher")):
        assert talks.thread_page(thread).lines == ()
        assert Line.objects.count() == LineFact.objects.count() == 0
    with use_scope(at.scope("guardian")):
        assert [line.words for line in talks.thread_page(thread).lines] == ["Ержан неге 2 алды?"]
    with system_scope("test"):
        assert talks.deliver_due() == 0
    noon.move_to(NOON.replace(day=24, hour=8))
    with system_scope("test"):
        assert (talks.deliver_due(), talks.deliver_due()) == (1, 0)
    drain()
    assert told() == {at.teacher_id}


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-23T07:59", "2026-11-23T08:00"),
        ("2026-11-23T08:00", "2026-11-23T08:00"),
        ("2026-11-23T17:59", "2026-11-23T17:59"),
        ("2026-11-23T18:00", "2026-11-24T08:00"),
        ("2026-11-27T20:00", "2026-11-30T08:00"),  # Friday evening
        ("2026-11-28T12:00", "2026-11-30T08:00"),  # Saturday noon
    ],
)
def test_school_hours(at, expected) -> None:
    moment, wanted = (dt.datetime.fromisoformat(text) for text in (at, expected))
    assert delivery(moment, hours=Hours(8, 18), taught=lambda day: day.weekday() < 5) == wanted


def test_a_guardian_whose_right_has_ended_neither_reads_nor_writes_nor_is_told(cast) -> None:
    at = cast.school
    thread = begin(at)
    client = signed_in(at.guardian_id)
    with system_scope("test"):
        Guardianship.objects.filter(child=at.pupil_id).update(valid_to=dt.date(2026, 11, 22))
        access.rights_changed(person_ids=[at.guardian_id])
    assert client.get(reverse("talk", args=[thread])).status_code in (403, 404)
    assert client.post(reverse("talk", args=[thread]), {"words": "тағы"}).status_code in (403, 404)
    with use_scope(at.scope("teacher")):
        talks.say(thread_id=thread, words="Жауап")
    drain()
    assert at.guardian_id not in told()


def test_who_no_longer_teaches_the_child_reads_and_writes_no_more(cast, gulnar) -> None:
    at = cast.school
    thread = begin(at)
    client = signed_in(at.teacher_id)
    with system_scope("test"):
        TeachingLoad.objects.filter(person=at.teacher_id).update(valid_to=dt.date(2026, 11, 22))
        access.rights_changed(person_ids=[at.teacher_id])
    assert client.get(reverse("talk", args=[thread])).status_code in (403, 404)


def test_strangers_cannot_be_written_to_and_limits_hold(cast) -> None:
    at, other = cast.school, cast.neighbour
    with use_scope(at.scope("guardian")):
        with pytest.raises(Denied):
            talks.start_thread(child_id=other.pupil_id, with_id=other.teacher_id, words="x")
        with pytest.raises(Denied, match="may not be written to"):
            talks.start_thread(child_id=at.pupil_id, with_id=other.teacher_id, words="x")
        with pytest.raises(Denied, match="may not be written to"):
            talks.start_thread(child_id=at.pupil_id, with_id=at.director_id, words="x")
        for words in ("", "   ", "ә" * 2001):
            with pytest.raises(Denied):
                talks.start_thread(child_id=at.pupil_id, with_id=at.teacher_id, words=words)
        thread = talks.start_thread(child_id=at.pupil_id, with_id=at.teacher_id, words="бір")
        for _number in range(19):
            talks.say(thread_id=thread, words="тағы")
        with pytest.raises(Denied, match="as much as a day allows"):
            talks.say(thread_id=thread, words="тағы")
    with use_scope(at.scope("pupil")), pytest.raises(Denied):
        talks.start_thread(child_id=at.pupil_id, with_id=at.teacher_id, words="x")
    with use_scope(other.scope("teacher")), pytest.raises(Denied):
        talks.say(thread_id=thread, words="x")


def test_heads_read_what_was_reported_and_their_look_is_written_down(cast) -> None:
    at = cast.school
    thread = begin(at)
    address = reverse("talk", args=[thread])
    head = signed_in(at.director_id)
    assert head.get(address).status_code == 404
    signed_in(at.guardian_id).post(reverse("report_talk", args=[thread]), {"reason": "Дөрекі жауап"})
    drain()
    assert told("talk_reported") == {at.director_id}
    assert head.get(address).status_code == 200
    assert head.post(address, {"words": "мен де"}).status_code == 422
    assert signed_in(cast.neighbour.director_id).get(address).status_code == 404
    with system_scope("test"):
        assert set(Look.objects.values_list("actor_id", "page")) == {(at.director_id, "talk")}
    head.post(reverse("close_talk", args=[thread]))
    with use_scope(at.scope("guardian")), pytest.raises(Denied, match="closed"):
        talks.say(thread_id=thread, words="тағы")


def test_a_notice_to_the_class_is_read_by_its_families_and_marked(cast) -> None:
    at = cast.school
    teacher, dana = signed_in(at.teacher_id), signed_in(at.guardian_id)
    address = reverse("class_talk", args=[at.group_id])
    assert "Will be read by 1 parent of the class." in teacher.get(address).content.decode()
    teacher.post(address, {"words": "Бейсенбіде жиналыс"})
    drain()
    assert told("talk_bulletin") == {at.guardian_id}
    body = dana.get(reverse("talks")).content.decode()
    assert "Бейсенбіде жиналыс" in body
    with use_scope(at.scope("guardian")):
        [row] = talks.bulletins_seen()
    dana.post(reverse("read_bulletin", args=[row.id]))
    dana.post(reverse("read_bulletin", args=[row.id]))
    assert "read by 1 of 1" in teacher.get(address).content.decode()
    assert signed_in(cast.neighbour.teacher_id).post(address, {"words": "x"}).status_code == 404
    assert signed_in(cast.neighbour.guardian_id).post(reverse("read_bulletin", args=[row.id])).status_code in (403, 404)
    assert "Бейсенбіде" not in signed_in(cast.neighbour.guardian_id).get(reverse("talks")).content.decode()
