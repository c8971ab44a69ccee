"""The day in one notice: gathered quietly, told once at the chosen hour, in the reader's language."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import translation

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.notices import api as notices
from shanyraq.spine.notices.actions.digests import make_digests
from shanyraq.spine.notices.actions.sending import choose
from shanyraq.spine.notices.models import Dispatch, Notice
from shanyraq.spine.notices.queries.reading import notices_of, unread
from shanyraq.spine.notices.rules import digest_is_due

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def noon(db):
    with time_machine.travel(NOON, tick=False) as traveller, translation.override("en"):
        yield traveller


def gather(at, *, in_digest=("learning",), by_email=(), digest_at=dt.time(19)):
    with use_scope(at.scope("guardian")):
        choose(
            person_id=at.guardian_id, muted=[], by_email=by_email, quiet_from=dt.time(21), quiet_to=dt.time(7),
            in_digest=in_digest, digest_at=digest_at,
        )  # fmt: skip


def marks(at, number=3):
    letters = [
        notices.Letter(
            code="mark_set", person_id=at.guardian_id, child_id=at.pupil_id, source=f"mark:{new_id()}",
            params={"child": str(at.pupil_id), "day": "2026-11-23", "subject": "algebra"},
        )
        for _number in range(number)
    ]  # fmt: skip
    with system_scope("test"):
        notices.send(letters=letters)


def digest_now() -> int:
    with system_scope("test"):
        return make_digests()


def test_marks_are_gathered_and_told_once_at_the_chosen_hour(cast, noon) -> None:
    at = cast.school
    gather(at)
    marks(at)
    with use_scope(at.scope("guardian")):
        assert (unread(at.guardian_id), len(notices_of(at.guardian_id))) == (0, 3)
    assert digest_now() == 0
    noon.move_to(NOON.replace(hour=19, minute=5))
    assert (digest_now(), digest_now()) == (1, 0)
    with use_scope(at.scope("guardian")):
        assert unread(at.guardian_id) == 1
        newest = notices_of(at.guardian_id)[0]
        assert (newest.title, newest.body.count("Ержан has a new mark: Algebra.")) == ("The day in 3 lines.", 3)
        with translation.override("kk"):
            assert notices_of(at.guardian_id)[0].title == "Бүгінгі күн: 3 жаңалық."
    marks(at, 1)  # after the digest: tomorrow's
    assert digest_now() == 0
    noon.move_to(NOON.replace(day=24, hour=19))
    assert digest_now() == 1


def test_a_quiet_day_has_no_digest_and_a_long_one_counts_the_rest(cast, noon) -> None:
    at = cast.school
    gather(at)
    noon.move_to(NOON.replace(hour=20))
    assert digest_now() == 0
    marks(at, 15)
    assert digest_now() == 1
    with use_scope(at.scope("guardian")):
        assert notices_of(at.guardian_id)[0].body.endswith("and 3 more")


def test_the_digest_leaves_by_e_mail_after_quiet_hours_and_its_parts_do_not(cast, noon) -> None:
    at = cast.school
    gather(at, by_email=("learning",), digest_at=dt.time(22))
    marks(at)
    with system_scope("test"):
        assert not Dispatch.objects.exists()
    noon.move_to(NOON.replace(hour=22))
    assert digest_now() == 1
    with system_scope("test"):
        [row] = Dispatch.objects.all()
        assert (row.notice.code, row.due_at) == ("digest", NOON.replace(day=24, hour=7))
    assert mail.outbox == []


def test_cases_and_arrivals_never_wait(cast) -> None:
    at = cast.school
    gather(at, in_digest=("learning", "cases", "arrival"))
    letter = {"person_id": at.guardian_id, "child_id": at.pupil_id}
    with system_scope("test"):
        notices.send(
            letters=[
                notices.Letter(code="child_came_in", source="a", params={"at": NOON.isoformat()}, **letter),
                notices.Letter(code="case_closed", source="b", params={"outcome": ""}, **letter),
            ]
        )
        assert not Notice.objects.filter(held=True).exists()


def test_the_choice_is_made_on_the_page(cast, client) -> None:
    at = cast.school
    client.force_login(make_user(at.guardian_id))
    chosen = {
        "shown": ["learning", "talks"],
        "in_digest": ["learning"],
        "digest_at": "18:30",
        "quiet_from": "21:00",
        "quiet_to": "07:00",
    }
    assert client.post(reverse("notice_choices"), chosen).status_code == 302
    assert 'value="18:30"' in client.get(reverse("notice_choices")).content.decode()
    wrong = client.post(reverse("notice_choices"), chosen | {"in_digest": ["cases"], "digest_at": "25:00"})
    assert wrong.status_code == 200


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [("18:59", None, False), ("19:00", None, True), ("23:59", "2026-11-22", True), ("19:00", "2026-11-23", False)],
)
def test_when_a_digest_is_due(now, last, expected) -> None:
    moment = dt.datetime.fromisoformat(f"2026-11-23T{now}")
    day = dt.date.fromisoformat(last) if last else None
    assert digest_is_due(moment, at=dt.time(19), last=day) is expected
