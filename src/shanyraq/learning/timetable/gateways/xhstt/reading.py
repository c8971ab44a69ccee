"""Reads XHSTT. The file comes from outside: entities and document types are refused, and what it weighs is limited."""

import gzip
import io
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element  # only as a type; parsing is defusedxml's

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, parse

from shanyraq.learning.timetable.gateways.xhstt.constraints import read_constraints
from shanyraq.learning.timetable.gateways.xhstt.instance import (
    Event,
    EventResource,
    Instance,
    Piece,
    Reported,
    Solution,
)

HEAVIEST = 64 * 1024 * 1024  # bytes of unpacked XML; the archive's heaviest single instance is a fifth of it


class Unreadable(ValueError):
    """The file is not XHSTT, or is not safe to read."""


def unpacked(stream: BinaryIO, heaviest: int = HEAVIEST) -> bytes:
    """The file's bytes, unpacked where it is gzip. Raises Unreadable where they are too many."""
    start = stream.read(2)
    rest = io.BytesIO(start + stream.read(heaviest))
    try:
        data = gzip.GzipFile(fileobj=rest).read(heaviest + 1) if start == b"\x1f\x8b" else rest.getvalue()
    except (OSError, EOFError) as error:
        raise Unreadable("not a whole gzip file") from error
    if len(data) > heaviest:
        raise Unreadable("too large")
    return data


def root_of(data: bytes, name: str) -> Element:
    try:
        root = parse(io.BytesIO(data), forbid_dtd=True).getroot()
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Unreadable(str(error)) from error
    if root is None or root.tag != name:
        raise Unreadable(f"the root is not {name}")
    return root


def read_archive(stream: BinaryIO) -> list[tuple[Instance, list[Solution]]]:
    """Every instance of the file with its solutions. Raises Unreadable."""
    root = root_of(unpacked(stream), "HighSchoolTimetableArchive")
    try:
        instances = [_instance(element) for element in root.iterfind("Instances/Instance")]
        return [(instance, list(_solutions(root, instance))) for instance in instances]
    except (KeyError, AttributeError, TypeError, ValueError) as error:
        raise Unreadable(f"something is missing or misnamed: {error}") from error


def text(element: Element, path: str, default: str = "") -> str:
    return (element.findtext(path) or default).strip()


def _references(element: Element, path: str) -> list[str]:
    return [found.attrib["Reference"] for found in element.iterfind(path)]


def _instance(element: Element) -> Instance:
    times = [found.attrib["Id"] for found in element.iterfind("Times/Time")]
    place = {name: index for index, name in enumerate(times)}
    groups: dict[str, set[int]] = {g.attrib["Id"]: set() for g in element.iterfind("Times/TimeGroups/*")}
    days = [g.attrib["Id"] for g in element.iterfind("Times/TimeGroups/Day")]
    for time in element.iterfind("Times/Time"):
        own = [*_references(time, "Day"), *_references(time, "Week"), *_references(time, "TimeGroups/TimeGroup")]
        for group in own:
            groups[group].add(place[time.attrib["Id"]])
    time_groups = {key: frozenset(rows) for key, rows in groups.items()}
    resources, resource_groups = _resources(element)
    events, event_groups = _events(element, place, resource_groups)
    bare = Instance(
        id=element.attrib["Id"],
        name=text(element, "MetaData/Name"),
        times=tuple(times),
        time_groups=time_groups,
        days=tuple(time_groups[day] for day in days),
        resources=resources,
        resource_groups=resource_groups,
        events=events,
        event_groups=event_groups,
        constraints=(),
    )
    return read_constraints(element.find("Constraints"), bare, place)


def _resources(element: Element) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    resources = {}
    groups: dict[str, list[str]] = {g.attrib["Id"]: [] for g in element.iterfind("Resources/ResourceGroups/*")}
    for found in element.iterfind("Resources/Resource"):
        resources[found.attrib["Id"]] = _references(found, "ResourceType")[0]
        for group in _references(found, "ResourceGroups/ResourceGroup"):
            groups[group].append(found.attrib["Id"])
    return resources, {key: tuple(rows) for key, rows in groups.items()}


def _events(
    element: Element, place: dict[str, int], whole: dict[str, tuple[str, ...]]
) -> tuple[dict[str, Event], dict[str, tuple[str, ...]]]:
    """Events; one that names a resource group is attended by all of it."""
    events = {}
    groups: dict[str, list[str]] = {g.attrib["Id"]: [] for g in element.iterfind("Events/EventGroups/*")}
    for found in element.iterfind("Events/Event"):
        key, duration = found.attrib["Id"], int(text(found, "Duration"))
        time = found.find("Time")
        own = [_event_resource(need) for need in found.iterfind("Resources/Resource")]
        for group in _references(found, "ResourceGroups/ResourceGroup"):
            own += [EventResource("", "", member) for member in whole[group]]
        events[key] = Event(
            id=key,
            duration=duration,
            workload=int(text(found, "Workload") or duration),
            resources=tuple({need.resource or need: need for need in own}.values()),
            time=place[time.attrib["Reference"]] if time is not None else None,
        )
        for group in [*_references(found, "Course"), *_references(found, "EventGroups/EventGroup")]:
            groups[group].append(key)
    return events, {key: tuple(dict.fromkeys(rows)) for key, rows in groups.items()}


def _event_resource(need: Element) -> EventResource:
    kind = need.find("ResourceType")
    workload = text(need, "Workload")
    return EventResource(
        role=text(need, "Role"),
        kind=kind.attrib["Reference"] if kind is not None else "",
        resource=need.attrib.get("Reference", ""),
        workload=int(workload) if workload else None,
    )


def _solutions(root: Element, instance: Instance) -> Iterator[Solution]:
    place = {name: index for index, name in enumerate(instance.times)}
    for group in root.iterfind("SolutionGroups/SolutionGroup"):
        for found in group.iterfind("Solution"):
            if found.attrib["Reference"] == instance.id:
                pieces = tuple(_piece(piece, instance, place) for piece in found.iterfind("Events/Event"))
                yield Solution(group.attrib["Id"], pieces, _reported(found))


def _piece(found: Element, instance: Instance, place: dict[str, int]) -> Piece:
    event = instance.events[found.attrib["Reference"]]
    time = found.find("Time")
    given = {text(r, "Role"): r.attrib["Reference"] for r in found.iterfind("Resources/Resource")}
    return Piece(
        event=event.id,
        duration=int(text(found, "Duration") or event.duration),
        time=place[time.attrib["Reference"]] if time is not None else event.time,
        resources=given,
    )


def _reported(found: Element) -> Reported | None:
    hard, soft = text(found, "Report/InfeasibilityValue"), text(found, "Report/ObjectiveValue")
    return Reported(int(hard), int(soft)) if hard and soft else None
