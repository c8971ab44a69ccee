"""Rules about learners and their guardians."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from shanyraq.kernel.text.folding import fold
from shanyraq.kernel.text.lookalikes import mixed_words
from shanyraq.spine.quality.rules.declaring import Owner, School, Severity, Subject, rule

Answers = Iterator[tuple[uuid.UUID, uuid.UUID | None, dict[str, Any]]]


@rule(Subject.PERSON, Severity.GRAVE, Owner.SECRETARY, "statistics")
def stays_overlap(school: School) -> Answers:
    """A learner counted twice on one day: in two organisations, or in two classes of one."""
    stays: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    places: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for stay in (*school.standing.stays, *school.standing.elsewhere):
        stays[stay.person_id].append(stay.id)
        places[stay.person_id].add(stay.organisation_id)
    for person, found in stays.items():
        if len(found) > 1:
            details = {"stays": sorted(map(str, found)), "places": len(places[person]), "number": len(found)}
            yield person, school.group_of.get(person), details


@rule(Subject.PERSON, Severity.GRAVE, Owner.SECRETARY, "statistics")
def learner_without_group(school: School) -> Answers:
    """Stands in the register as a learner of the school, and belongs to no class."""
    here = school.standing.organisation_id
    for person in school.people.values():
        if person.is_learner and person.organisation_id == here and person.id not in school.group_of:
            yield person.id, None, {}


@rule(Subject.PERSON, Severity.PLAIN, Owner.CLASS_TEACHER, "family")
def learner_without_guardian(school: School) -> Answers:
    guarded = {right.child_id for right in school.standing.rights}
    for person in school.learners:
        if person.id not in guarded:
            yield person.id, school.group_of[person.id], {}


@rule(Subject.PERSON, Severity.LIGHT, Owner.CLASS_TEACHER, "family")
def guardian_without_phone(school: School) -> Answers:
    """One finding a guardian, at the class of the child who comes first."""
    children: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for right in school.standing.rights:
        if not right.phone:
            children[right.guardian_id].add(right.child_id)
    for guardian, mine in children.items():
        yield guardian, school.group_of.get(min(mine)), {}


@rule(Subject.PERSON, Severity.LIGHT, Owner.SECRETARY, "family")
def phone_shared(school: School) -> Answers:
    """More guardians than a family has behind one number; the number itself does not stand in the finding."""
    limit = school.limits.get("shared_phone")
    behind: dict[str, set[uuid.UUID]] = defaultdict(set)
    for right in school.standing.rights:
        if right.phone:
            behind[right.phone].add(right.guardian_id)
    for people in behind.values():
        if limit is not None and len(people) >= limit:
            first, *others = sorted(people)
            yield first, None, {"others": [str(one) for one in others], "number": len(people)}


@rule(Subject.PERSON, Severity.LIGHT, Owner.SECRETARY, "statistics")
def iin_missing(school: School) -> Answers:
    """Foreigners and newborns are full records without a number: such a finding is accepted with that reason."""
    for person in school.learners:
        if "missing" in person.iin_faults:
            yield person.id, school.group_of[person.id], {}


@rule(Subject.PERSON, Severity.PLAIN, Owner.SECRETARY, "statistics")
def iin_wrong(school: School) -> Answers:
    for person in _everybody(school):
        if "bad_number" in person.iin_faults:
            yield person.id, school.group_of.get(person.id), {}


@rule(Subject.PERSON, Severity.PLAIN, Owner.SECRETARY, "statistics")
def iin_disagrees(school: School) -> Answers:
    for person in _everybody(school):
        if told := sorted({"birth_date_differs", "sex_differs"} & set(person.iin_faults)):
            yield person.id, school.group_of.get(person.id), {"what": told}


@rule(Subject.PERSON, Severity.PLAIN, Owner.SECRETARY, "statistics")
def birth_date_missing(school: School) -> Answers:
    for person in school.learners:
        if person.birth_date is None:
            yield person.id, school.group_of[person.id], {}


@rule(Subject.PERSON, Severity.LIGHT, Owner.CLASS_TEACHER, "statistics")
def age_far_from_grade(school: School) -> Answers:
    """The age on 1 September against the age at which a child is usually in that grade: grade + 6."""
    span = school.limits.get("age_span")
    grades = {group.id: group.grade for group in school.groups}
    first = dt.date(school.standing.school_year, 9, 1)
    for person in school.learners:
        grade = grades.get(school.group_of[person.id])
        if span is None or grade is None or person.birth_date is None or school.standing.kind != "school":
            continue
        age = _years(person.birth_date, first)
        if abs(age - (grade + 6)) > span:
            yield person.id, school.group_of[person.id], {"age": age, "grade": grade}


@rule(Subject.PERSON, Severity.PLAIN, Owner.SECRETARY, "statistics")
def people_alike(school: School) -> Answers:
    """The same folded name and the same birth date: perhaps one person entered twice."""
    alike: dict[tuple[str, dt.date], set[uuid.UUID]] = defaultdict(set)
    for person in _everybody(school):
        if person.birth_date is not None:
            alike[fold(f"{person.family} {person.given}"), person.birth_date].add(person.id)
    for people in alike.values():
        if len(people) > 1:
            first, *others = sorted(people)
            yield first, school.group_of.get(first), {"others": [str(one) for one in others], "number": len(people)}


@rule(Subject.PERSON, Severity.LIGHT, Owner.SECRETARY, "search")
def name_mixes_scripts(school: School) -> Answers:
    """A Latin letter that looks Cyrillic hides a person from search and makes a second one of them."""
    for person in _everybody(school):
        if mixed := mixed_words(f"{person.family} {person.given} {person.patronymic}"):
            yield person.id, school.group_of.get(person.id), {"number": len(mixed)}
    rights = sorted(school.standing.rights, key=lambda right: (right.guardian_id, right.child_id), reverse=True)
    guardians = {right.guardian_id: right for right in rights}
    for right in guardians.values():
        if right.guardian_id not in school.people and (mixed := mixed_words(f"{right.family} {right.given}")):
            yield right.guardian_id, school.group_of.get(right.child_id), {"number": len(mixed)}


def _everybody(school: School) -> Iterable[Any]:
    """Learners and staff, each once."""
    return {person.id: person for person in (*school.learners, *school.staff)}.values()


def _years(born: dt.date, day: dt.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
