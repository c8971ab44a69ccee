"""The bad days of a gate: the same upload twice, a wrong clock, an unknown card, a hostile upload."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from shanyraq.campus.gates import api as gates
from shanyraq.campus.gates.actions import knocks
from shanyraq.campus.gates.events import PassagesLinked, PassagesStored
from shanyraq.campus.gates.factories import a_credential, a_device
from shanyraq.campus.gates.gateways.numbers import number_digest, seal_number
from shanyraq.campus.gates.models import Device, DeviceCommand, Knock, Passage, PassageLink, UnknownCard
from shanyraq.campus.gates.queries.devices import forget_neighbourhood
from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.events.models import OutboxEvent
from shanyraq.kernel.facts.models import Companion
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.testing.queries import count_queries


class Unreadable:
    """A body that must not be touched."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("the body was read")

    readline = read

    def close(self) -> None:
        pass


MORNING = dt.datetime(2026, 11, 23, 7, 52, 30, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    knocks.forget_what_was_heard()
    forget_neighbourhood()
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def gate(cast) -> Device:
    with system_scope("test"):
        digest = number_digest(cast.school.organisation_id, "28007", is_card=False)
        a_credential(cast.school, digest=digest, sealed=seal_number("28007"))
        return a_device(cast.school, serial="PG28-0001")


def post(gate: Device | str, body: str | bytes, *, table: str = "ATTLOG", address: str = "127.0.0.1", **extra):
    serial = gate if isinstance(gate, str) else gate.serial
    said = body.encode() if isinstance(body, str) else body
    return Client().post(
        f"/iclock/cdata?SN={serial}&table={table}&Stamp=41", said, content_type="text/plain", REMOTE_ADDR=address,
        **extra,
    )  # fmt: skip


def line(pin: str = "28007", at: str = "2026-11-23 07:52:10", status: int = 0, verify: int = 2) -> str:
    return f"{pin}\t{at}\t{status}\t{verify}\t0\t0\t0\r\n"


def rows(model):
    with system_scope("test"):
        return list(model.objects.all())


def events(kind) -> list[OutboxEvent]:
    return list(OutboxEvent.objects.filter(name=kind.__name__))


def test_the_same_upload_twice_is_one_passage(cast, gate):
    said = [post(gate, line()), post(gate, line() + line()), post(gate, line())]
    assert [(reply.status_code, reply.content.decode()) for reply in said] == [
        (200, "OK: 1"), (200, "OK: 2"), (200, "OK: 1"),
    ]  # fmt: skip
    [passage] = rows(Passage)
    assert (passage.person_id, passage.direction, passage.channel) == (cast.school.pupil_id, "in", "card")
    assert (passage.actor_kind, passage.actor_id) == ("device", gate.id)
    assert passage.happened_at == MORNING.replace(second=10)
    [event] = events(PassagesStored)
    entry = [passage.id.hex, cast.school.pupil_id.hex, "in", "2026-11-23T07:52:10+05:00"]
    assert event.body["entries"] == [entry]


def test_no_number_stands_anywhere_but_in_the_payload(cast, gate):
    post(gate, line() + line(pin="777"))
    known, unknown = sorted(rows(Passage), key=lambda passage: passage.person_id is None)
    kept = {companion.id: companion.payload for companion in rows(Companion)}
    assert ("28007" in kept[known.id], "777" in kept[unknown.id]) == (True, True)
    with system_scope("test"):
        everything = repr([list(model.objects.values()) for model in (Passage, UnknownCard, Device)])
    assert "28007" not in everything
    assert "777" not in everything


def test_a_device_gets_no_session_and_no_cookie(gate):
    reply = post(gate, line())
    assert not reply.cookies
    assert reply["Content-Type"].startswith("text/plain")


def test_a_fast_clock_is_kept_flagged_and_set_right(cast, gate):
    post(gate, line(at="2026-11-23 08:22:30"))
    [passage] = rows(Passage)
    assert passage.device_time == MORNING + dt.timedelta(minutes=30)
    assert (passage.happened_at, passage.recorded_at, passage.clock_state) == (MORNING, MORNING, "fast")
    [device] = rows(Device)
    assert (device.clock_state, device.clock_drift) == ("fast", 1800)
    reply = Client().get(f"/iclock/getrequest?SN={gate.serial}")
    [command] = rows(DeviceCommand)
    assert reply.content.decode() == f"C:{command.id}:SET OPTIONS DateTime=864373950"
    assert Client().get(f"/iclock/getrequest?SN={gate.serial}").content == b"OK"
    done = f"ID={command.id}&Return=0&CMD=SET"
    Client().post(f"/iclock/devicecmd?SN={gate.serial}", done.encode(), content_type="text/plain")
    assert rows(DeviceCommand)[0].done_at == MORNING


def test_old_records_of_a_gate_that_was_cut_off_are_late_and_not_wrong(cast, gate):
    post(gate, line(at="2026-11-20 08:01:00") + line())
    found = sorted(rows(Passage), key=lambda passage: passage.day)
    assert [(p.day.day, p.clock_state) for p in found] == [(20, "late"), (23, "ok")]
    assert [e.body["day"] for e in events(PassagesStored)] == ["2026-11-20", "2026-11-23"]
    assert rows(DeviceCommand) == []


def test_an_unknown_card_is_kept_shown_linked_and_then_counted(cast, gate):
    shown = [
        f"time=2026-11-23 07:5{n}:00\tpin=0\tcardno=00ab{12}\teventaddr=1\tevent=27\tinoutstatus=0\tverifytype=4"
        for n in (0, 1)
    ]
    post(gate, "\r\n".join(shown), table="rtlog")
    with use_scope(cast.school.scope("director")):
        [card] = gates.unknown_cards(cast.school.organisation_id)
        assert (card.times, card.ending, card.first_at.minute, card.last_at.minute) == (2, "AB12", 50, 51)
        assert gates.link_card(card_id=card.id, person_id=cast.school.pupil_id) == 2
        assert gates.unknown_cards(cast.school.organisation_id) == []
    with use_scope(cast.school.scope("guardian")):
        found = gates.passages_of_person(cast.school.pupil_id, day=MORNING.date())
        assert [(row.at.minute, row.linked) for row in found] == [(50, True), (51, True)]
    [event] = events(PassagesLinked)
    assert len(event.body["entries"]) == 2
    post(gate, shown[0].replace("07:50", "07:52"), table="rtlog")
    assert [p.person_id for p in rows(Passage)].count(cast.school.pupil_id) == 1
    assert len(rows(PassageLink)) == 2


def test_saules_school_cannot_link_our_card(cast, gate):
    post(gate, line(pin="901"))
    [card] = rows(UnknownCard)
    with use_scope(cast.neighbour.scope("director")):
        assert gates.unknown_cards(cast.school.organisation_id) == []
        with pytest.raises(Denied):
            gates.link_card(card_id=card.id, person_id=cast.neighbour.pupil_id)
    with use_scope(cast.school.scope("director")), pytest.raises(Denied):
        gates.link_card(card_id=card.id, person_id=cast.neighbour.pupil_id)
    assert rows(PassageLink) == []


@pytest.mark.parametrize(
    ("serial", "address", "why"),
    [
        ("PG28-9999", "127.0.0.1", "unknown"),
        ("PG28-0001", "203.0.113.9", "network"),
        ("PG29-0001", "127.0.0.1", "network"),
    ],
)
def test_a_wrong_serial_and_a_replay_from_another_school_are_refused(cast, gate, serial, address, why):
    with system_scope("test"):
        a_device(cast.neighbour, serial="PG29-0001", networks=["192.168.29.0/24"])
    for _again in range(3):
        assert post(serial, line(), address=address).status_code == 403
    assert (rows(Passage), rows(UnknownCard)) == ([], [])
    [knock] = rows(Knock)
    assert (knock.serial, knock.why, knock.times) == (serial, why, 1)
    expected = cast.neighbour if serial == "PG29-0001" else cast.school
    assert knock.organisation_id == expected.organisation_id


def test_a_flood_of_invented_serials_fills_no_table(cast, gate):
    for n in range(80):
        post(f"FAKE{n:05d}", line())
    assert len(rows(Knock)) == knocks.MOST


def test_what_28_knows_means_nothing_at_29(cast, gate):
    with system_scope("test"):
        other = a_device(cast.neighbour, serial="PG29-0001")
    post(other, line())
    [passage] = rows(Passage)
    assert (passage.person_id, passage.organisation_id) == (None, cast.neighbour.organisation_id)


def test_an_oversized_upload_is_refused_before_it_is_read(gate):
    reply = Client().generic(
        "POST", f"/iclock/cdata?SN={gate.serial}&table=ATTLOG", b"", **{
            "CONTENT_LENGTH": str(3 * 1024 * 1024), "wsgi.input": Unreadable(),
        },
    )  # fmt: skip
    assert reply.status_code == 413
    assert rows(Device)[0].last_heard is None


def test_malformed_lines_cost_their_good_neighbours_nothing(cast, gate):
    rubbish = b"\xff\xfe\x00rubbish\r\n7\t2026-13-45 99:99\t0\t1\r\n"
    body = line().encode() + rubbish + line(status=1).encode()
    assert post(gate, body).content == b"OK: 4"
    assert sorted(p.direction for p in rows(Passage)) == ["in", "out"]
    assert rows(Device)[0].faults == 2


@pytest.mark.parametrize(
    ("address", "reply"),
    [
        ("cdata?SN=PG28-0001&table=BIODATA&Stamp=1", b"OK: 1"),
        ("cdata?SN=PG28-0001&table=tabledata&tablename=biophoto&count=3", b"biophoto=3"),
        ("querydata?SN=PG28-0001&type=tabledata&tablename=biodata&count=2", b"biodata=2"),
        ("fdata?SN=PG28-0001", b"OK"),
    ],
)
def test_templates_are_discarded_unread(gate, address, reply):
    said = Client().generic("POST", f"/iclock/{address}", b"", **{"CONTENT_LENGTH": "900", "wsgi.input": Unreadable()})
    assert (said.status_code, said.content) == (200, reply)
    assert rows(Device)[0].discarded > 0


def test_a_template_between_passages_leaves_nothing_behind(gate):
    body = line() + "BIODATA Pin=28007\tNo=0\tTmp=c2VjcmV0IHBhbG0=\r\n"
    assert post(gate, body).content == b"OK: 2"
    with system_scope("test"):
        kept = repr([list(model.objects.values()) for model in (Passage, Companion, Device, UnknownCard)])
    assert "c2VjcmV0" not in kept


def test_a_palm_names_a_child_on_a_consent_only_and_a_withdrawal_ends_it_at_once(cast, gate):
    from shanyraq.spine.access import api as access

    school = cast.school
    palm = gates.CredentialDraft(
        organisation_id=school.organisation_id, person_id=school.pupil_id, kind="palm", value="28007"
    )
    with use_scope(school.scope("director")), pytest.raises(Denied):
        gates.give_credentials(drafts=[palm])
    with use_scope(school.scope("guardian")):
        access.give_consent(child_id=school.pupil_id, purpose=access.Purpose.BIOMETRIC_ENTRY)
    with use_scope(school.scope("director")):
        assert gates.give_credentials(drafts=[palm]) == 1
        assert gates.give_credentials(drafts=[palm]) == 0
    post(gate, line(verify=25, at="2026-11-23 07:50:00"))
    with system_scope("consent withdrawn"):
        assert gates.end_credentials(person_ids=[school.pupil_id]) == 1
    post(gate, line(verify=25, at="2026-11-23 07:51:00") + line(at="2026-11-23 07:52:00"))
    named = [(p.channel, p.person_id) for p in sorted(rows(Passage), key=lambda p: p.happened_at)]
    assert named == [("palm", school.pupil_id), ("palm", None), ("card", school.pupil_id)]
    reply = Client().get(f"/iclock/getrequest?SN={gate.serial}")
    [command] = rows(DeviceCommand)
    assert reply.content.decode() == f"C:{command.id}:DATA DELETE BIODATA Pin=28007"


def test_a_number_has_one_owner(cast, gate):
    with use_scope(cast.school.scope("director")), pytest.raises(Denied):
        gates.give_credentials(
            drafts=[
                gates.CredentialDraft(
                    organisation_id=cast.school.organisation_id, person_id=cast.school.teacher_id, kind="pin",
                    value="028007",
                )
            ]
        )  # fmt: skip


def test_a_hundred_passages_take_as_many_queries_as_one(cast, gate):
    def upload(start: int, number: int) -> int:
        body = "".join(line(pin=str(90000 + start + n), at="2026-11-23 07:50:00") for n in range(number))
        with count_queries() as counted:
            post(gate, body)
        return counted.number

    upload(0, 1)
    assert upload(10, 100) <= upload(1, 1) + 1 <= 14  # SQLite takes a hundred rows of a projection in two statements


def test_a_replaced_gate_is_not_listened_to_and_the_new_one_is(cast, gate):
    with use_scope(cast.school.scope("director")):
        draft = gates.DeviceDraft(serial="PG28-0002", name="Жаңа қақпа", networks=("127.0.0.1/32",))
        gates.replace_device(device_id=gate.id, draft=draft)
        with pytest.raises(Denied):
            gates.register_device(organisation_id=cast.school.organisation_id, draft=draft)
    assert post(gate, line()).status_code == 403
    assert post("PG28-0002", line()).content == b"OK: 1"


def test_a_network_as_wide_as_the_world_is_refused(cast):
    with use_scope(cast.school.scope("director")):
        for networks in ((), ("0.0.0.0/0",), ("мектеп",)):
            with pytest.raises(Denied):
                gates.register_device(
                    organisation_id=cast.school.organisation_id,
                    draft=gates.DeviceDraft(serial="PG28-0003", name="Қақпа", networks=networks),
                )


def test_an_open_device_brings_its_key_and_is_idempotent_by_sequence(cast, gate):
    with use_scope(cast.school.scope("director")):
        made = gates.register_device(
            organisation_id=cast.school.organisation_id,
            draft=gates.DeviceDraft(serial="OPEN-0001", name="Турникет", family="open", networks=("127.0.0.1/32",)),
        )
    entry = {"sequence": 1, "at": "2026-11-23T07:52:00", "number": "28007", "direction": "in"}
    body = {"passages": [entry, {"sequence": 2, "at": "never", "card": "1"}, 7]}

    def say(key: str):
        return Client().post(
            "/gates/passages", body, content_type="application/json",
            headers={"X-Device": "OPEN-0001", "Authorization": f"Bearer {key}"},
        )  # fmt: skip

    assert say("guess").status_code == 401
    first, second = say(made.key).json(), say(made.key).json()
    assert (first["stored"], first["known"], second["stored"], second["repeated"]) == (1, 1, 0, 1)
    assert first["faults"] == [{"at": 1, "fault": "at"}, {"at": 2, "fault": "entry"}]
    assert post("OPEN-0001", line()).status_code == 403


def test_the_history_of_a_term_stands_without_a_word(cast, gate):
    past = [
        gates.PastPassage(
            organisation_id=cast.school.organisation_id, person_id=cast.school.pupil_id, device_id=gate.id,
            at=MORNING - dt.timedelta(days=n), direction=gates.Direction.IN,
        )
        for n in range(1, 6)
    ]  # fmt: skip
    with system_scope("demo"):
        assert (gates.store_history(passages=past), gates.store_history(passages=past)) == (5, 0)
    assert (len(rows(Passage)), OutboxEvent.objects.count()) == (5, 0)


def test_a_stranger_at_the_door_is_nobody(gate):
    assert Client().get(f"/iclock/cdata?SN={uuid.uuid4().hex}&options=all").status_code == 403
    assert Client().get("/iclock/cdata").status_code == 400
    assert Client().put(f"/iclock/cdata?SN={gate.serial}").status_code == 405
