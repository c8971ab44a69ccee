"""Signing in and out, two sides of one person, and what the middleware keeps."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.http import StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from shanyraq.kernel import clock
from shanyraq.kernel.scope import NOBODY, NoScope, current_scope, system_scope
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.spine.access.actions.accounts import rights_changed
from shanyraq.spine.access.middleware import ScopeMiddleware
from shanyraq.spine.access.models import User, UserSession
from shanyraq.spine.access.tests.conftest import PASSWORD
from shanyraq.spine.registry.factories import models as register


def sign_in(client, username, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def open_sessions(user):
    with system_scope("test"):
        return list(UserSession.objects.filter(user=user, ended_at=None))


def test_username_and_password_open_the_account_and_the_sign_in_is_listed(cast, account):
    user = account(cast.school.guardian_id, "seitkali-4821")
    client = Client(headers={"user-agent": "Mozilla/5.0 (iPhone) Safari/605"})
    answer = sign_in(client, "Seitkali-4821")
    assert (answer.status_code, answer.url) == (302, reverse("home"))
    assert [row.device for row in open_sessions(user)] == ["Safari · iPhone"]


def test_wrong_password_says_nothing_about_the_username(cast, account):
    account(cast.school.guardian_id, "seitkali-4821")
    client = Client(headers={"accept-language": "en"})
    known = sign_in(client, "seitkali-4821", "wrong password")
    unknown = sign_in(client, "nobody-1111", "wrong password")
    words = "The username and the password do not fit together."
    assert words in known.content.decode()
    assert words in unknown.content.decode()


def test_sixth_wrong_password_is_not_even_looked_at(cast, account):
    account(cast.school.guardian_id, "seitkali-4821")
    client = Client(headers={"accept-language": "en"})
    for _attempt in range(5):
        sign_in(client, "seitkali-4821", "wrong password")
    answer = sign_in(client, "seitkali-4821")
    assert "Too many wrong passwords" in answer.content.decode()


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email"])
def test_there_is_no_registration_and_no_reset_by_mail(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("name", ["security", "own_sessions", "lock_own_account", "history", "mfa_index"])
def test_anonymous_is_led_to_sign_in(db, name):
    answer = Client().get(reverse(name))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


def test_signing_out_ends_the_listed_session(cast, account, browser):
    client = browser(cast.school.guardian_id)
    client.get(reverse("security"))
    client.post(reverse("account_logout"))
    assert open_sessions(account(cast.school.guardian_id)) == []


def test_locked_account_is_out_at_the_next_request_of_every_session(cast, account, browser):
    client = browser(cast.school.guardian_id)
    assert client.get(reverse("security")).status_code == 200
    User.objects.filter(id=account(cast.school.guardian_id).id).update(locked_at=clock.now())
    assert client.get(reverse("security")).status_code == 302


def test_locked_account_cannot_sign_in_with_the_right_password(cast, account):
    user = account(cast.school.guardian_id, "seitkali-4821")
    User.objects.filter(id=user.id).update(locked_at=clock.now())
    client = Client()
    sign_in(client, "seitkali-4821")
    assert client.get(reverse("security")).status_code == 302


def test_ended_employment_closes_the_page_on_the_day_after(cast, browser, monday):
    client = browser(cast.school.director_id)
    with system_scope("test"):
        register.Employment.objects.filter(person=cast.school.director_id).update(valid_to=clock.today())
    assert client.get(reverse("staff_invitations")).status_code == 200
    monday.shift(dt.timedelta(days=1))
    assert client.get(reverse("staff_invitations")).status_code == 404


def test_announced_change_of_rights_is_felt_at_the_next_click(cast, browser):
    client = browser(cast.school.director_id)
    assert client.get(reverse("staff_invitations")).status_code == 200
    with system_scope("test"):
        register.Employment.objects.filter(person=cast.school.director_id).update(valid_to=dt.date(2026, 11, 22))
        rights_changed(person_ids=[cast.school.director_id])
    assert client.get(reverse("staff_invitations")).status_code == 404


def test_teacher_who_is_a_mother_changes_sides_and_nobody_chooses_a_side_not_theirs(cast, browser):
    with system_scope("test"):
        register.Guardianship.objects.create(
            child_id=cast.school.pupil_id,
            guardian_id=cast.school.teacher_id,
            organisation_id=cast.school.organisation_id,
            relation="mother",
            valid_from=dt.date(2026, 9, 1),
        )
    client = browser(cast.school.teacher_id)
    sides = []
    for chosen in ("", "family", "office"):
        client.post(reverse("choose_audience"), {"audience": chosen})
        sides.append(client.get(reverse("security")).wsgi_request.audience)
    assert sides == ["teacher", "family", "family"]


def test_reading_pages_writes_nothing_for_ten_minutes(cast, browser, monday):
    client = browser(cast.school.guardian_id)
    client.get(reverse("security"))
    with count_queries() as counted:
        client.get(reverse("security"))
    assert [sql for sql in counted.statements if not sql.startswith("SELECT")] == []


def test_streamed_answer_is_made_under_the_scope_and_nothing_leaks(cast, account):
    def stream(request):
        return StreamingHttpResponse(str(current_scope().person_id) for _part in range(2))

    request = RequestFactory().get("/")
    request.user = account(cast.school.teacher_id)
    request.session = Client().session
    answer = ScopeMiddleware(stream)(request)
    parts = []
    for part in answer:
        with pytest.raises(NoScope):
            current_scope()
        parts.append(part.decode())
    assert parts == [str(cast.school.teacher_id)] * 2


def test_anonymous_request_runs_as_nobody(db):
    seen = []

    def page(request):
        seen.append((current_scope(), request.audience))
        return StreamingHttpResponse([])

    request = RequestFactory().get("/")
    from django.contrib.auth.models import AnonymousUser

    request.user, request.session = AnonymousUser(), Client().session
    ScopeMiddleware(page)(request)
    assert seen == [(NOBODY, "public")]


def test_one_session_is_ended_from_another_and_a_strangers_is_not_found(cast, account, browser):
    phone, desk = browser(cast.school.guardian_id), browser(cast.school.guardian_id)
    stranger = browser(cast.neighbour.guardian_id)
    for client in (phone, desk, stranger):
        client.get(reverse("security"))
    key = phone.session.session_key
    with system_scope("test"):
        row = UserSession.objects.get(session_key=key)
    assert stranger.post(reverse("own_sessions"), {"session": str(row.id)}).status_code == 404
    assert phone.get(reverse("security")).status_code == 200
    desk.post(reverse("own_sessions"), {"session": str(row.id)})
    assert not Session.objects.filter(session_key=key).exists()
    assert phone.get(reverse("security")).status_code == 302
    assert [one.session_key for one in open_sessions(account(cast.school.guardian_id))] == [desk.session.session_key]


def test_all_other_sessions_end_and_this_one_stays(cast, account, browser):
    phone, desk = browser(cast.school.guardian_id), browser(cast.school.guardian_id)
    for client in (phone, desk):
        client.get(reverse("security"))
    desk.post(reverse("own_sessions"))
    assert phone.get(reverse("security")).status_code == 302
    assert desk.get(reverse("security")).status_code == 200


def test_new_password_signs_out_the_other_sessions_and_keeps_this_one_listed(cast, account, browser):
    phone, desk = browser(cast.school.guardian_id), browser(cast.school.guardian_id)
    for client in (phone, desk):
        client.get(reverse("security"))
    fresh = "төрт көк құс ұшты"
    answer = desk.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    )
    assert answer.status_code == 302
    assert phone.get(reverse("security")).status_code == 302
    assert desk.get(reverse("security")).status_code == 200
    rows = open_sessions(account(cast.school.guardian_id))
    assert [row.session_key for row in rows] == [desk.session.session_key]


def test_language_of_the_pages_becomes_the_language_of_the_account(cast, account, browser):
    client = browser(cast.school.guardian_id)
    client.get(reverse("security"), headers={"accept-language": "ru"})
    assert account(cast.school.guardian_id).language == "ru"
