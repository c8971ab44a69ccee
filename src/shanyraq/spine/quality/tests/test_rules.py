"""Each rule finds its own fault and nothing else; looking is a function of the rows and of nothing else."""

import datetime as dt
import random
import uuid
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.spine.quality.queries import words
from shanyraq.spine.quality.reference.limits import OF_THE_REGISTER, every_limit, limits_on
from shanyraq.spine.quality.rules.declaring import Found, Owner, Severity, Subject
from shanyraq.spine.quality.rules.looking import RULES, Standpoint, State, Step, look, steps
from shanyraq.spine.quality.tests.standing import (
    BOLAT,
    CLASS,
    DANA,
    DAY,
    DIRECTOR,
    ERZHAN,
    LIMITS,
    NEIGHBOUR,
    POST_OF_BOLAT,
    SAULE,
    SCHOOL,
    a_class,
    in_order,
    load,
    pupil,
    right,
    somebody,
    stay,
)
from shanyraq.spine.registry import api as registry

MANY = [uuid.UUID(int=100 + number) for number in range(31)]


def many_pupils(number: int) -> dict[str, Any]:
    school = in_order()
    more = MANY[:number]
    return {
        "people": (*school.people, *(pupil(one, f"Оқушы{one.int}", "А") for one in more)),
        "stays": (*school.stays, *(stay(one) for one in more)),
        "rights": (*school.rights, *(right(one) for one in more)),
    }


def staff_and(*people: Any) -> dict[str, Any]:
    return {"people": (*in_order().people[:2], *people)}


ERZHANS = {"people": in_order().people, "stays": in_order().stays}
ONE_ROOM = (registry.RoomOnDay(uuid.UUID(int=51), SCHOOL, uuid.UUID(int=50), "classroom", 20),)
FAULTS: dict[str, tuple[dict[str, Any], set[tuple[str, uuid.UUID]]]] = {
    "class_without_teacher": ({"groups": (a_class(class_teacher_id=None),)}, {("", CLASS)}),
    "class_teacher_gone": ({"groups": (a_class(class_teacher_id=DANA),)}, {("", CLASS)}),
    "class_over_limit": (many_pupils(25), {("", CLASS)}),
    "class_over_rooms": (many_pupils(20) | {"rooms": ONE_ROOM}, {("", CLASS)}),
    "class_in_wrong_shift": (
        {"groups": (a_class(grade=11, shift=2, class_teacher_id=BOLAT),),
         **staff_and(pupil(ERZHAN, "Сейтқали", "Ержан", birth_date=dt.date(2009, 5, 1)))},
        {("", CLASS)},
    ),
    "class_in_unknown_shift": ({"shifts": 1, "groups": (a_class(shift=2),)}, {("", CLASS)}),
    "class_empty": ({"groups": (a_class(), a_class(SAULE, name="7 «Б»"))}, {("", SAULE)}),
    "subject_untaught": ({"loads": in_order().loads[1:]}, {("", CLASS)}),
    "stays_overlap": ({"elsewhere": (stay(ERZHAN, number=1, at=NEIGHBOUR),)}, {("", ERZHAN)}),
    "learner_without_group": ({"people": (*in_order().people, pupil(SAULE, "Әбдіраш", "Сәуле"))}, {("", SAULE)}),
    "learner_without_guardian": ({"rights": ()}, {("", ERZHAN)}),
    "guardian_without_phone": ({"rights": (right(ERZHAN, phone=""),)}, {("", DANA)}),
    "phone_shared": (
        {"rights": tuple(right(ERZHAN, uuid.UUID(int=number)) for number in (61, 62, 63, 64))},
        {("", uuid.UUID(int=61))},
    ),
    "iin_missing": (staff_and(pupil(ERZHAN, "Сейтқали", "Ержан", iin_faults=("missing",))), {("", ERZHAN)}),
    "iin_wrong": (staff_and(pupil(ERZHAN, "Сейтқали", "Ержан", iin_faults=("bad_number",))), {("", ERZHAN)}),
    "iin_disagrees": (
        staff_and(pupil(ERZHAN, "Сейтқали", "Ержан", iin_faults=("sex_differs", "birth_date_differs"))),
        {("", ERZHAN)},
    ),
    "birth_date_missing": (staff_and(pupil(ERZHAN, "Сейтқали", "Ержан", birth_date=None)), {("", ERZHAN)}),
    "age_far_from_grade": (
        staff_and(pupil(ERZHAN, "Сейтқали", "Ержан", birth_date=dt.date(2019, 5, 1))),
        {("", ERZHAN)},
    ),
    "people_alike": (
        staff_and(pupil(ERZHAN, "Сейтқали", "Ержан"), pupil(SAULE, "СЕЙТКАЛИ", "ержан"))
        | {"stays": (stay(ERZHAN), stay(SAULE)), "rights": (right(ERZHAN), right(SAULE))},
        {("", ERZHAN)},
    ),
    "name_mixes_scripts": (staff_and(pupil(ERZHAN, "Cейтқали", "Ержан")), {("", ERZHAN)}),
    "no_director": (
        {"posts": (registry.StandingPost(POST_OF_BOLAT, SCHOOL, BOLAT, "teacher", Decimal(1)),)},
        {("", SCHOOL)},
    ),
    "school_over_capacity": ({"capacity": 0}, {("", SCHOOL)}),
    "capacity_unknown": ({"capacity": None}, {("", SCHOOL)}),
    "no_building": ({"buildings": (), "rooms": ()}, {("", SCHOOL)}),
    "building_without_rooms": ({"rooms": ()}, {("", uuid.UUID(int=50))}),
    "teacher_over_load": ({"loads": (*in_order().loads, load(subject="music", hours="24.5"))}, {("", BOLAT)}),
    "teacher_without_load": (
        {"posts": (*in_order().posts,
                   registry.StandingPost(uuid.UUID(int=42), SCHOOL, DIRECTOR, "teacher", Decimal("0.5")))},
        {("", DIRECTOR)},
    ),
    "load_without_post": (
        {"loads": (*in_order().loads, load(DANA, post=uuid.UUID(int=49), subject="music"))},
        {("", DANA)},
    ),
}  # fmt: skip


