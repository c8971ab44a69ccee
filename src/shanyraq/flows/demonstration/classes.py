"""Which schools stand and which classes are opened in them."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from shanyraq.flows.demonstration.chance import Ids, chance
from shanyraq.flows.demonstration.sizes import LYCEUM, NEXT_SCHOOL, ClassSize, Size
from shanyraq.spine.registry.api import OrganisationDraft
from shanyraq.spine.registry.reference.curriculum import PROFILES
from shanyraq.spine.registry.reference.schools import DemoSchool, schools
from shanyraq.spine.registry.rules.identifiers import IdentifierError, make_demo_bin

LETTERS = "АӘБВГҒДЕЖЗИКҚЛМН"
FULL = 28
"""No class is fuller. The sanitary limit is 25; schools of a growing city are fuller than that."""
SECOND_SHIFT = (3, 4)
CITY_CODE = "611000000"
CITY_SETTLEMENT = "611010000"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolPlan:
    id: uuid.UUID
    source: DemoSchool

    @property
    def number(self) -> int:
        return self.source.number


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPlan:
    """One class to be opened; `profile` matters in grades 10 and 11 only."""

    id: uuid.UUID
    school: SchoolPlan
    grade: int
    letter: str
    language: str
    shift: int
    learners: int
    profile: str = PROFILES[0]

    @property
    def key(self) -> tuple[int, str]:
        return self.grade, self.letter


def plan_schools(size: Size, ids: Ids) -> list[SchoolPlan]:
    return [SchoolPlan(id=ids.new(), source=school) for school in schools() if school.number in size.numbers]


def school_draft(plan: SchoolPlan) -> OrganisationDraft:
    source = plan.source
    return OrganisationDraft(
        id=plan.id,
        bin=source.bin,
        kind="school",
        profile=source.kind,
        number=source.number,
        name_kk=source.name_kk,
        name_ru=source.name_ru,
        short_kk=source.short_kk,
        short_ru=source.short_ru,
        territory_code=source.territory,
        languages=source.languages,
        capacity=source.capacity,
        shifts=source.shifts,
        opened_on=source.opened,
    )


def office_draft(ids: Ids) -> OrganisationDraft:
    """The education office of the city."""
    return OrganisationDraft(
        id=ids.new(),
        bin=_office_bin(),
        kind="office",
        name_kk="Түркістан қаласының білім бөлімі",
        name_ru="Отдел образования города Туркестана",
        short_kk="Қалалық білім бөлімі",
        short_ru="Горотдел образования",
        territory_code=CITY_SETTLEMENT,
        opened_on=dt.date(2018, 7, 1),
    )


def _office_bin() -> str:
    for serial in range(100):
        try:
            return make_demo_bin(dt.date(2018, 7, 1), serial)
        except IdentifierError:
            continue
    raise AssertionError("one serial in 120 is never issued, not a hundred in a row")


def plan_classes(size: Size, plans: Sequence[SchoolPlan], ids: Ids) -> list[ClassPlan]:
    """Every class of every school, by school, grade and letter."""
    return [each for school in plans for each in _classes_of(size, school, ids)]


def _classes_of(size: Size, school: SchoolPlan, ids: Ids) -> Iterator[ClassPlan]:
    if school.number == LYCEUM:
        asked: list[ClassSize] = list(size.lyceum)
    else:
        asked = list(_city_school(size, school))
    for each in asked:
        yield ClassPlan(
            id=ids.new(),
            school=school,
            grade=each.grade,
            letter=each.letter,
            language=_language(school, each, asked),
            shift=2 if school.source.shifts > 1 and each.grade in SECOND_SHIFT else 1,
            learners=each.learners,
            profile=PROFILES[1] if each.letter == "Б" else PROFILES[0],
        )


def _city_school(size: Size, school: SchoolPlan) -> Iterator[ClassSize]:
    dice = chance("classes", school.number)
    if size.first_grades:
        yield from _split(1, school.source.first_graders, languages=len(school.source.languages))
    if size.whole:
        for grade in range(2, 12):
            yield from _split(grade, _cohort(dice, school, grade), languages=len(school.source.languages))
    elif school.number == NEXT_SCHOOL:
        yield from size.beside


def _cohort(dice: Random, school: SchoolPlan, grade: int) -> int:
    """The children of one grade: about as many as entered this year, fewer after grade 9."""
    stayed = 0.72 if grade > 9 else 1.0
    return max(8, round(school.source.first_graders * dice.uniform(0.96, 1.08) * stayed))


def _split(grade: int, learners: int, *, languages: int) -> Iterator[ClassSize]:
    """Classes as even as they can be, at least one for each language."""
    count = max(-(-learners // FULL), languages)
    for place in range(count):
        yield ClassSize(grade, LETTERS[place], learners // count + (place < learners % count))


def _language(school: SchoolPlan, asked: ClassSize, among: Sequence[ClassSize]) -> str:
    """The first language of the school; its other language has the last class of each grade."""
    languages = school.source.languages
    letters = [each.letter for each in among if each.grade == asked.grade]
    other = len(languages) > 1 and len(letters) > 1 and asked.letter == letters[-1]
    return languages[1] if other else languages[0]
