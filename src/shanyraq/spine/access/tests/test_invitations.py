"""A parent comes in by a sheet of paper, once, and nobody else does."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.actions.models import HistoryEntry
from shanyraq.kernel.scope import NOBODY, system_scope, use_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.access.actions.invitations import answer_invitation
from shanyraq.spine.access.models import Invitation, User, UserSession
from shanyraq.spine.access.tests.conftest import BORN, PASSWORD


@pytest.fixture
def sheet(school):
    """Bolat, the class teacher, has made a sheet for Dana."""
    with use_scope(school.scope("teacher")):
        return access.invite(person_id=school.guardian_id, child_id=school.pupil_id)


def invitation_of(school):
    with system_scope("test"):
        return Invitation.objects.get(person=school.guardian_id, cancelled_at=None)


def follow(client, token):
    """The camera opens the link of the sheet."""
    return client.get(reverse("invitation_link", args=[token]), follow=True)


def come_in(client, token, *, password=PASSWORD, birth_date=BORN):
    follow(client, token)
    client.post(reverse("invitation"), {"birth_date": birth_date.isoformat()})
    return client.post(reverse("invitation"), {"password": password})


def english():
    return Client(headers={"accept-language": "en"})


def test_dana_comes_in_by_the_childs_birth_date_and_keeps_a_username(school, sheet):
    client = english()
    answer = come_in(client, sheet.token)
    assert (answer.status_code, answer.url) == (302, reverse("invitation_welcome"))
    user = User.objects.get(person=school.guardian_id)
    assert user.username.startswith("seitkali-")
    assert user.check_password(PASSWORD)
    assert user.username in client.get(reverse("invitation_welcome")).content.decode()
    assert invitation_of(school).used_at == clock.now()


def test_before_the_answer_the_page_tells_a_masked_name_and_nothing_of_the_child(school, sheet):
    page = follow(english(), sheet.token).content.decode()
    assert "С••••• Д." in page
    assert "Сейтқали" not in page
    assert "Ержан" not in page
    assert "2013" not in page


def test_the_token_stays_in_no_address(school, sheet):
    answer = english().get(reverse("invitation_link", args=[sheet.token]))
    assert answer.url == reverse("invitation")
    assert "no-store" in answer.headers["Cache-Control"]


def test_only_the_digest_of_the_token_is_kept(school, sheet):
    row = invitation_of(school)
    kept = [str(getattr(row, field.attname)) for field in Invitation._meta.concrete_fields]
    assert not any(sheet.token in text for text in kept)


def test_used_sheet_is_refused_in_words(school, sheet):
    come_in(Client(), sheet.token)
    again = follow(english(), sheet.token)
    assert again.status_code == 403
    assert "has been used already" in again.content.decode()


def test_two_browsers_with_one_sheet_make_one_account(school, sheet):
    first, second = english(), english()
    for client in (first, second):
        follow(client, sheet.token)
        client.post(reverse("invitation"), {"birth_date": BORN.isoformat()})
    first.post(reverse("invitation"), {"password": PASSWORD})
    late = second.post(reverse("invitation"), {"password": "басқа құпиясөз"})
    assert late.status_code == 403
    assert User.objects.get(person=school.guardian_id).check_password(PASSWORD)


def test_sheet_is_void_after_fourteen_days(school, sheet, monday):
    monday.shift(dt.timedelta(days=14))
    late = follow(english(), sheet.token)
    assert late.status_code == 403
    assert "not valid any more" in late.content.decode()


def test_unknown_token_looks_like_an_expired_one(school, monday, sheet):
    unknown = follow(english(), "no-such-token").content.decode()
    monday.shift(dt.timedelta(days=15))
    expired = follow(english(), sheet.token).content.decode()
    words = "This invitation is not valid any more."
    assert words in unknown
    assert words in expired


def test_fifth_wrong_answer_closes_the_sheet_for_the_right_one_too(school, sheet):
    client = english()
    follow(client, sheet.token)
    for day in range(5):
        client.post(reverse("invitation"), {"birth_date": f"2012-01-0{day + 1}"})
    right = client.post(reverse("invitation"), {"birth_date": BORN.isoformat()})
    assert right.status_code == 403
    assert "too many wrong answers" in right.content.decode()
    assert not User.objects.filter(person=school.guardian_id).exists()


def test_right_answer_does_not_spend_an_attempt(school, sheet):
    with use_scope(NOBODY):
        assert answer_invitation(token=sheet.token, answer=access.Answer(birth_date=BORN))
        assert answer_invitation(token=sheet.token, answer=access.Answer(iin_tail="0123"))
        assert not answer_invitation(token=sheet.token, answer=access.Answer(iin_tail="0124"))
        assert not answer_invitation(token=sheet.token, answer=access.Answer())
    assert invitation_of(school).attempts == 2


def test_nobody_skips_the_question(school, sheet):
    client = english()
    follow(client, sheet.token)
    client.post(reverse("invitation"), {"password": PASSWORD})
    client.post(reverse("invitation"), {"passkey": "1"})
    assert not User.objects.filter(person=school.guardian_id).exists()
    with use_scope(NOBODY), pytest.raises(Denied):
        access.accept_invitation(
            token=sheet.token,
            answer=access.Answer(birth_date=dt.date(2000, 1, 1)),
            password=PASSWORD,
            invitation_id=sheet.id,
            organisation_id=school.organisation_id,
        )


def test_weak_password_is_refused_at_its_field_and_the_sheet_still_holds(school, sheet):
    client = english()
    assert come_in(client, sheet.token, password="1234567890").status_code == 200
    assert invitation_of(school).used_at is None


def test_newer_sheet_voids_the_older(school, sheet):
    with use_scope(school.scope("director")):
        access.invite(person_id=school.guardian_id, child_id=school.pupil_id)
    older = follow(english(), sheet.token)
    assert "newer invitation" in older.content.decode()


def test_lost_account_comes_back_without_its_old_keys_and_sessions(school, account, browser):
    user = account(school.guardian_id, "dana-4821")
    phone = browser(school.guardian_id)
    phone.get(reverse("security"))
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    User.objects.filter(id=user.id).update(locked_at=clock.now(), locked_by=school.guardian_id)
    with use_scope(school.scope("teacher")):
        fresh = access.invite(person_id=school.guardian_id, child_id=school.pupil_id)
    come_in(Client(), fresh.token, password="төрт көк құс")
    user.refresh_from_db()
    assert (user.username, user.locked_at, user.locked_by) == ("dana-4821", None, None)
    assert user.check_password("төрт көк құс")
    assert not Authenticator.objects.filter(user=user).exists()
    assert phone.get(reverse("security")).status_code == 302


def test_parent_without_password_comes_in_and_is_led_to_a_passkey(school, sheet):
    client = english()
    follow(client, sheet.token)
    client.post(reverse("invitation"), {"birth_date": BORN.isoformat()})
    client.post(reverse("invitation"), {"passkey": "1"})
    assert not User.objects.get(person=school.guardian_id).has_usable_password()
    assert reverse("mfa_add_webauthn") in client.get(reverse("invitation_welcome")).content.decode()
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200
    assert client.get(reverse("account_set_password")).status_code == 200


def test_acceptance_stands_in_the_history_without_a_name_or_a_secret(school, sheet):
    come_in(Client(), sheet.token)
    with system_scope("test"):
        entry = HistoryEntry.objects.get(act__endswith="accept_invitation")
    assert entry.organisation_id == school.organisation_id
    assert set(entry.subjects) == {"invitation_id", "organisation_id", "result"}


def test_staff_member_answers_with_the_own_birth_date(school):
    with use_scope(school.scope("director")):
        sheet = access.invite(person_id=school.teacher_id)
    assert come_in(Client(), sheet.token, birth_date=dt.date(1985, 3, 3)).status_code == 302
    assert User.objects.filter(person=school.teacher_id).exists()


def test_sessions_of_the_recovered_account_are_listed_as_ended(school, account, browser):
    client = browser(school.guardian_id)
    client.get(reverse("security"))
    with use_scope(school.scope("teacher")):
        fresh = access.invite(person_id=school.guardian_id, child_id=school.pupil_id)
    come_in(Client(), fresh.token)
    with system_scope("test"):
        ended = UserSession.objects.filter(session_key=client.session.session_key or "", ended_at=None)
        assert not ended.exists()