def test_a_school_in_order_has_no_questions() -> None:
    assert look(in_order(), LIMITS) == []


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_rule_finds_its_fault_and_no_other_rule_does(code: str) -> None:
    spoiled, subjects = FAULTS[code]
    found = look(in_order(**spoiled), LIMITS)
    assert {("", one.subject_id) for one in found if one.rule == code} == subjects
    assert {one.rule for one in found} == {code}


def test_every_rule_is_declared_whole() -> None:
    assert set(RULES) == set(words.WORDS) == set(FAULTS)
    assert {rule.touches for rule in RULES.values()} == set(words.TOUCHES)
    assert {rule.owner for rule in RULES.values()} == set(Owner) == set(words.OWNERS)
    assert {rule.severity for rule in RULES.values()} == set(Severity) == set(words.SEVERITIES)


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_finding_can_be_told(code: str) -> None:
    found = next(one for one in look(in_order(**FAULTS[code][0]), LIMITS) if one.rule == code)
    said = words.told(code, found.details)
    assert said
    assert "%" not in said
    assert said != str(words.WORDS[code].title)


def test_details_hold_no_name() -> None:
    """A finding of every rule, over people whose names are unlike any code."""
    for spoiled, _subjects in FAULTS.values():
        for one in look(in_order(**spoiled), LIMITS):
            assert not {"Сейтқали", "Ержан", "Әбдіраш", "Тілеуов"} & set(str(dict(one.details)).split("'"))


def test_a_limit_that_does_not_hold_yet_accuses_nobody() -> None:
    spoiled = many_pupils(28) | {"loads": (*in_order().loads, load(subject="music", hours="40"))}
    assert {one.rule for one in look(in_order(**spoiled), {})} == set()


def test_a_plan_that_is_not_settled_accuses_nobody() -> None:
    """Grade 10 has approximate hours only in part; a grade without a plan has none."""
    assert look(in_order(groups=(a_class(grade=0),), kind="kindergarten"), LIMITS) == []


