"""Rules about the organisation, its buildings and its staff."""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from shanyraq.spine.quality.rules.declaring import Owner, School, Severity, Subject, rule

Answers = Iterator[tuple[uuid.UUID, uuid.UUID | None, dict[str, Any]]]


@rule(Subject.ORGANISATION, Severity.GRAVE, Owner.DEPUTY, "rights")
def no_director(school: School) -> Answers:
    if all(post.position != "director" for post in school.standing.posts):
        yield school.standing.organisation_id, None, {}


@rule(Subject.ORGANISATION, Severity.PLAIN, Owner.DIRECTOR, "health")
def school_over_capacity(school: School) -> Answers:
    """The places of the building hold one shift at a time, so the fullest shift is compared with them."""
    capacity = school.standing.capacity
    shifts: dict[int, int] = defaultdict(int)
    for group in school.groups:
        shifts[group.shift] += len(school.pupils[group.id])
    if capacity is not None and shifts and max(shifts.values()) > capacity:
        yield school.standing.organisation_id, None, {"size": max(shifts.values()), "limit": capacity}


@rule(Subject.ORGANISATION, Severity.LIGHT, Owner.DIRECTOR, "statistics")
def capacity_unknown(school: School) -> Answers:
    if school.standing.capacity is None:
        yield school.standing.organisation_id, None, {}


@rule(Subject.ORGANISATION, Severity.LIGHT, Owner.DIRECTOR, "statistics")
def no_building(school: School) -> Answers:
    if not school.standing.buildings:
        yield school.standing.organisation_id, None, {}


@rule(Subject.BUILDING, Severity.LIGHT, Owner.DIRECTOR, "statistics")
def building_without_rooms(school: School) -> Answers:
    furnished = {room.building_id for room in school.standing.rooms}
    for building, name in school.standing.buildings:
        if building not in furnished:
            yield building, None, {"building": name}


@rule(Subject.PERSON, Severity.PLAIN, Owner.DEPUTY, "learning")
def teacher_over_load(school: School) -> Answers:
    """The hours of all loads in force at this organisation together, against the most that one person may have."""
    most = school.limits.get("weekly_hours")
    hours: dict[uuid.UUID, Decimal] = defaultdict(Decimal)
    for load in school.standing.loads:
        hours[load.person_id] += load.hours
    for person, total in hours.items():
        if most is not None and total > most:
            yield person, None, {"hours": f"{total.normalize():f}", "limit": most}


@rule(Subject.PERSON, Severity.LIGHT, Owner.DEPUTY, "learning")
def teacher_without_load(school: School) -> Answers:
    busy = {load.person_id for load in school.standing.loads}
    for person in {post.person_id for post in school.standing.posts if post.position == "teacher"}:
        if person not in busy and school.standing.kind == "school":
            yield person, None, {}


@rule(Subject.PERSON, Severity.GRAVE, Owner.DEPUTY, "rights")
def load_without_post(school: School) -> Answers:
    """Hours are written to somebody whose post here has ended: lessons that nobody gives."""
    lost: dict[uuid.UUID, list[str]] = defaultdict(list)
    for load in school.standing.loads:
        if load.employment_id not in school.posts:
            lost[load.person_id].append(str(load.id))
    for person, loads in lost.items():
        yield person, None, {"loads": sorted(loads), "number": len(loads)}
