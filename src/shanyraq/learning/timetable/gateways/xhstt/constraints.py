"""The constraints of an XHSTT file, each spelled out: whom it applies to, and the figures of its kind."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element  # only as a type; parsing is defusedxml's

from shanyraq.learning.timetable.gateways.xhstt.instance import Bounds, Constraint, CostFunction, Instance

Place = dict[str, int]


def read_constraints(element: Element | None, instance: Instance, place: Place) -> Instance:
    """The instance with its constraints; kinds not known here are named, not dropped in silence."""
    known, unknown = [], []
    for found in element if element is not None else ():
        kind = found.tag.removesuffix("Constraint")
        if kind in FIELDS:
            base = _base(found, kind, instance)
            known.append(replace(base, **FIELDS[kind](found, instance, place)))
        else:
            unknown.append(found.tag)
    return replace(instance, constraints=tuple(known), unknown=tuple(dict.fromkeys(unknown)))


def _text(element: Element, path: str, default: str = "") -> str:
    return (element.findtext(path) or default).strip()


def _int(element: Element, path: str, default: int = 0) -> int:
    return int(_text(element, path) or default)


def _references(element: Element, path: str) -> list[str]:
    return [found.attrib["Reference"] for found in element.iterfind(path)]


def _base(found: Element, kind: str, instance: Instance) -> Constraint:
    groups = _references(found, "AppliesTo/EventGroups/EventGroup")
    events = [key for group in groups for key in instance.event_groups[group]]
    events += _references(found, "AppliesTo/Events/Event")
    resources = _references(found, "AppliesTo/Resources/Resource")
    for group in _references(found, "AppliesTo/ResourceGroups/ResourceGroup"):
        resources += instance.resource_groups[group]
    return Constraint(
        kind=kind,
        id=found.attrib["Id"],
        name=_text(found, "Name"),
        required=_text(found, "Required") == "true",
        weight=_int(found, "Weight", 1),
        function=CostFunction(_text(found, "CostFunction", "Linear")),
        events=tuple(dict.fromkeys(events)),
        event_groups=tuple(dict.fromkeys(groups)),
        resources=tuple(dict.fromkeys(resources)),
        role=_text(found, "Role"),
    )


def _bounds(found: Element, low: str = "Minimum", high: str = "Maximum") -> Bounds:
    return Bounds(_int(found, low), _int(found, high))


def _nothing(found: Element, instance: Instance, place: Place) -> dict[str, Any]:
    return {}


def _times(found: Element, instance: Instance, place: Place) -> dict[str, Any]:
    times = {place[key] for key in _references(found, "Times/Time")}
    for group in _references(found, "TimeGroups/TimeGroup"):
        times |= instance.time_groups[group]
    duration = _text(found, "Duration")
    return {"times": frozenset(times), "duration": int(duration) if duration else None}


def _preferred(found: Element, instance: Instance, place: Place) -> dict[str, Any]:
    keys = set(_references(found, "Resources/Resource"))
    for group in _references(found, "ResourceGroups/ResourceGroup"):
        keys |= set(instance.resource_groups[group])
    return {"preferred": frozenset(keys)}


def _split(found: Element, instance: Instance, place: Place) -> dict[str, Any]:
    return {
        "bounds": _bounds(found, "MinimumDuration", "MaximumDuration"),
        "amount": _bounds(found, "MinimumAmount", "MaximumAmount"),
    }


def _distribute(found: Element, instance: Instance, place: Place) -> dict[str, Any]:
    return {"duration": _int(found, "Duration"), "bounds": _bounds(found)}


def _spans(found: Element, instance: Instance, place: Place) -> dict[str, Any]:
    """Time groups; where a group has bounds of its own (SpreadEvents), those."""
    spans = []
    for group in found.iterfind("TimeGroups/TimeGroup"):
        bounds = _bounds(group) if group.find("Maximum") is not None else Bounds(0, 0)
        spans.append((instance.time_groups[group.attrib["Reference"]], bounds))
    return {"spans": tuple(spans), "bounds": _bounds(found)}


def _order(found: Element, instance: Instance, place: Place) -> dict[str, Any]:
    pairs = []
    for pair in found.iterfind("AppliesTo/EventPairs/EventPair"):
        first, second = (_references(pair, name)[0] for name in ("FirstEvent", "SecondEvent"))
        low, high = _int(pair, "MinSeparation"), _text(pair, "MaxSeparation")
        pairs.append((first, second, Bounds(low, int(high) if high else 10**9)))
    return {"pairs": tuple(pairs)}


FIELDS: dict[str, Callable[[Element, Instance, Place], dict[str, Any]]] = {
    "AssignResource": _nothing,
    "AssignTime": _nothing,
    "SplitEvents": _split,
    "DistributeSplitEvents": _distribute,
    "PreferResources": _preferred,
    "PreferTimes": _times,
    "AvoidSplitAssignments": _nothing,
    "SpreadEvents": _spans,
    "LinkEvents": _nothing,
    "OrderEvents": _order,
    "AvoidClashes": _nothing,
    "AvoidUnavailableTimes": _times,
    "LimitIdleTimes": _spans,
    "ClusterBusyTimes": _spans,
    "LimitBusyTimes": _spans,
    "LimitWorkload": lambda found, instance, place: {"bounds": _bounds(found)},
}