def a_mess() -> registry.Standing:
    """Many faults at once."""
    return in_order(
        groups=(a_class(class_teacher_id=DANA, shift=3), a_class(SAULE, name="7 «Б»")),
        people=(
            *in_order().people,
            pupil(SAULE, "СЕЙТКАЛИ", "Ержан", iin_faults=("missing",)),
            somebody(DANA, "Cейтқали", "Дана", is_learner=True, birth_date=None),
        ),
        stays=(stay(ERZHAN), stay(SAULE), stay(SAULE, number=1, group=SAULE)),
        elsewhere=(stay(ERZHAN, number=2, at=NEIGHBOUR),),
        rights=tuple(right(ERZHAN, uuid.UUID(int=number)) for number in (61, 62, 63, 64)),
        loads=(load(subject="music", hours="30"), load(DANA, post=uuid.UUID(int=49), subject="art")),
    )


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    school, rng = a_mess(), random.Random(seed)
    shuffled = {
        field.name: tuple(rng.sample(value, len(value)))
        for field in fields(school)
        if isinstance(value := getattr(school, field.name), tuple)
    }
    told = [(one.key, one.group_id, one.fingerprint) for one in look(school, LIMITS)]
    assert len(told) > 8
    assert [(one.key, one.group_id, one.fingerprint) for one in look(replace(school, **shuffled), LIMITS)] == told


# --- what follows from looking ----------------------------------------------------------------------------------------

KEY = ("iin_missing", ERZHAN)
FOUND = Found("iin_missing", Subject.PERSON, ERZHAN, CLASS, {})
OTHER = replace(FOUND, details={"number": 2})
TOMORROW = DAY + dt.timedelta(days=1)
MOVES = [
    (None, [FOUND], Step.OPENED),
    (None, [], None),
    (Standpoint(State.OPEN, FOUND.fingerprint), [FOUND], None),
    (Standpoint(State.OPEN, FOUND.fingerprint), [OTHER], None),
    (Standpoint(State.OPEN, FOUND.fingerprint), [], Step.MENDED),
    (Standpoint(State.MENDED, FOUND.fingerprint), [], None),
    (Standpoint(State.MENDED, FOUND.fingerprint), [FOUND], Step.REOPENED),
    (Standpoint(State.ACCEPTED, FOUND.fingerprint, TOMORROW), [FOUND], None),
    (Standpoint(State.ACCEPTED, FOUND.fingerprint, DAY), [FOUND], None),
    (Standpoint(State.ACCEPTED, FOUND.fingerprint, DAY - dt.timedelta(days=1)), [FOUND], Step.REOPENED),
    (Standpoint(State.ACCEPTED, FOUND.fingerprint, TOMORROW), [OTHER], Step.REOPENED),
    (Standpoint(State.ACCEPTED, FOUND.fingerprint, TOMORROW), [], Step.MENDED),
]


@pytest.mark.parametrize(("stands", "found", "step"), MOVES)
def test_a_finding_moves(stands: Standpoint | None, found: list[Found], step: Step | None) -> None:
    assert steps({KEY: stands} if stands else {}, found, day=DAY) == ({KEY: step} if step else {})


def test_a_fingerprint_follows_every_fact_and_nothing_else() -> None:
    assert FOUND.fingerprint == replace(FOUND, group_id=None).fingerprint
    others = [OTHER, replace(FOUND, rule="iin_wrong"), replace(FOUND, subject_id=SAULE)]
    assert len({FOUND.fingerprint, *(one.fingerprint for one in others)}) == 4


def test_a_child_with_needs_lowers_the_limit_of_the_class() -> None:
    """22 children are within 25; with one who has needs the limit is 22, with two it is 19."""
    school = replace(in_order(), **many_pupils(21))
    limits = {**LIMITS, "class_size_less_per_sen": 3}

    def told(number: int) -> list[dict[str, Any]]:
        return [dict(one.details) for one in look(school, limits, {CLASS: number}) if one.rule == "class_over_limit"]

    assert [told(number) for number in (0, 1, 2)] == [[], [], [{"size": 22, "limit": 19}]]


def test_numbers_of_the_register_are_not_repeated() -> None:
    """What movement asks for too is read from the register's dated rows."""
    held = limits_on(DAY)
    assert {code: held[code] for code in OF_THE_REGISTER} == {
        "class_size": 25, "class_size_less_per_sen": 3, "shift_one_basic": 9, "shift_one_final": 11,
    }  # fmt: skip
    assert not {limit.code for limit in every_limit()} & set(OF_THE_REGISTER)
    assert limits_on(dt.date(2019, 1, 1)) == {}
