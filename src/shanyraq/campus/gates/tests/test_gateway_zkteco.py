"""The terminal's own words, real and hostile: nothing raises, no good line is lost, no template passes."""

import datetime as dt
import os
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.campus.gates.gateways import zkteco
from shanyraq.campus.gates.gateways.zkteco import Limits, Reason, Refused, Table
from shanyraq.campus.gates.rules import Channel, Direction, Outcome

ALMATY = ZoneInfo("Asia/Almaty")
NOW = dt.datetime(2026, 9, 14, 7, 52, 30, tzinfo=ALMATY)
GOOD = b"1001\t2026-09-14 07:52:30\t0\t25\t0\t0\t0"
TEMPLATE = b"mspY1kAAQID" * 30
SHARED = Path(os.environ.get("SHANYRAQ_SHARED") or Path(__file__).parents[5].parent / "shared")
SAMPLES = SHARED / "data" / "devices" / "zkteco"

samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the terminal samples are not on this machine")


def attlog(body, **how):
    return zkteco.parse_attlog(body, tz=ALMATY, **how)


def faults(got):
    return [(fault.line_no, fault.reason) for fault in got.faults]


@samples
def test_a_real_terminal_is_understood():
    got = attlog((SAMPLES / "attlog_zmm510_x903.txt").read_bytes())
    [record] = got.records
    assert (record.pin, record.direction, record.channel) == ("7", Direction.IN, Channel.FINGER)
    assert record.device_time == dt.datetime(2024, 7, 7, 1, 29, 1, tzinfo=ALMATY)
    assert (got.faults, got.dropped, got.lines) == ((), 0, 1)


@samples
def test_a_real_terminals_housekeeping_is_understood():
    done = zkteco.parse_operlog((SAMPLES / "operlog_zmm510_x903.txt").read_bytes(), tz=ALMATY)
    assert ([op.code for op in done.operations], done.faults) == ([0, 3, 4, 70], ())
    people = zkteco.parse_operlog((SAMPLES / "user_line_zmm510_redacted.txt").read_bytes(), tz=ALMATY)
    assert people.users == (zkteco.DeviceUser(pin="6", card="", administrator=False),)
    said = zkteco.parse_options((SAMPLES / "options_zmm510_x903.txt").read_bytes())
    assert (said["devicename"], said["pushversion"]) == ("X903", "Ver 2.0.33S-20211012")


@pytest.mark.parametrize(
    "body",
    [
        GOOD,
        b"\xef\xbb\xbf" + GOOD + b"\r\n",
        b"\r\n\r\n" + GOOD + b"\t\t\t\t\r\n\x00",
        b"1001\t2026-09-14 07:52:30\t0\t25",
        b" 1001 \t 2026/9/14 7:52:30 \t0\t25\t\xc1\xd6\xbb\xaa",
        b"1001\t2026-09-14T07:52:30\t0\t25\t\xff\xfe\xfd",
        b"time=2026-09-14 07:52:30\tpin=1001\tcardno=0\tevent=0\tinoutstatus=0\tverifytype=25",
    ],
)
def test_firmware_writes_one_passage_in_many_ways(body):
    got = attlog(body)
    said = [(r.pin, r.device_time, r.status, r.direction, r.channel, r.outcome) for r in got.records]
    assert said == [("1001", NOW, 0, Direction.IN, Channel.PALM, Outcome.PASSED)]
    assert (got.faults, got.lines) == ((), 1)


def test_a_repeat_in_another_batch_has_the_same_key_and_another_school_another():
    first = attlog(GOOD).records[0]
    again = attlog(b"5\t2026-09-14 07:00:00\t0\t1\r\n" + GOOD + b"\t\t").records[1]
    assert first.key(serial="PG28-0001") == again.key(serial="PG28-0001")
    assert first.key(serial="PG28-0001") != first.key(serial="PG29-0001")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"1001", Reason.FEW_COLUMNS),
        (b"\t2026-09-14 07:52:30\t0\t1", Reason.BAD_PIN),
        (b"10'; DROP--\t2026-09-14 07:52:30\t0\t1", Reason.BAD_PIN),
        (b"1" * 25 + b"\t2026-09-14 07:52:30\t0\t1", Reason.BAD_PIN),
        (b"1001\t2026-13-14 07:52:30\t0\t1", Reason.BAD_TIME),
        (b"1001\t0000-00-00 00:00:00\t0\t1", Reason.BAD_TIME),
        (b"1001\t2026-09-14 07:52:30\t-1\t1", Reason.BAD_STATUS),
        (b"1001\t2026-09-14 07:52:30\t256\t1", Reason.BAD_STATUS),
        ("1001\t2026-09-14 07:52:30\t٣\t1".encode(), Reason.BAD_STATUS),
        (b"time=yesterday\tpin=1001", Reason.BAD_TIME),
        (b"9" * 2000, Reason.LONG_LINE),
    ],
)
def test_a_bad_line_is_named_and_its_neighbours_stand(line, reason):
    got = attlog(GOOD + b"\n" + line + b"\n" + GOOD)
    assert ([record.line_no for record in got.records], faults(got)) == ([1, 3], [(2, reason)])
    assert zkteco.upload_reply(got) == "OK: 3"


