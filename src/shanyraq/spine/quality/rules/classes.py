"""Rules about classes: who leads them, how large they are, when they learn, who teaches them."""

import uuid
from collections.abc import Iterator
from typing import Any

from shanyraq.spine.quality.rules.declaring import Owner, School, Severity, Subject, rule
from shanyraq.spine.registry.reference.curriculum import PlanUnknown, plan

Answers = Iterator[tuple[uuid.UUID, uuid.UUID | None, dict[str, Any]]]
NURSERY = "kindergarten"


@rule(Subject.GROUP, Severity.PLAIN, Owner.DEPUTY, "rights")
def class_without_teacher(school: School) -> Answers:
    for group in school.groups:
        if group.class_teacher_id is None and school.pupils[group.id]:
            yield group.id, group.id, {}


@rule(Subject.GROUP, Severity.GRAVE, Owner.DEPUTY, "rights")
def class_teacher_gone(school: School) -> Answers:
    for group in school.groups:
        if group.class_teacher_id is not None and group.class_teacher_id not in school.employed:
            yield group.id, group.id, {"teacher": str(group.class_teacher_id)}


@rule(Subject.GROUP, Severity.LIGHT, Owner.DEPUTY, "health")
def class_over_limit(school: School) -> Answers:
    """Each child with special needs lowers the limit of the class."""
    if "class_size" not in school.limits:
        return
    for group in school.groups:
        size, needs = len(school.pupils[group.id]), school.needs.get(group.id, 0)
        limit = max(0, school.limits["class_size"] - needs * school.limits.get("class_size_less_per_sen", 0))
        if size > limit:
            yield group.id, group.id, {"size": size, "limit": limit}


@rule(Subject.GROUP, Severity.PLAIN, Owner.DEPUTY, "health")
def class_over_rooms(school: School) -> Answers:
    """No classroom of the school seats the class. Silent where the places of some classroom are not known."""
    rooms = [room.capacity for room in school.standing.rooms if room.kind == "classroom"]
    if not rooms or None in rooms:
        return
    largest = max(capacity for capacity in rooms if capacity is not None)
    for group in school.groups:
        size = len(school.pupils[group.id])
        if size > largest:
            yield group.id, group.id, {"size": size, "limit": largest}


@rule(Subject.GROUP, Severity.PLAIN, Owner.DEPUTY, "health")
def class_in_wrong_shift(school: School) -> Answers:
    """Grade 1 and the final classes learn in the first shift."""
    first = {1} | {school.limits[code] for code in ("shift_one_basic", "shift_one_final") if code in school.limits}
    for group in school.groups:
        if school.standing.kind == "school" and group.grade in first and group.shift != 1:
            yield group.id, group.id, {"grade": group.grade, "shift": group.shift}


@rule(Subject.GROUP, Severity.PLAIN, Owner.DEPUTY, "statistics")
def class_in_unknown_shift(school: School) -> Answers:
    for group in school.groups:
        if group.shift > school.standing.shifts:
            yield group.id, group.id, {"shift": group.shift, "limit": school.standing.shifts}


@rule(Subject.GROUP, Severity.LIGHT, Owner.SECRETARY, "statistics")
def class_empty(school: School) -> Answers:
    for group in school.groups:
        if not school.pupils[group.id]:
            yield group.id, group.id, {}


@rule(Subject.GROUP, Severity.PLAIN, Owner.DEPUTY, "learning")
def subject_untaught(school: School) -> Answers:
    """Only hours of the plan that are settled are asked for: an approximate plan accuses nobody."""
    taught = {(load.group_id, load.subject) for load in school.standing.loads}
    for group in school.groups:
        if not school.pupils[group.id] or school.standing.kind != "school":
            continue
        try:
            lines = plan(group.grade, group.language, day=school.standing.day)
        except PlanUnknown:
            continue
        wanted = {line.subject.code for line in lines if line.confirmed and line.component == "invariant"}
        if missing := sorted(code for code in wanted if (group.id, code) not in taught):
            yield group.id, group.id, {"subjects": missing, "number": len(missing)}
