"""Locks, the history of acts, accounts made by the machine, and every page once."""

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse

from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.access.factories import an_invitation
from shanyraq.spine.access.gateways.accounts import SecondStepAdapter
from shanyraq.spine.access.models import Invitation, User
from shanyraq.spine.access.queries.history import words_of
from shanyraq.spine.access.queries.people import own_keys
from shanyraq.spine.access.tests.conftest import PASSWORD


def test_own_account_is_locked_from_any_session_and_all_end(cast, account, browser):
    phone, desk = browser(cast.school.guardian_id), browser(cast.school.guardian_id)
    for client in (phone, desk):
        client.get(reverse("security"))
    answer = phone.post(reverse("lock_own_account"))
    assert answer.url == reverse("account_inactive")
    assert desk.get(reverse("security")).status_code == 302
    user = account(cast.school.guardian_id)
    user.refresh_from_db()
    assert (user.locked_at is not None, user.locked_by) == (True, cast.school.guardian_id)


def test_asking_about_the_lock_does_not_lock(cast, browser):
    client = browser(cast.school.guardian_id)
    client.get(reverse("lock_own_account"))
    assert client.get(reverse("security")).status_code == 200


def test_director_locks_a_guardian_with_a_reason_and_voids_the_invitation(cast, account, browser):
    account(cast.school.guardian_id)
    with system_scope("test"):
        an_invitation(cast.school)
    client = browser(cast.school.director_id)
    page = reverse("lock_person", args=[cast.school.guardian_id])
    client.post(page, {"reason": ""})
    assert User.objects.get(person=cast.school.guardian_id).is_active
    client.post(page, {"reason": "court order 12"})
    assert not User.objects.get(person=cast.school.guardian_id).is_active
    with system_scope("test"):
        assert not Invitation.objects.filter(cancelled_at=None).exists()
    history = client.get(reverse("history"), {"of": "organisation"}, headers={"accept-language": "en"})
    assert "court order 12" in history.content.decode()
    assert "locked an account" in history.content.decode()


def test_director_does_not_lock_people_of_the_neighbour(cast, account, browser):
    account(cast.neighbour.teacher_id)
    page = reverse("lock_person", args=[cast.neighbour.teacher_id])
    assert browser(cast.school.director_id).post(page, {"reason": "x"}).status_code == 404
    with use_scope(cast.school.scope("director")):
        for at in (cast.school.organisation_id, cast.neighbour.organisation_id):
            with pytest.raises(Hidden):
                access.lock_account(person_id=cast.neighbour.teacher_id, organisation_id=at, reason="x")


def test_teacher_locks_nobody(cast, account, browser):
    account(cast.school.guardian_id)
    page = reverse("lock_person", args=[cast.school.guardian_id])
    assert browser(cast.school.teacher_id).get(page).status_code == 404
    with use_scope(cast.school.scope("teacher")), pytest.raises(Denied):
        access.lock_account(person_id=cast.school.guardian_id, organisation_id=cast.school.organisation_id, reason="x")


def test_teacher_reads_only_the_own_history(cast, account, browser):
    client = browser(cast.school.teacher_id)
    client.post(reverse("own_sessions"))
    browser(cast.school.director_id).post(reverse("own_sessions"))
    found = client.get(reverse("history"), {"of": "organisation"}).context["found"]
    assert (len(found.acts), found.of_organisation) == (1, False)


def test_an_act_nobody_has_named_is_not_shown_by_its_code():
    assert words_of("campus.gates.no_such_act") == words_of("another.unnamed")


def test_accounts_are_made_in_one_go_and_passwords_hold(cast):
    drafts = [
        access.AccountDraft(person_id=cast.school.teacher_id, username="Tileuov-1000", password="demo demo demo"),
        access.AccountDraft(person_id=cast.school.director_id, username="omarova-1000"),
    ]
    with system_scope("demo"):
        made = access.make_accounts(drafts=drafts)
    teacher, director = (User.objects.get(id=one) for one in made)
    assert (teacher.username, teacher.check_password("demo demo demo")) == ("tileuov-1000", True)
    assert not director.has_usable_password()
    assert access.user_of_person(cast.school.director_id) == director.id


@pytest.mark.parametrize("role", ["director", "teacher", "guardian", "office"])
def test_people_make_no_accounts_and_raise_no_rights(cast, role):
    with use_scope(cast.school.scope(role)):
        with pytest.raises(Denied):
            access.make_account(person_id=cast.school.pupil_id, username="x")
        with pytest.raises(Denied):
            access.rights_changed(person_ids=[cast.school.pupil_id])


def test_secrets_of_the_second_step_lie_encrypted():
    adapter = SecondStepAdapter()
    closed = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in closed
    assert adapter.decrypt(closed) == "JBSWY3DPEHPK3PXP"


def test_app_codes_and_recovery_codes_are_set_up_from_the_page(
    cast, account, browser, django_capture_on_commit_callbacks
):
    client = browser(cast.school.guardian_id)
    user = account(cast.school.guardian_id)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    code = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code})
    keys = own_keys(user)
    assert (keys.has_app, keys.recovery_codes_left) == (True, 10)
    assert secret not in str(list(user.authenticator_set.values_list("data", flat=True)))
    acts = client.get(reverse("history"), headers={"accept-language": "en"}).context["found"].acts
    assert {act.words for act in acts} == {"added a sign-in key"}


PAGES = [
    "security", "own_sessions", "lock_own_account", "history", "account_change_password", "account_logout",
    "account_inactive", "mfa_list_webauthn", "account_reauthenticate", "invitation", "staff_invitations",
]  # fmt: skip


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_renders_in_every_language_without_a_gap(cast, account, browser, language):
    client = browser(cast.school.director_id)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    addresses = [reverse(name) for name in PAGES]
    addresses.append(reverse("lock_person", args=[cast.school.teacher_id]))
    addresses.append(reverse("class_invitations", args=[cast.school.group_id]))
    for address in addresses:
        text = client.get(address, follow=True).content.decode()
        assert "⟪unknown" not in text, address
        assert "style=" not in text, address
        assert "onclick" not in text, address