@pytest.mark.parametrize(
    ("status", "way"),
    [
        (b"0", Direction.IN), (b"1", Direction.OUT), (b"2", Direction.OUT), (b"3", Direction.IN),
        (b"4", Direction.IN), (b"5", Direction.OUT), (b"255", Direction.UNKNOWN), (b"", Direction.UNKNOWN),
    ],
)  # fmt: skip
def test_the_pressed_key_tells_the_way(status, way):
    [record] = attlog(b"1001\t2026-09-14 07:52:30\t" + status + b"\t1").records
    assert record.direction is way


@pytest.mark.parametrize(
    ("verify", "channel"),
    [
        (b"0", Channel.PASSWORD), (b"1", Channel.FINGER), (b"2", Channel.CARD), (b"4", Channel.CARD),
        (b"15", Channel.FACE), (b"25", Channel.PALM), (b"8", Channel.COMBINED), (b"200", Channel.OTHER),
        (b"", Channel.OTHER), (b"palm", Channel.OTHER),
    ],
)  # fmt: skip
def test_the_channel_is_told(verify, channel):
    [record] = attlog(b"1001\t2026-09-14 07:52:30\t0\t" + verify).records
    assert record.channel is channel


def event(code, *, pin="1001", card="0", verify="15"):
    who = f"pin={pin}\tcardno={card}"
    return f"time=2026-09-14 07:52:30\t{who}\tevent={code}\tinoutstatus=1\tverifytype={verify}"


def test_an_access_gate_tells_who_passed_who_was_refused_and_what_it_did_itself():
    lines = [
        event(0),
        event(23, pin="1002"),
        event(27, pin="0", card="cbca937e000104e0"),
        event(101, pin="1003"),
        event("27E", pin="1004", verify="0000000000000010"),
        event(200, pin="0"),
        event(206, pin=""),
        event(0, pin="0", card="no card"),
        "rubbish",
    ]
    got = zkteco.parse_rtlog("\r\n".join(lines).encode(), tz=ALMATY)
    assert [(r.credential, r.outcome, r.channel) for r in got.records] == [
        ("1001", Outcome.PASSED, Channel.FACE),
        ("1002", Outcome.REFUSED, Channel.FACE),
        ("card:CBCA937E000104E0", Outcome.REFUSED, Channel.FACE),
        ("1003", Outcome.ALARM, Channel.FACE),
        ("1004", Outcome.UNKNOWN, Channel.OTHER),
    ]
    assert (got.machine, faults(got)) == (2, [(8, Reason.BAD_PIN), (9, Reason.UNKNOWN_LINE)])


BIOMETRIC = [
    b"FP PIN=1001\tFID=6\tSize=1180\tValid=1\tTMP=" + TEMPLATE,
    b"FACE PIN=1001\tFID=0\tSIZE=900\tVALID=1\tTMP=" + TEMPLATE,
    b"BIODATA Pin=1001\tNo=0\tIndex=0\tType=8\tTmp=" + TEMPLATE,
    b"biophoto pin=1001\tfilename=1001.jpg\ttype=9\tsize=9\tcontent=" + TEMPLATE,
    b"USERPIC PIN=1001\tFileName=1001.jpg\tSize=9\tContent=" + TEMPLATE,
    b"templatev10 size=9\tpin=1001\tfingerid=5\ttemplate=" + TEMPLATE,
    b"1001\t2026-09-14 07:52:30\t0\t25\t0\tTmp=" + TEMPLATE,
    b"USER PIN=1001\tName=Erzhan\tPhoto=" + TEMPLATE,
]


@pytest.mark.parametrize("line", BIOMETRIC)
@pytest.mark.parametrize("wrapped", [False, True])
def test_no_template_gets_through_any_door(line, wrapped):
    # A wrapped template goes on in lines that carry no name of their own.
    body = line + (b"\n" + TEMPLATE[:80] if wrapped else b"")
    doors = [
        attlog(body),
        zkteco.parse_rtlog(body, tz=ALMATY),
        zkteco.parse_operlog(body, tz=ALMATY),
        zkteco.parse_tabledata(body, tablename="user", tz=ALMATY),
        zkteco.parse_tabledata(body, tablename="biodata", tz=ALMATY),
    ]
    assert [got.dropped for got in doors] == [1, 1, 1, 1, 1 + wrapped]
    assert not re.search("mspY|Erzhan|1001", repr(doors) + repr(zkteco.parse_options(body)))


