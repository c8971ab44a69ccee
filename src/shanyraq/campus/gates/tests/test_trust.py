"""Who is let in and what is left on the wire: wrong serials, replays, floods, templates, other makers."""

import uuid

import pytest
from django.test import Client

from shanyraq.campus.gates import api as gates
from shanyraq.campus.gates.actions import knocks
from shanyraq.campus.gates.factories import a_device
from shanyraq.campus.gates.models import Device, Knock, Passage, UnknownCard
from shanyraq.campus.gates.tests.uploads import Unreadable, line, post, rows
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.facts.models import Companion
from shanyraq.kernel.scope import system_scope, use_scope

pytestmark = pytest.mark.usefixtures("morning")


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


def test_a_stranger_at_the_door_is_nobody(gate):
    assert Client().get(f"/iclock/cdata?SN={uuid.uuid4().hex}&options=all").status_code == 403
    assert Client().get("/iclock/cdata").status_code == 400
    assert Client().put(f"/iclock/cdata?SN={gate.serial}").status_code == 405
