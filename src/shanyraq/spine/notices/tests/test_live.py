"""Live streams: exact origin, short tickets, topics only, judged again while they are open."""

import asyncio
import datetime as dt

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.core import signing
from django.utils import timezone

from shanyraq.kernel import clock
from shanyraq.spine.access import api as access
from shanyraq.spine.access.models import User
from shanyraq.spine.notices import api as notices
from shanyraq.spine.notices.actions.live import forget_old_changes
from shanyraq.spine.notices.live import hub, stream, tickets
from shanyraq.spine.notices.models import LiveChange
from shanyraq.spine.registry.models import Guardianship

ORIGIN = "http://localhost:8000"


@pytest.fixture(autouse=True)
def quick(monkeypatch, settings):
    """A hub of the test's own, and a heart that beats quickly."""
    settings.ORIGINS = [ORIGIN]
    monkeypatch.setattr(stream, "hub", hub.Hub())
    monkeypatch.setattr(stream, "BEAT", 0.05)
    monkeypatch.setattr(hub, "PAUSE", 0.01)


@pytest.fixture
def scope(dana):
    return access.scope_of(User.objects.get(person=dana.guardian_id))


def visit(ticket: str = "", *, origin: str = ORIGIN, path: str = "/live/", method: str = "GET"):
    return ApplicationCommunicator(
        stream.application,
        {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": f"ticket={ticket}".encode(),
            "headers": [(b"origin", origin.encode())],
        },
    )


@async_to_sync
async def status_of(visitor) -> int:
    await visitor.send_input({"type": "http.request", "body": b""})
    status = (await visitor.receive_output(5))["status"]
    await visitor.send_input({"type": "http.disconnect"})
    await visitor.wait(5)
    return status


async def opened(ticket: str):
    """A stream that has said it is ready."""
    visitor = visit(ticket)
    await visitor.send_input({"type": "http.request", "body": b""})
    start = await visitor.receive_output(5)
    assert start["status"] == 200
    assert (b"access-control-allow-origin", ORIGIN.encode()) in start["headers"]
    assert b"event: ready" in (await visitor.receive_output(5))["body"]
    return visitor


async def next_event(visitor) -> str:
    """The next thing said that is not a heartbeat."""
    while (body := (await visitor.receive_output(5))["body"]) == b": beat\n\n":
        pass
    return body.decode()


async def close(visitor) -> None:
    await visitor.send_input({"type": "http.disconnect"})
    await visitor.wait(5)


def test_a_ticket_names_one_account_and_its_topics(scope, dana):
    ticket = tickets.read(tickets.issue(scope))
    assert ticket == tickets.Ticket(
        user_id=scope.user_id, topics=frozenset({f"person:{dana.guardian_id}", f"person:{dana.pupil_id}"})
    )


def test_a_ticket_lives_a_minute(scope, noon):
    ticket = tickets.issue(scope)
    noon.shift(tickets.LIFE)
    assert tickets.read(ticket) is not None
    noon.shift(1)
    assert tickets.read(ticket) is None
    assert status_of(visit(ticket)) == 403


def test_a_forged_ticket_opens_nothing(scope, dana):
    true = tickets.issue(scope)
    body = {"u": scope.user_id.hex, "t": [f"person:{dana.pupil_id}"]}
    for forged in (
        "",
        "x",
        true[:-1] + ("A" if true[-1] != "A" else "B"),
        signing.dumps(body, salt="another salt"),
        signing.dumps(body, salt=tickets.SALT, key="another key"),
    ):
        assert tickets.read(forged) is None
        assert status_of(visit(forged)) == 403


def test_another_accounts_topics_are_refused(scope, cast):
    """Also where the signature is right: the scope is asked when the stream opens."""
    body = {"u": scope.user_id.hex, "t": [f"person:{cast.neighbour.pupil_id}"]}
    assert status_of(visit(signing.dumps(body, salt=tickets.SALT))) == 403


def test_nobody_without_an_account_has_a_ticket(cast):
    with pytest.raises(ValueError, match="accounts"):
        tickets.issue(cast.school.scope("guardian"))


@pytest.mark.parametrize(
    "origin", ["", "null", "http://localhost:8000.evil.kz", "https://localhost:8000", "http://localhost:80001"]
)
def test_a_foreign_origin_is_refused(scope, origin):
    assert status_of(visit(tickets.issue(scope), origin=origin)) == 403


def test_other_paths_and_methods_are_refused_and_health_is_open(scope):
    ticket = tickets.issue(scope)
    assert status_of(visit(ticket, path="/")) == 403
    assert status_of(visit(ticket, method="POST")) == 403
    assert status_of(visit(path="/health")) == 200


def test_a_change_is_told_to_those_who_follow_it_and_frees_their_places(scope, dana, cast):
    ticket = tickets.issue(scope)

    @async_to_sync
    async def story():
        visitor = await opened(ticket)
        await asyncio.sleep(0.05)
        topics = [f"person:{cast.neighbour.pupil_id}", f"person:{dana.pupil_id}"]
        await sync_to_async(notices.changed)(topics=topics)
        heard = await next_event(visitor)
        quiet = await visitor.receive_nothing(0.02)
        await close(visitor)
        return heard, quiet, dict(stream.hub._streams)

    assert story() == (f"event: changed\ndata: person:{dana.pupil_id}\n\n", True, {})


def test_a_change_that_commits_later_with_a_lower_id_is_still_told(scope, dana):
    ticket = tickets.issue(scope)
    mine, child = f"person:{dana.guardian_id}", f"person:{dana.pupil_id}"

    @async_to_sync
    async def story():
        visitor = await opened(ticket)
        await asyncio.sleep(0.05)
        heard = []
        for key, topic in ((1000, mine), (900, child)):
            made = LiveChange(id=key, topic=topic, at=timezone.now() - dt.timedelta(seconds=5))
            await sync_to_async(made.save)(force_insert=True)
            heard.append(await next_event(visitor))
        await close(visitor)
        return heard

    assert [said.split("data: ")[1].strip() for said in story()] == [mine, child]


def test_an_open_stream_ends_when_the_right_ends(scope, dana, monkeypatch):
    """However busy it is: a stream with a change every moment is judged like a silent one."""
    ticket = tickets.issue(scope)
    monkeypatch.setattr(stream, "JUDGED_AFTER", 0.1)

    def end_the_right():
        Guardianship.objects.update(valid_to=clock.today() - dt.timedelta(days=1))
        access.rights_changed(person_ids=[dana.guardian_id])

    @async_to_sync
    async def story():
        visitor = await opened(ticket)
        await sync_to_async(end_the_right)()
        for _ in range(200):
            await sync_to_async(notices.changed)(topics=[f"person:{dana.guardian_id}"])
            said = await visitor.receive_output(5)
            if not said["more_body"]:
                break
        await visitor.wait(5)
        return said["body"]

    assert story() == b"event: over\ndata: {}\n\n"
    assert status_of(visit(ticket)) == 403


def test_a_locked_account_follows_nothing(scope):
    ticket = tickets.issue(scope)
    User.objects.filter(id=scope.user_id).update(locked_at=clock.now())
    assert access.scope_of_user_id(scope.user_id) is None
    assert status_of(visit(ticket)) == 403


def test_old_changes_are_forgotten(dana):
    now = timezone.now()
    for minutes in (59, 61):
        LiveChange.objects.create(topic=f"{minutes}", at=now - dt.timedelta(minutes=minutes))
    assert forget_old_changes() == 1
    assert LiveChange.objects.get().topic == "59"