def test_faults_show_the_shape_of_a_line_and_never_its_content():
    [fault] = zkteco.parse_operlog("USER Name=Ержан\tPasswd=4711\tCard=AB12".encode(), tz=ALMATY).faults
    assert fault == zkteco.Fault(1, Reason.BAD_PIN, "xxxx xxxx=xxxxx|xxxxxx=9999|xxxx=xx99")


def test_whole_biometric_tables_are_known_before_they_are_read():
    asked = {
        "ATTLOG": Table.ATTLOG, "rtlog": Table.RTLOG, "OPERLOG": Table.OPERLOG, "options": Table.OPTIONS,
        "ATTPHOTO": Table.BIOMETRIC, "BIODATA": Table.BIOMETRIC, "biometric": Table.BIOMETRIC,
        "ERRORLOG": Table.OTHER, "": Table.OTHER,
    }  # fmt: skip
    assert {table: zkteco.table_of({"table": table}) for table in asked} == asked
    by_name = {name: zkteco.table_of({"table": "tabledata", "tablename": name}) for name in ("user", "BioPhoto")}
    assert by_name == {"user": Table.TABLEDATA, "BioPhoto": Table.BIOMETRIC}


def test_too_much_is_refused_and_not_read():
    assert attlog(GOOD, limits=Limits(max_bytes=len(GOOD) - 1)) == Refused(Reason.TOO_MANY_BYTES)
    assert attlog(b"\n" * 9, limits=Limits(max_lines=5)) == Refused(Reason.TOO_MANY_LINES)
    assert zkteco.parse_operlog(b"\n" * 9, tz=ALMATY, limits=Limits(max_lines=5)) == Refused(Reason.TOO_MANY_LINES)


def test_tables_are_acknowledged_by_name_and_number():
    got = zkteco.parse_tabledata(b"user uid=1\tpin=1\nuser pin=2\tcardno=[00AB]", tablename="user", tz=ALMATY)
    assert [(user.pin, user.card) for user in got.users] == [("1", ""), ("2", "00AB")]
    said = [zkteco.tabledata_reply(tablename="user", count=count, got=got) for count in ("5", "", "-1", "x")]
    assert said == ["user=5", "user=2", "user=2", "user=2"]
    assert zkteco.tabledata_reply(tablename="a\r\nb", count="1", got=got) == "data=1"


noise = st.one_of(
    st.binary(max_size=200),
    st.text(alphabet="0123456789\t\r\n =:-PINtimeFPUSER\x00", max_size=120).map(str.encode),
    st.sampled_from([*BIOMETRIC, GOOD, b"OPLOG 4\t0\t2026-09-14 07:52:30", b"ID=1&Return=0"]),
)


@given(st.lists(noise, max_size=8).map(b"\n".join))
def test_no_bytes_raise_and_every_line_is_accounted_for(body):
    for got in (attlog(body), zkteco.parse_rtlog(body, tz=ALMATY)):
        assert got.lines == len(got.records) + len(got.faults) + got.dropped + got.machine
    for got in (
        zkteco.parse_operlog(body, tz=ALMATY),
        zkteco.parse_tabledata(body, tablename="user", tz=ALMATY),
    ):
        assert got.lines == len(got.users) + len(got.operations) + len(got.faults) + got.dropped
    assert isinstance(zkteco.parse_options(body), dict)
    assert isinstance(zkteco.parse_devicecmd(body), tuple)
    assert isinstance(zkteco.parse_info(body.decode("latin-1")), dict)


@given(st.lists(noise, max_size=6), st.data())
def test_a_good_line_is_never_lost_beside_bad_ones(lines, data):
    at = data.draw(st.integers(0, len(lines)))
    mixed = [*lines[:at], GOOD, *lines[at:]]
    got = attlog(b"\n".join(mixed))
    assert attlog(GOOD).records[0].key(serial="S") in {record.key(serial="S") for record in got.records}


ODD = ["1001", "A-1", "0", "", "x" * 25, "2026-13-01 07:52:11", "1960-01-01 00:00:00", "256", "-1", " 0", "x=1"]
COLUMNS = [
    ["1001", "A-1", "7"],
    ["2026-09-01 07:52:11", "2026-09-01T07:52:11"],
    ["0", "1", "255"],
    ["0", "25"],
    ["", "0", "12"],
    ["", "0\t0"],
]


@given(st.data())
def test_the_quick_reading_of_usual_lines_says_what_the_careful_one_says(data):
    lines = []
    for _ in range(data.draw(st.integers(1, 3))):
        width = data.draw(st.integers(2, 6))
        lines.append("\t".join(data.draw(st.sampled_from(column * 3 + ODD)) for column in COLUMNS[:width]))
    body = data.draw(st.sampled_from(["\r\n", "\n"])).join(lines).encode()
    careful = attlog(body + b"\nnot a line")  # one odd line, and all are read one by one
    quick = attlog(body)
    assert quick.records == careful.records
    assert (quick.faults, quick.lines) == (careful.faults[:-1], careful.lines - 1)
