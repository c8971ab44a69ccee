"""FET files: nothing is lost between reading and writing, what is not held is named, hostile files are refused."""

import io
import os
from pathlib import Path

import pytest

from shanyraq.learning.timetable.gateways.fet.converting import convert
from shanyraq.learning.timetable.gateways.fet.file import Node, Unreadable, read_fet, write_fet
from shanyraq.learning.timetable.rules.problem import BondKind, LimitKind, Lock

SHARED = Path(os.environ.get("SHANYRAQ_SHARED") or Path(__file__).resolve().parents[5].parent / "shared")
FILES = sorted((SHARED / "data" / "timetabling").glob("*.fet"))

SMALL = """<?xml version="1.0" encoding="UTF-8"?>
<fet version="6.0.0">
<Institution_Name>№ 28 мектеп &amp; лицей</Institution_Name>
<Days_List><Number_of_Days>2</Number_of_Days><Day><Name>Дс</Name></Day><Day><Name>Сс</Name></Day></Days_List>
<Hours_List><Number_of_Hours>3</Number_of_Hours>
<Hour><Name>1</Name></Hour><Hour><Name>2</Name></Hour><Hour><Name>3</Name></Hour></Hours_List>
<Subjects_List><Subject><Name>Алгебра</Name><Comments></Comments></Subject></Subjects_List>
<Teachers_List><Teacher><Name>Болат</Name></Teacher></Teachers_List>
<Students_List><Year><Name>7А</Name><Number_of_Students>24</Number_of_Students>
<Group><Name>7А қыздар</Name><Number_of_Students>12</Number_of_Students></Group>
<Group><Name>7А ұлдар</Name><Number_of_Students>12</Number_of_Students></Group></Year></Students_List>
<Activities_List>%(activities)s</Activities_List>
<Buildings_List></Buildings_List>
<Rooms_List><Room><Name>101</Name><Capacity>30</Capacity></Room></Rooms_List>
<Time_Constraints_List>%(times)s</Time_Constraints_List>
<Space_Constraints_List></Space_Constraints_List>
</fet>"""
ACTIVITY = (
    "<Activity><Teacher>Болат</Teacher><Subject>Алгебра</Subject><Students>7А</Students><Duration>{duration}</Duration>"
    "<Total_Duration>2</Total_Duration><Id>{id}</Id><Activity_Group_Id>1</Activity_Group_Id><Active>true</Active>"
    "</Activity>"
)


def read(text: str) -> Node:
    return read_fet(io.BytesIO(text.encode()))


def school(*constraints: tuple[str, str]) -> Node:
    rows = "".join(
        f"<Constraint{kind}><Weight_Percentage>100</Weight_Percentage>{body}<Active>true</Active></Constraint{kind}>"
        for kind, body in constraints
    )
    activities = ACTIVITY.format(id=1, duration=1) + ACTIVITY.format(id=2, duration=2)
    return read(SMALL % {"activities": activities, "times": rows})


def test_what_is_read_is_written_back_equal() -> None:
    root = school(
        ("TeacherMaxGapsPerWeek", "<Teacher_Name>Болат</Teacher_Name><Max_Gaps>1</Max_Gaps>"), ("Unheard", "")
    )
    assert read_fet(io.BytesIO(write_fet(root))) == root
    assert root.get("Institution_Name") == "№ 28 мектеп & лицей"


def test_constraints_become_the_problems_own_words() -> None:
    hour = "<Not_Available_Time><Day>Сс</Day><Hour>3</Hour></Not_Available_Time>"
    pair = "<Number_of_Activities>2</Number_of_Activities><Activity_Id>1</Activity_Id><Activity_Id>2</Activity_Id>"
    found = convert(
        school(
            ("TeacherNotAvailableTimes", f"<Teacher>Болат</Teacher>{hour}"),
            ("StudentsSetNotAvailableTimes", f"<Students>7А ұлдар</Students>{hour}"),
            ("MinDaysBetweenActivities", f"{pair}<MinDays>1</MinDays>"),
            ("TeacherMaxGapsPerWeek", "<Teacher_Name>Болат</Teacher_Name><Max_Gaps>1</Max_Gaps>"),
            ("ActivityPreferredStartingTime",
             "<Activity_Id>1</Activity_Id><Preferred_Day>Сс</Preferred_Day><Preferred_Hour>2</Preferred_Hour>"),
        )
    )  # fmt: skip
    problem = found.problem
    assert found.unsupported == ()
    assert problem.teachers[0].unavailable == {5}
    assert {group.name for group in problem.groups if group.slots is not None} == {"7А", "7А ұлдар"}
    assert [(bond.kind, bond.activities, bond.weight) for bond in problem.bonds] == [
        (BondKind.SPREAD, ("1", "2"), None)
    ]
    assert [(limit.kind, limit.who, limit.number) for limit in problem.limits] == [
        (LimitKind.WINDOWS_WEEK, "teacher Болат", 1)
    ]
    assert problem.locks == (Lock("1", 4),)


def test_a_kind_nobody_here_knows_is_named_with_its_number() -> None:
    found = convert(school(("ActivitiesMaxSimultaneous", ""), ("ActivitiesMaxSimultaneous", ""), ("Unheard", "")))
    assert found.unsupported == (("ConstraintActivitiesMaxSimultaneous", 2), ("ConstraintUnheard", 1))


@pytest.mark.parametrize(
    "hostile",
    [
        '<!DOCTYPE fet [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><fet>&b;</fet>',
        '<!DOCTYPE fet SYSTEM "file:///etc/passwd"><fet></fet>',
        "<html></html>",
        "<fet><Days_List>",
        "<fet>" + "<a>" * 40 + "</a>" * 40 + "</fet>",
    ],
    ids=["laughs", "a file from here", "another root", "half a file", "too deep"],
)
def test_hostile_files_are_refused(hostile: str) -> None:
    with pytest.raises(Unreadable):
        read(hostile)


@pytest.mark.skipif(not FILES, reason="the schools' own FET files are not on this machine")
@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_schools_own_files_are_read_whole(path: Path) -> None:
    with path.open("rb") as stream:
        root = read_fet(stream)
    assert read_fet(io.BytesIO(write_fet(root))) == root
    found = convert(root)
    active = sum(node.get("Active") != "false" for node in root.all("Activities_List", "Activity"))
    assert len(found.problem.activities) == active > 0
    assert set(found.unsupported) <= {("ConstraintThreeActivitiesGrouped", 1)}
