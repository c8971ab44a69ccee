"""What a OneRoster zip says becomes records; whatever it says wrong is named by file, row and field."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator

import pytest
from django.utils import translation

from shanyraq.spine.exchange.drafts import Deed, Kind, Record, Ref
from shanyraq.spine.exchange.gateways.oneroster import is_oneroster, manifest_of, read_oneroster
from shanyraq.spine.exchange.tests.rosters import SAMPLES, SOUND, packed, roster

HERE = {"organisation": Ref("source", "S1")}
FIRST = dt.date(2026, 9, 1)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def wrong(records: list[Record], *, grave: bool = True) -> set[tuple[str, str, int, str, str]]:
    """(kind, file, row, field, entered) of every fault of that weight."""
    return {
        (str(each.kind), each.place.sheet, each.place.row, fault.field, fault.entered)
        for each in records
        for fault in each.faults
        if fault.grave is grave
    }


def test_a_sound_roster_becomes_these_records() -> None:
    found = list(read_oneroster(roster()))
    assert wrong(found) == wrong(found, grave=False) == set()
    assert [(each.kind, each.source_key, each.place.row) for each in found] == [
        (Kind.ORGANISATION, "S1", 2), (Kind.STAFF, "T1", 2), (Kind.GROUP, "C1", 2), (Kind.LOAD, "E3", 4),
        (Kind.PUPIL, "P1", 3), (Kind.GUARDIAN, "G1", 4),
    ]  # fmt: skip
    organisation, teacher, group, load, pupil, guardian = (dict(each.values) for each in found)
    assert (organisation["bin"], organisation["kind"], organisation["name_kk"]) == (
        "250340000289",
        "school",
        "№28 лицей",
    )
    assert teacher == HERE | {"family": "Тілеуов", "given": "Болат", "position": "teacher", "valid_from": FIRST}
    assert group == HERE | {"grade": 7, "letter": "Ә", "school_year": 2026, "class_teacher": Ref("source", "T1")}
    assert load == HERE | {
        "teacher": Ref("source", "T1"), "group": Ref("source", "C1"), "subject": "algebra", "valid_from": FIRST,
    }  # fmt: skip
    assert pupil == HERE | {
        "iin": "130417500016", "family": "Сейтқали", "given": "Ержан", "birth_date": dt.date(2013, 4, 17), "sex": "m",
        "group": Ref("source", "C1"), "valid_from": FIRST,
    }  # fmt: skip
    assert guardian == HERE | {
        "family": "Сейтқали", "given": "Дана", "phone": "+77011234567", "birth_date": dt.date(1985, 5, 1), "sex": "f",
        "child": Ref("source", "P1"), "relation": "mother",
    }  # fmt: skip


def test_1_1_tells_roles_in_users() -> None:
    users = (
        "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName,agentSourcedIds\n"
        "T1,true,S1,teacher,bolat,Болат,Тілеуов,\nP1,true,S1,student,erzhan,Ержан,Сейтқали,G1\n"
        "G1,true,S1,parent,dana,Дана,Сейтқали,\n"
    )
    found = list(read_oneroster(roster(version="1.1", users=users, roles="")))
    assert wrong(found) == set()
    assert [(each.kind, each.source_key) for each in found] == [
        (Kind.ORGANISATION, "S1"), (Kind.STAFF, "T1"), (Kind.GROUP, "C1"), (Kind.LOAD, "E3"), (Kind.PUPIL, "P1"),
        (Kind.GUARDIAN, "G1"),
    ]  # fmt: skip


def test_columns_come_in_any_order_with_a_mark_at_the_beginning_and_words_nobody_knows() -> None:
    orgs = "\ufefftype,sourcedId,NAME,colour,identifier,metadata.other.thing\nschool,S1,Лицей,blue,250340000289,x\n"
    first = next(read_oneroster(roster(orgs=orgs)))
    assert (first.values["name_kk"], first.raw["colour"], first.raw["metadata.other.thing"]) == ("Лицей", "blue", "x")
    assert [(each.field, each.grave) for each in first.faults] == [("orgs.csv: colour", False), ("orgs.csv", False)]


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("users", "Ержан,Сейтқали", ",Сейтқали", ("pupil", "users.csv", 3, "givenName", "")),
        ("demographics", "2013-04-17", "17/04/2013", ("pupil", "users.csv", 3, "birthDate", "17/04/2013")),
        ("demographics", "2013-04-17", "2013-02-30", ("pupil", "users.csv", 3, "birthDate", "2013-02-30")),
        ("demographics", ",male", ",boy", ("pupil", "users.csv", 3, "sex", "boy")),
        ("roles", "student,,,S1", "student,,,S9", ("pupil", "users.csv", 3, "orgSourcedId", "S9")),
        ("roles", "parent", "uncle", ("staff", "roles.csv", 4, "role", "uncle")),
        ("roles", "R3,G1", "R3,G9", ("staff", "roles.csv", 4, "userSourcedId", "G9")),
        ("roles", ",teacher,", ",proctor,", ("staff", "users.csv", 2, "role", "proctor")),
        ("roles", "R2,P1,primary,student,,,S1\n", "", ("staff", "users.csv", 3, "role", "")),
        ("roles", "R2,P1", "R2,T1", ("staff", "users.csv", 3, "role", "")),
        ("roles", "student", "teacher", ("pupil", "enrollments.csv", 2, "role", "student")),
        ("classes", ",07,K1,Ә", ",07 08,K1,Ә", ("group", "classes.csv", 2, "grades", "07 08")),
        ("classes", "homeroom", "club", ("group", "classes.csv", 2, "classType", "club")),
        ("classes", "7 «Ә»,07,K1,Ә", "Бірінші,07,K1,", ("group", "classes.csv", 2, "classCode", "")),
        ("classes", "homeroom,S1,Y1", "homeroom,S1,Y9", ("group", "classes.csv", 2, "termSourcedIds", "Y9")),
        ("enrollments", "E1,C1", "E1,C9", ("pupil", "enrollments.csv", 2, "classSourcedId", "C9")),
        ("enrollments", "E1,C1,S1,P1", "E1,C1,S1,P9", ("pupil", "enrollments.csv", 2, "userSourcedId", "P9")),
        ("enrollments", "E3,C2", "E3,C9", ("load", "enrollments.csv", 4, "classSourcedId", "C9")),
        ("enrollments", "E3,C2,S1,T1", "E3,C2,S1,T9", ("load", "enrollments.csv", 4, "userSourcedId", "T9")),
        ("enrollments", "E2,C2,S1,P1,student,,,\n", "", ("load", "enrollments.csv", 3, "title", "Алгебра")),
        ("users", "P1,true,erzhan,{iin:130417500016},Ержан,Сейтқали,,,,G1", "P1,true,e,,Ержан,Сейтқали,,,,",
         ("guardian", "users.csv", 4, "agentSourcedIds", "")),
        ("users", "T1,true,bolat", "P1,true,bolat", ("pupil", "users.csv", 3, "sourcedId", "P1")),
        ("demographics", "G1,", "Z1,", ("pupil", "demographics.csv", 3, "sourcedId", "Z1")),
        ("academicSessions", "2027-08-31", "soon", ("group", "academicSessions.csv", 2, "endDate", "soon")),
        ("orgs", "250340000289", "250340000288", ("organisation", "orgs.csv", 2, "bin", "250340000288")),
        ("users", "{iin:130417500016}", "{iin:130417500017}", ("pupil", "users.csv", 3, "iin", "130417500017")),
        ("demographics", "2013-04-17", "2113-04-17", ("pupil", "users.csv", 3, "birth_date", "17.04.2113")),
        ("orgs", "school", "zoo", ("organisation", "orgs.csv", 2, "type", "zoo")),
        ("users", "Сейтқали,,,,G1", "С" * 61 + ",,,,G1", ("pupil", "users.csv", 3, "familyName", "С" * 61)),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_by_file_row_and_field(
    name: str, old: str, new: str, expected: tuple[str, str, int, str, str]
) -> None:
    assert old in SOUND[name]
    found = list(read_oneroster(roster(**{name: SOUND[name].replace(old, new, 1)})))
    assert expected in wrong(found)
    assert all(str(fault.message) for each in found for fault in each.faults)


def test_a_bad_row_stops_no_good_one() -> None:
    users = SOUND["users"] + "".join(f"X{at},true,x,,,,,,,\n" for at in range(20))
    roles = SOUND["roles"] + "".join(f"RX{at},X{at},primary,student,,,S1\n" for at in range(20))
    found = list(read_oneroster(roster(users=users, roles=roles)))
    sound = [each for each in found if not any(fault.grave for fault in each.faults)]
    assert len(found) == 26
    assert [each.source_key for each in sound] == ["S1", "T1", "C1", "E3", "P1", "G1"]


def test_a_subject_nobody_knows_is_taken_as_an_elective_course_and_said() -> None:
    courses = SOUND["courses"].replace("Алгебра", "Crime Fighting")
    classes = SOUND["classes"].replace("C2,Алгебра", "C2,Basic Detection")
    found = list(read_oneroster(roster(courses=courses, classes=classes)))
    [load] = [each for each in found if each.kind is Kind.LOAD]
    assert load.values["subject"] == "elective"
    assert [(each.field, each.grave) for each in load.faults] == [("subjectCodes", False)]
    assert "Crime Fighting" in str(load.faults[0].message)


def test_a_file_of_changes_points_at_what_it_does_not_repeat_and_removes() -> None:
    users = (
        "sourcedId,status,dateLastModified,enabledUser,givenName,familyName\n"
        "P1,tobedeleted,2026-11-20T08:00:00Z,true,Ержан,Сейтқали\n"
    )
    roles = SOUND["roles"].splitlines()[0] + "\nR2,P1,primary,student,,,S1\n"
    enrollments = SOUND["enrollments"].splitlines()[0] + "\nE9,C7,S1,P7,student,,2026-11-20,\n"
    absent = dict.fromkeys(("orgs", "academicSessions", "courses", "classes", "demographics"), "")
    found = list(read_oneroster(roster(mode="delta", users=users, roles=roles, enrollments=enrollments, **absent)))
    assert wrong(found) == set()
    assert [(each.kind, each.source_key, each.deed) for each in found] == [
        (Kind.PUPIL, "P1", Deed.REMOVED), (Kind.PUPIL, "P7", Deed.STANDS),
    ]  # fmt: skip
    assert dict(found[1].values) == HERE | {"group": Ref("source", "C7")}


def test_a_pupil_in_two_homerooms_is_asked_about_and_an_ended_stay_is_not() -> None:
    classes = SOUND["classes"] + "C3,7 «Б»,07,K1,Б,homeroom,S1,Y1\n"
    twice = SOUND["enrollments"] + "E5,C3,S1,P1,student,,2026-10-01,\n"
    ended = twice.replace("E1,C1,S1,P1,student,,2026-09-01,", "E1,C1,S1,P1,student,,2026-09-01,2026-09-30")
    assert wrong(list(read_oneroster(roster(classes=classes, enrollments=twice)))) == {
        ("load", "enrollments.csv", 4, "title", "Алгебра"), ("pupil", "users.csv", 3, "classSourcedId", "C1"),
    }  # fmt: skip
    found = list(read_oneroster(roster(classes=classes, enrollments=ended)))
    [pupil] = [each for each in found if each.kind is Kind.PUPIL]
    assert (wrong(found), pupil.values["group"], pupil.values["valid_from"]) == (
        set(), Ref("source", "C3"), dt.date(2026, 10, 1),
    )  # fmt: skip


def test_passwords_are_never_read() -> None:
    users = SOUND["users"].replace("agentSourcedIds\n", "agentSourcedIds,password\n").replace(",G1\n", ",G1,hunter2\n")
    assert "hunter2" not in repr(list(read_oneroster(roster(users=users))))


def test_a_file_that_is_not_of_the_register_is_skipped_with_a_word() -> None:
    out = roster()
    members = {"resources.csv": "sourcedId\nx\n", "photo.jpg": b"\xff\xd8"}
    box = io.BytesIO(out.getvalue())
    with zipfile.ZipFile(box, "a") as more:
        for name, text in members.items():
            more.writestr(name, text)
    first = next(read_oneroster(box))
    assert [(each.field, each.grave) for each in first.faults] == [("resources.csv", False), ("photo.jpg", False)]


def test_what_is_no_roster_is_known_at_once() -> None:
    assert is_oneroster(roster())
    assert not is_oneroster(packed({"xl/workbook.xml": "<x/>"}))
    assert not is_oneroster(io.BytesIO(b"a;b\n1;2\n"))
    assert manifest_of(roster(version="1.1")).version == "1.1"


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample rosters are not here")
@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("oneroster_test_data.zip", {("organisation", "orgs.csv", 2, "identifier", "")}),
        ("Test_minimal_data_set.zip", {
            ("organisation", "orgs.csv", 2, "type", "department"),
            ("group", "classes.csv", 3, "grades", ""), ("group", "classes.csv", 3, "classCode", ""),
            ("pupil", "users.csv", 3, "classSourcedId", ""), ("pupil", "users.csv", 7, "classSourcedId", ""),
            ("pupil", "enrollments.csv", 3, "role", "student"), ("pupil", "enrollments.csv", 6, "role", "student"),
            ("guardian", "users.csv", 4, "agentSourcedIds", ""),
        }),
        ("Test_full_data_set.zip", {
            ("organisation", "orgs.csv", 2, "type", "department"),
            ("pupil", "users.csv", 3, "classSourcedId", ""), ("pupil", "users.csv", 7, "classSourcedId", ""),
            ("pupil", "enrollments.csv", 3, "role", "student"), ("pupil", "enrollments.csv", 6, "role", "student"),
            ("guardian", "users.csv", 4, "role", "parent"),
        }),
        ("v1p2_full_dataset.zip", {
            ("organisation", "orgs.csv", 2, "type", "department"),
            ("staff", "users.csv", 4, "role", "siteAdministrator"),
            ("pupil", "users.csv", 3, "classSourcedId", ""), ("pupil", "users.csv", 7, "classSourcedId", ""),
            ("pupil", "enrollments.csv", 3, "role", "student"), ("pupil", "enrollments.csv", 6, "role", "student"),
        }),
    ],
)  # fmt: skip
def test_the_samples_are_read_with_every_fault_named(
    sample: str, expected: set[tuple[str, str, int, str, str]]
) -> None:
    with (SAMPLES / sample).open("rb") as file:
        found = list(read_oneroster(file))
    assert wrong(found) == expected
    order = list(Kind)
    assert [each.kind for each in found] == sorted((each.kind for each in found), key=order.index)
