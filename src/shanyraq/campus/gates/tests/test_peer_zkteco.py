"""A gate and a school speak over real HTTP: the good morning and the bad ones."""

import datetime as dt

import pytest

from shanyraq.campus.gates.gateways import zkteco
from shanyraq.campus.gates.gateways.peer_zkteco import Mischief, PalmGate, PeerUser
from shanyraq.campus.gates.gateways.zkteco import DeleteTemplates, DeleteUser, QueryUsers, Reboot, SetTime
from shanyraq.campus.gates.rules import Channel, Direction, Outcome
from shanyraq.campus.gates.tests.terminal_server import NOW, SECRET, School, listening

PALM, ACC = "PG28-0001", "ACC28-0001"
ERZHAN = PeerUser("1001", card="AB12CD34", name="Ержан")


@pytest.fixture
def school():
    return School(PALM, ACC)


@pytest.fixture
def gate_of(school):
    with listening(school) as address:

        def make(serial=PALM, **how):
            family = "access" if serial == ACC else "attendance"
            return PalmGate(address, serial, users=[ERZHAN], clock=lambda: NOW, family=family, **how)

        yield make


def passages(school):
    return [(r.credential, r.direction, r.channel, r.device_time, r.outcome) for r in school.passages.values()]


def test_erzhan_comes_in_by_his_palm(school, gate_of):
    gate = gate_of()
    assert gate.handshake().status == 200
    gate.pass_person("1001")
    assert [reply.body for reply in gate.flush()] == ["OK: 1"]
    assert passages(school) == [("1001", Direction.IN, Channel.PALM, NOW, Outcome.PASSED)]
    assert gate.waiting == 0


def test_an_access_gate_registers_and_reports_an_unknown_card(school, gate_of):
    gate = gate_of(ACC)
    gate.handshake()
    gate.pass_person("1001", way="out", channel="face")
    gate.show_card("0badcafe")
    assert [reply.body for reply in gate.flush()] == ["OK: 2"]
    assert passages(school) == [
        ("1001", Direction.OUT, Channel.FACE, NOW, Outcome.PASSED),
        ("card:0BADCAFE", Direction.IN, Channel.CARD, NOW, Outcome.REFUSED),
    ]
    code = zkteco.registry_code(ACC, secret=SECRET)
    assert school.tokens == {zkteco.session_token(code=code, serial=ACC, session=school.session(ACC))}


@pytest.mark.parametrize("serial", [PALM, ACC])
def test_an_upload_sent_three_times_is_stored_once(school, gate_of, serial):
    gate = gate_of(serial, mischief=Mischief(repeats=2, doubled_prefix=True))
    gate.handshake()
    gate.pass_person("1001")
    gate.flush()
    assert (school.uploads, len(school.passages)) == (3, 1)


def test_a_busy_server_costs_no_passage(school, gate_of):
    gate = gate_of()
    gate.handshake()
    gate.pass_person("1001")
    school.fail_next = 1
    assert [reply.status for reply in gate.flush()] == [503]
    assert (gate.waiting, passages(school)) == (1, [])
    assert [reply.status for reply in gate.flush()] == [200]
    assert (gate.waiting, len(school.passages)) == (0, 1)


def test_a_gate_that_was_offline_sends_all_it_kept_by_batches(school, gate_of):
    gate = gate_of()
    gate.handshake()
    gate.online = False
    moments = [NOW + dt.timedelta(seconds=n) for n in range(250)]
    for moment in moments:
        gate.clock = lambda moment=moment: moment
        gate.pass_person("1001")
    assert [reply.status for reply in gate.flush()] == [0]
    gate.online = True
    assert [reply.body for reply in gate.flush()] == ["OK: 100", "OK: 100", "OK: 50"]
    assert [record.device_time for record in school.passages.values()] == moments


def test_a_server_that_lost_its_memory_asks_for_all_again(school, gate_of):
    gate = gate_of()
    gate.handshake()
    gate.pass_person("1001")
    gate.flush()
    gate.handshake()
    assert gate.waiting == 0  # the server holds it, and says so by the stamp
    school.passages.clear()
    school.stamp = 0
    gate.handshake()
    gate.flush()
    assert len(school.passages) == 1


@pytest.mark.parametrize("serial", [PALM, ACC])
def test_our_handshake_keeps_templates_on_the_gate(school, gate_of, serial):
    gate = gate_of(serial)
    gate.handshake()
    assert gate.enrol("1002") is None
    assert school.written == []


@pytest.mark.parametrize("serial", [PALM, ACC])
def test_templates_sent_unasked_are_counted_and_leave_no_trace(school, gate_of, serial):
    gate = gate_of(serial, mischief=Mischief(templates_unasked=True))
    gate.handshake()
    replies = gate.flush()
    template = gate.template_of("1001")
    hidden = f"BIODATA Pin=1001\tTmp={template}\r\n{template}\r\nFP PIN=1001\tTMP={template}\r\n".encode()
    replies.append(gate.send_raw(hidden, table="OPERLOG"))
    replies.append(gate.send_raw(hidden, table="ATTLOG"))
    assert [reply.body for reply in replies] == ["biodata=1" if serial == ACC else "OK: 1", "OK: 3", "OK: 3"]
    assert school.dropped == 5
    assert not any(template[:16] in written for written in school.written)


@pytest.mark.parametrize("serial", [PALM, ACC])
def test_the_server_commands_and_the_gate_obeys(school, gate_of, serial):
    gate = gate_of(serial, mischief=Mischief(clock_error=dt.timedelta(hours=3)))
    gate.handshake()
    school.commands = {1: QueryUsers(), 2: SetTime(NOW), 3: DeleteTemplates("1001"), 4: Reboot()}
    gate.poll()
    assert {n: result.done for n, result in school.results.items()} == {1: True, 2: True, 3: True, 4: True}
    assert school.users == {"1001": zkteco.DeviceUser(pin="1001", card="AB12CD34", administrator=False)}
    assert (gate.now(), gate.reboots) == (NOW, 1)
    assert (gate.enrolled, set(gate.known)) == (set(), {"1001"})  # the card stays
    school.commands = {5: DeleteUser("1001"), 6: DeleteUser("1001")}
    gate.poll()
    assert set(gate.known) == set()
    assert [school.results[n].done for n in (5, 6)] == [True, False]
    assert "Ержан" not in "".join(school.written)


def test_hostile_uploads_are_refused_and_the_gate_keeps_its_records(school, gate_of):
    gate = gate_of()
    gate.handshake()
    gate.pass_person("1001")
    assert gate.send_raw(b"7" * (zkteco.Limits().max_bytes + 1)).status == 413
    assert gate.send_raw(b"\n" * (zkteco.Limits().max_lines + 2)).status == 413
    assert gate.send_raw(b"\x00\xff\xfe\n" * 50).body == "OK: 50"
    gate.serial = "STRANGER-1"
    assert [reply.status for reply in gate.flush()] == [403]
    assert (gate.waiting, passages(school)) == (1, [])


def test_a_dripping_body_arrives_whole(school, gate_of):
    line = f"1001\t{NOW:%Y-%m-%d %H:%M:%S}\t0\t25\t0".encode()
    assert gate_of().send_slowly(line, pieces=8, pause=0.001).body == "OK: 1"
    assert len(school.passages) == 1
