"""Classes of a school, groups of a kindergarten, courses of a college."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shanyraq.flows.demonstration.chance import Ids
from shanyraq.flows.demonstration.classes import ClassPlan, SchoolPlan
from shanyraq.flows.demonstration.generation.places import Planned, shared_out
from shanyraq.spine.registry.reference.curriculum import PROFILES

LETTERS = "АӘБВГҒДЕЖЗИКҚЛМНҢОӨПРСТУҰҮФХЦЧШЩЭЮЯ"
FULL, FULL_GROUP = 25, 25
GRADES = (100, 102, 103, 101, 99, 98, 97, 96, 94, 62, 58)
"""How many children are in each grade beside the others; some leave for colleges after grade 9."""
SECOND_SHIFT = (2, 3, 6, 7)
LIKE = {"tg": "kk"}
"""The published plans know no Tajik classes; their hours are those of the Kazakh ones until a school enters its own."""
AGE_GROUPS, COURSES = 4, 3


def classes_of(planned: Planned, ids: Ids) -> Iterator[ClassPlan]:
    """Every class of the school, by grade and letter, as even as they can be."""
    for grade, learners in enumerate(shared_out(planned.pupils, GRADES), 1):
        yield from _grade(planned.school, grade, learners, ids)


def _grade(school: SchoolPlan, grade: int, learners: int, ids: Ids) -> Iterator[ClassPlan]:
    languages = school.source.languages
    count = -(-learners // FULL)
    other = max(1, round(count * 0.3)) if len(languages) > 1 and count > 1 else 0
    for place, size in enumerate(shared_out(learners, [1.0] * count) if count else ()):
        yield ClassPlan(
            id=ids.new(),
            school=school,
            grade=grade,
            letter=LETTERS[place],
            language=languages[1] if place >= count - other else languages[0],
            shift=2 if school.source.shifts > 1 and grade in SECOND_SHIFT else 1,
            learners=size,
            profile=PROFILES[place % 2],
        )


def groups_of(school: SchoolPlan, children: int, ids: Ids, *, grades: Sequence[int]) -> list[ClassPlan]:
    """Groups of one kindergarten (all of grade 0) or college, lettered one after another where they share a grade."""
    counts = shared_out(children, [1.0] * len(grades))
    sizes = [
        (grade, size)
        for grade, count in zip(grades, counts, strict=True)
        if count
        for size in shared_out(count, [1.0] * -(-count // FULL_GROUP))
    ]
    lettered: dict[int, int] = {}
    found = []
    for grade, size in sizes:
        shown = max(0, grade)
        letter = LETTERS[lettered.setdefault(shown, 0)]
        lettered[shown] += 1
        found.append(
            ClassPlan(
                id=ids.new(), school=school, grade=grade, letter=letter, language="kk", shift=1, learners=size
            )
        )  # fmt: skip
    return found


def with_a_plan(classes: Sequence[ClassPlan]) -> list[ClassPlan]:
    """The same classes, in a language for which hours are published."""
    return [replace(each, language=LIKE.get(each.language, each.language)) for each in classes]
