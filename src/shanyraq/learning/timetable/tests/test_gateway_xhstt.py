"""XHSTT: each kind of constraint costs what the archive says, and so do the archive's own solutions."""

import io
import os
import time
from pathlib import Path

import pytest

from shanyraq.learning.timetable.gateways.cpsat.climbing import Budget
from shanyraq.learning.timetable.gateways.xhstt.instance import Bounds, CostFunction, Instance, Piece
from shanyraq.learning.timetable.gateways.xhstt.judging import judge
from shanyraq.learning.timetable.gateways.xhstt.reading import Unreadable, read_archive
from shanyraq.learning.timetable.gateways.xhstt.search import solve

SHARED = Path(os.environ.get("SHANYRAQ_SHARED") or Path(__file__).resolve().parents[5].parent / "shared")
BEST = {"BR-SM-00": 51, "BR-SN-00": 35, "FI-MP-06": 77, "IT-I4-96": 27, "NL-KP-03": 199}

TIMES = "".join(
    f'<Time Id="{day}{hour}"><Name/><Day Reference="{day}"/></Time>' for day in ("Mo", "Tu") for hour in (1, 2, 3)
)
ARCHIVE = """<HighSchoolTimetableArchive><Instances><Instance Id="Tiny"><MetaData><Name>Tiny</Name></MetaData>
<Times><TimeGroups><Day Id="Mo"><Name/></Day><Day Id="Tu"><Name/></Day></TimeGroups>%(times)s</Times>
<Resources><ResourceTypes><ResourceType Id="Teacher"/><ResourceType Id="Room"/></ResourceTypes>
<ResourceGroups><ResourceGroup Id="All"/></ResourceGroups>
<Resource Id="Bolat"><ResourceType Reference="Teacher"/>
<ResourceGroups><ResourceGroup Reference="All"/></ResourceGroups></Resource>
<Resource Id="R1"><ResourceType Reference="Room"/></Resource>
<Resource Id="R2"><ResourceType Reference="Room"/></Resource></Resources>
<Events><EventGroups><EventGroup Id="Maths"/></EventGroups>%(events)s</Events>
<Constraints>%(constraint)s</Constraints></Instance></Instances></HighSchoolTimetableArchive>"""
EVENT = """<Event Id="{0}"><Duration>2</Duration><Resources>
<Resource Reference="Bolat"><Role>Teacher</Role><ResourceType Reference="Teacher"/></Resource>
<Resource><Role>Room</Role><ResourceType Reference="Room"/></Resource></Resources>
<EventGroups><EventGroup Reference="Maths"/></EventGroups></Event>"""
EVENTS = "<AppliesTo><EventGroups><EventGroup Reference='Maths'/></EventGroups></AppliesTo>"
PEOPLE = "<AppliesTo><ResourceGroups><ResourceGroup Reference='All'/></ResourceGroups></AppliesTo>"
DAYS = "<TimeGroups><TimeGroup Reference='Mo'/><TimeGroup Reference='Tu'/></TimeGroups>"
SPANS = "".join(
    f"<TimeGroup Reference='{d}'><Minimum>1</Minimum><Maximum>1</Maximum></TimeGroup>" for d in ("Mo", "Tu")
)


def bounds(low: int, high: int) -> str:
    return f"<Minimum>{low}</Minimum><Maximum>{high}</Maximum>"


def tiny(kind: str, body: str, *, function: str = "Linear", required: bool = False) -> Instance:
    head = (
        f"<Name/><Required>{str(required).lower()}</Required><Weight>10</Weight><CostFunction>{function}</CostFunction>"
    )
    constraint = f'<{kind}Constraint Id="c">{head}{body}</{kind}Constraint>'
    events = EVENT.format("A") + EVENT.format("B")
    text = ARCHIVE % {"times": TIMES, "events": events, "constraint": constraint}
    ((instance, _solutions),) = read_archive(io.BytesIO(text.encode()))
    return instance


def pieces(*rows: tuple) -> tuple[Piece, ...]:
    """(event, duration, time, room): times 0-2 are Monday's, 3-5 Tuesday's."""
    return tuple(Piece(e, d, t, {"Room": room[0]} if room else {}) for e, d, t, *room in rows)


