"""What a terminal is told: to keep templates to itself, and what to do; and what it may not smuggle in."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.campus.gates.gateways import zkteco
from shanyraq.campus.gates.gateways.zkteco import Family, Reason, Refused, Stamps
from shanyraq.campus.gates.gateways.zkteco.routes import PATTERN

ALMATY = ZoneInfo("Asia/Almaty")
NOW = dt.datetime(2026, 9, 14, 7, 52, 30, tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("serial", "taken"),
    [
        ("JJA1254800833", True), ("PG28-0001", True), ("abc", False), ("A" * 41, False), ("", False),
        ("A1254800833\nStamp=1", False), ("A1254800833\n", True), ("../etc/passwd", False),
        ("ЖЖА1254800833", False),
    ],
)  # fmt: skip
def test_a_serial_is_safe_to_keep_and_to_send_back(serial, taken):
    said = zkteco.serial_of({"SN": serial})
    assert said == (serial.strip() if taken else Refused(Reason.BAD_SERIAL))


@pytest.mark.parametrize(
    ("query", "family"),
    [
        ({"DeviceType": "acc"}, Family.ACCESS),
        ({"devicetype": "ACC"}, Family.ACCESS),
        ({"DeviceType": "att"}, Family.ATTENDANCE),
        ({"pushver": "3.1.2"}, Family.ATTENDANCE),
    ],
)
def test_only_the_device_type_tells_the_family(query, family):
    hello = zkteco.parse_handshake({"SN": "JJA1254800833"} | query)
    assert hello.family is family


def test_a_silent_terminal_is_what_it_was_before():
    said = {"sn": "JJA1254800833"}
    assert zkteco.parse_handshake(said, known=Family.ACCESS).family is Family.ACCESS
    assert zkteco.parse_handshake({}) == Refused(Reason.BAD_SERIAL)


@pytest.mark.parametrize(
    ("version", "flags"),
    [("2.0.33S-2021", "1100000000"), ("2.4.1", "TransData AttLog\tOpLog"), ("", "1100000000")],
)
def test_an_attendance_terminal_is_told_to_keep_templates_and_photos(version, flags):
    hello = zkteco.parse_handshake({"SN": "JJA1254800833", "pushver": version})
    reply = zkteco.handshake_reply(hello, stamps=Stamps(attlog=41, operlog=7), now=NOW)
    first, *rest = reply.splitlines()
    told = dict(line.split("=", 1) for line in rest)
    assert first == "GET OPTION FROM: JJA1254800833"
    assert told["TransFlag"] == flags
    assert set(told["MultiBioDataSupport"] + told["MultiBioPhotoSupport"]) == {"0", ":"}
    assert (told["Stamp"], told["ATTLOGStamp"], told["OpStamp"], told["TimeZone"]) == ("41", "41", "7", "5")


def test_a_zone_with_a_fraction_is_told_in_minutes():
    hello = zkteco.parse_handshake({"SN": "JJA1254800833"})
    delhi = NOW.astimezone(dt.timezone(dt.timedelta(hours=5, minutes=30)))
    assert "TimeZone=330\n" in zkteco.handshake_reply(hello, stamps=Stamps(), now=delhi)


def test_an_access_terminal_is_answered_as_registered():
    hello = zkteco.parse_handshake({"SN": "VGU6251500098", "DeviceType": "acc"})
    code = zkteco.registry_code(hello.serial, secret=b"s")
    reply = zkteco.handshake_reply(hello, stamps=Stamps(), now=NOW, code=code, session="S1")
    assert reply.startswith(f"registry=ok\r\nRegistryCode={code}\r\n")
    assert "\r\nTransTables=User Transaction\r\n" in reply
    assert "SessionID=S1\r\n" in reply
    assert re.fullmatch("[0-9a-f]{32}", code)
    assert code != zkteco.registry_code(hello.serial, secret=b"t")
    assert zkteco.registry_reply(code=code) == f"RegistryCode={code}"
    assert zkteco.rtdata_reply(now=NOW).endswith(",ServerTZ=+0500")


@pytest.mark.parametrize(
    ("command", "attendance", "access"),
    [
        (zkteco.DeleteUser("7"), "C:3:DATA DELETE USERINFO PIN=7", "C:3:DATA DELETE user Pin=7"),
        (zkteco.DeleteTemplates("7"), "C:3:DATA DELETE BIODATA Pin=7", "C:3:DATA DELETE biodata Pin=7"),
        (
            zkteco.QueryUsers(),
            "C:3:DATA QUERY USERINFO",
            "C:3:DATA QUERY tablename=user,fielddesc=*,filter=*",
        ),
        (zkteco.Reboot(), "C:3:REBOOT", "C:3:CONTROL DEVICE 03000000"),
        (zkteco.SetTime(NOW), "C:3:SET OPTIONS DateTime=858239550", "C:3:SET OPTIONS DateTime=858239550"),
    ],
)
def test_commands_are_spelled_for_each_family(command, attendance, access):
    said = [zkteco.command_line(3, command, family=family) for family in Family]
    assert said == [attendance, access]


def test_a_command_cannot_be_smuggled_into_another():
    with pytest.raises(ValueError, match="PIN"):
        zkteco.command_line(3, zkteco.DeleteUser("7\nC:4:REBOOT"), family=Family.ATTENDANCE)
    with pytest.raises(ValueError, match="number"):
        zkteco.command_line(0, zkteco.Reboot(), family=Family.ATTENDANCE)


@given(st.integers(0, 3_000_000_000))
def test_packed_time_comes_back(seconds):
    moment = dt.datetime(2000, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
    assert zkteco.unpack_time(zkteco.pack_time(moment), tz=dt.UTC) == moment


def test_results_are_read_and_rubbish_is_passed_over():
    body = b"ID=3&Return=0&CMD=DATA\r\nID=4&Return=-2&CMD=RE<b>BOOT\nrubbish\nID=x&Return=0\nID=5&Return=\n"
    got = [(result.id, result.done, result.command) for result in zkteco.parse_devicecmd(body)]
    assert got == [(3, True, "DATA"), (4, False, "REbBOOT")]


def test_terminals_knock_at_these_doors():
    knocks = ["iclock/cdata", "iclock/iclock/cdata", "iclock/getrequest.aspx", "iclock/devicecmd/"]
    assert [PATTERN.match(knock)["verb"] for knock in knocks] == ["cdata", "cdata", "getrequest", "devicecmd"]
    strays = ["cdata", "iclock/iclock/iclock/cdata", "iclock/other", "iclock/cdata/x"]
    assert [stray for stray in strays if PATTERN.match(stray)] == []


def test_a_polling_terminal_tells_its_state():
    assert zkteco.parse_info("Ver 8.0.1,120,3,4567,10.0.0.5,10") == {
        "firmware": "Ver 8.0.1", "users": "120", "fingers": "3", "passages": "4567", "address": "10.0.0.5",
    }  # fmt: skip


def test_a_stamp_is_a_number_small_enough_for_old_firmware():
    said = [zkteco.stamp_of({"Stamp": text}) for text in ("9999", "None", "", "99999999999", "-1", "1\n2")]
    assert said == [9999, None, None, None, None, None]
