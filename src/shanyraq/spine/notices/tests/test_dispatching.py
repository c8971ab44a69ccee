"""E-mail by a real SMTP conversation: delivered, refused for good, or tried again with growing pauses."""

import datetime as dt

import pytest
from django.core.mail.utils import DNS_NAME
from django.db import transaction

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import use_scope
from shanyraq.spine.access.models import User
from shanyraq.spine.notices import api as notices
from shanyraq.spine.notices.actions.dispatching import dispatch_due, take_attempt
from shanyraq.spine.notices.models import Dispatch, Preference
from shanyraq.spine.notices.tests.mail_server import mail_server
from shanyraq.spine.registry.models import Person


@pytest.fixture
def post(settings):
    with mail_server() as post:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
        DNS_NAME._fqdn = "test.example"  # asking the network for the own name may take seconds
        yield post


@pytest.fixture
def owed(dana, letter):
    """One letter to Dana is due."""
    Preference.objects.create(person_id=dana.guardian_id, by_email=["arrival"])
    notices.send(letters=[letter()])
    return lambda: Dispatch.objects.get()


def test_a_due_letter_reaches_the_server_once_in_the_readers_words(owed, post):
    assert (dispatch_due(), dispatch_due()) == (1, 0)
    [letter] = post.letters
    assert (letter["to"], letter["subject"]) == ("dana@example.kz", "Ержан: келді")
    assert letter.get_content().strip() == "Толығырақ қосымшада."
    assert (owed().state, owed().attempts, owed().error) == ("sent", 1, "")


def test_a_letter_is_worded_in_the_readers_language_and_outside_any_transaction(dana, letter, owed, post):
    """A slow mail server must not hold the database."""
    User.objects.filter(person=dana.guardian_id).update(language="ru")
    Dispatch.objects.all().delete()
    notices.send(letters=[letter("test_watchful")])
    dispatch_due()
    [sent] = post.letters
    here = len(transaction.get_connection().savepoint_ids)
    assert (sent["subject"].strip(), sent.get_content().strip()) == ("Оценки и домашние задания", str(here))


def test_nothing_leaves_before_it_is_due(owed, post, noon):
    Dispatch.objects.update(due_at=clock.now() + dt.timedelta(seconds=1))
    assert dispatch_due() == 0
    noon.shift(1)
    assert dispatch_due() == 1


@pytest.mark.parametrize("answer", ["550 5.1.1 No such user", "553 5.1.3 Bad address"])
def test_a_refused_recipient_is_final(owed, post, answer):
    post.to_recipient = answer
    dispatch_due()
    assert (owed().state, owed().error, owed().attempts) == ("failed", "address refused", 1)


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("greeting", "421 4.3.2 Service not available"),
        ("to_recipient", "421 4.7.0 Try again later"),
        ("to_recipient", "451 4.7.1 Greylisted"),
        ("to_recipient", "452 4.2.2 Mailbox full"),
        ("to_letter", "451 4.3.0 Local error"),
    ],
)
def test_a_busy_server_is_asked_again_and_then_takes_it(owed, post, noon, where, answer):
    setattr(post, where, answer)
    dispatch_due()
    assert (owed().state, owed().attempts, owed().due_at) == ("due", 1, clock.now() + dt.timedelta(minutes=2))
    setattr(post, where, "220 test.example" if where == "greeting" else "250 2.0.0 Ok")
    assert dispatch_due() == 0
    noon.shift(dt.timedelta(minutes=2))
    dispatch_due()
    assert (owed().state, owed().error, len(post.letters)) == ("sent", "", 1)


def test_pauses_grow_and_the_fifth_failure_is_the_last(owed, post, noon):
    post.greeting = "421 4.3.2 Service not available"
    pauses = []
    while owed().state == "due":
        dispatch_due()
        pauses.append((owed().due_at - clock.now()).total_seconds() / 60)
        noon.move_to(owed().due_at)
    assert pauses == [2, 4, 8, 16, 32]
    assert owed().state == "failed"
    assert dispatch_due() == 0


def test_a_letter_refused_for_what_it_says_is_final(owed, post):
    post.to_letter = "554 5.7.1 Rejected"
    dispatch_due()
    assert (owed().state, owed().error) == ("failed", "message refused")


def test_no_server_at_all_is_tried_again(owed, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    dispatch_due()
    assert (owed().state, owed().error) == ("due", "ConnectionRefusedError")


def test_a_person_without_an_address_is_not_tried_again(owed, post, dana):
    Person.objects.filter(id=dana.guardian_id).update(email="")
    dispatch_due()
    assert (owed().state, owed().error, post.recipients) == ("failed", "no address", [])


def test_a_message_without_words_does_not_hold_up_the_others(owed, letter, post):
    notices.send(letters=[letter("test_unspeakable", source="fact:0")])
    Dispatch.objects.filter(notice__code="test_unspeakable").update(due_at=clock.now() - dt.timedelta(hours=1))
    assert dispatch_due() == 2
    states = dict(Dispatch.objects.values_list("notice__code", "state"))
    assert states == {"test_unspeakable": "due", "test_arrived": "sent"}
    assert Dispatch.objects.get(notice__code="test_unspeakable").error == "LookupError"


def test_an_attempt_is_taken_by_one_worker(owed):
    """The second comes while the first is still talking to the server."""
    key = owed().id
    assert [take_attempt(dispatch_id=key), take_attempt(dispatch_id=key)] == [True, False]


def test_only_the_machine_dispatches(owed, cast):
    key = owed().id
    with use_scope(cast.school.scope("guardian")), pytest.raises(Denied):
        take_attempt(dispatch_id=key)