@pytest.mark.parametrize(
    ("kind", "body", "rows", "deviation"),
    [
        ("AssignTime", EVENTS, [("A", 2, None), ("B", 2, 0)], 2),
        ("AssignTime", EVENTS, [("A", 1, 3), ("B", 2, 0)], 1),  # what a solution forgets stands nowhere
        ("AssignResource", f"{EVENTS}<Role>Room</Role>", [("A", 2, 0, "R1"), ("B", 2, 3)], 2),
        ("PreferResources", f"{EVENTS}<Resources><Resource Reference='R1'/></Resources><Role>Room</Role>",
         [("A", 2, 0, "R2"), ("B", 2, 3)], 2),
        ("AvoidSplitAssignments", f"{EVENTS}<Role>Room</Role>", [("A", 2, 0, "R1"), ("B", 2, 3, "R2")], 1),
        ("PreferTimes", f"{EVENTS}<Times><Time Reference='Mo1'/></Times>", [("A", 2, 0), ("B", 2, 3)], 2),
        ("PreferTimes", f"{EVENTS}<Times><Time Reference='Mo1'/></Times><Duration>1</Duration>",
         [("A", 2, 3), ("B", 1, 0), ("B", 1, 4)], 1),
        ("SplitEvents", f"{EVENTS}<MinimumDuration>2</MinimumDuration><MaximumDuration>2</MaximumDuration>"
         "<MinimumAmount>1</MinimumAmount><MaximumAmount>1</MaximumAmount>",
         [("A", 2, 0), ("B", 1, 3), ("B", 1, 5)], 3),
        ("DistributeSplitEvents", f"{EVENTS}<Duration>1</Duration>{bounds(0, 1)}",
         [("A", 2, 0), ("B", 1, 3), ("B", 1, 5)], 1),
        ("SpreadEvents", f"{EVENTS}<TimeGroups>{SPANS}</TimeGroups>", [("A", 2, 0), ("B", 1, 2), ("B", 1, 1)], 3),
        ("LinkEvents", EVENTS, [("A", 2, 0), ("B", 2, 1)], 2),
        ("OrderEvents", "<AppliesTo><EventPairs><EventPair><FirstEvent Reference='A'/><SecondEvent Reference='B'/>"
         "<MinSeparation>2</MinSeparation></EventPair></EventPairs></AppliesTo>", [("A", 2, 0), ("B", 2, 3)], 1),
        ("AvoidClashes", PEOPLE, [("A", 2, 0), ("B", 2, 1)], 1),
        ("AvoidUnavailableTimes", f"{PEOPLE}<Times><Time Reference='Mo1'/><Time Reference='Tu1'/></Times>",
         [("A", 2, 0), ("B", 2, 4)], 1),
        ("LimitIdleTimes", f"{PEOPLE}{DAYS}{bounds(0, 0)}", [("A", 1, 0), ("A", 1, 2), ("B", 2, 3)], 1),
        ("ClusterBusyTimes", f"{PEOPLE}{DAYS}{bounds(0, 1)}", [("A", 2, 0), ("B", 2, 3)], 1),
        ("LimitBusyTimes", f"{PEOPLE}{DAYS}{bounds(3, 3)}", [("A", 2, 0), ("B", 2, None)], 1),
        ("LimitWorkload", f"{PEOPLE}{bounds(0, 3)}", [("A", 2, 0), ("B", 2, 3)], 1),
    ],
)  # fmt: skip
def test_each_kind_costs_its_deviation(kind: str, body: str, rows: list[tuple], deviation: int) -> None:
    for function, cost in (("Linear", deviation), ("Quadratic", deviation**2), ("Step", 1)):
        judged = judge(tiny(kind, body, function=function), pieces(*rows))
        by_point = [row.constraint.function.of(row.deviation) for row in judged.costs]
        if len(by_point) == 1:  # one point of application: the function is of its whole deviation
            assert (judged.hard, judged.soft) == (0, 10 * cost)
        assert sum(row.deviation for row in judged.costs) == deviation
    assert judge(tiny(kind, body, required=True), pieces(*rows)).hard == 10 * deviation


def test_a_kind_nobody_here_knows_is_named() -> None:
    assert tiny("Unheard", EVENTS).unknown == ("UnheardConstraint",)


def test_bounds_and_cost_functions() -> None:
    assert [Bounds(2, 4).miss(number) for number in (0, 2, 4, 7)] == [2, 0, 0, 3]
    assert [function.of(3) for function in CostFunction] == [3, 9, 1]


def test_the_search_finds_what_costs_nothing_and_gives_rooms() -> None:
    instance = tiny("SpreadEvents", f"{EVENTS}<TimeGroups>{SPANS}</TimeGroups>", required=True)
    reached = solve(instance, Budget(10.0, clock=time.monotonic, rounds=2))
    judged = judge(instance, reached.pieces)
    assert (judged.hard, judged.soft, reached.left_aside) == (0, 0, ())
    assert all(piece.resources.get("Room") for piece in reached.pieces)


@pytest.mark.parametrize(
    "hostile", [b"<HighSchoolTimetableArchive>", b"<fet/>", b"\x1f\x8bnot gzip", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>']
)
def test_hostile_files_are_refused(hostile: bytes) -> None:
    with pytest.raises(Unreadable):
        read_archive(io.BytesIO(hostile))


@pytest.mark.parametrize("name", BEST)
def test_the_archives_own_solutions_cost_what_their_authors_say(name: str) -> None:
    path = SHARED / "data" / "timetabling" / f"xhstt-2014__{name}.xml.gz"
    if not path.exists():
        pytest.skip("the archive's instances are not on this machine")
    with path.open("rb") as stream:
        ((instance, solutions),) = read_archive(stream)
    judged = [judge(instance, solution.pieces) for solution in solutions]
    assert instance.unknown == ()
    assert min((row.hard, row.soft) for row in judged) == (0, BEST[name])
    for row, solution in zip(judged, solutions, strict=True):
        if solution.reported:
            assert (row.hard, row.soft) == (solution.reported.hard, solution.reported.soft)
