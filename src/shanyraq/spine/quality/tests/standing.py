"""A school in a few rows, without a database: for the rules."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from shanyraq.spine.registry import api as registry

DAY = dt.date(2026, 11, 23)
YEAR = 2026
SCHOOL = uuid.UUID(int=1)
NEIGHBOUR = uuid.UUID(int=2)
DIRECTOR, BOLAT, ERZHAN, SAULE, DANA = (uuid.UUID(int=number) for number in (10, 11, 12, 13, 14))
CLASS = uuid.UUID(int=30)
POST_OF_DIRECTOR, POST_OF_BOLAT = uuid.UUID(int=40), uuid.UUID(int=41)
LIMITS = {"class_size": 25, "weekly_hours": 24, "shared_phone": 4, "age_span": 2, "shift_one_basic": 9,
          "shift_one_final": 11}  # fmt: skip


def somebody(one: uuid.UUID, family: str, given: str, **more: Any) -> registry.PersonOnDay:
    told: dict[str, Any] = {
        "patronymic": "", "birth_date": dt.date(2013, 5, 1), "sex": "m", "is_learner": False, "is_staff": False,
        "organisation_id": SCHOOL, "group_id": None, "iin_faults": (),
    }  # fmt: skip
    return registry.PersonOnDay(id=one, family=family, given=given, **{**told, **more})


def pupil(one: uuid.UUID, family: str, given: str, **more: Any) -> registry.PersonOnDay:
    return somebody(one, family, given, is_learner=True, group_id=CLASS, **more)


def a_class(one: uuid.UUID = CLASS, **more: Any) -> registry.GroupOnDay:
    told: dict[str, Any] = {
        "organisation_id": SCHOOL, "school_year": YEAR, "grade": 7, "name": "7 «Ә»", "language": "kk", "shift": 1,
        "class_teacher_id": BOLAT,
    }  # fmt: skip
    return registry.GroupOnDay(id=one, **{**told, **more})


def stay(person: uuid.UUID, *, number: int = 0, at: uuid.UUID = SCHOOL, group: uuid.UUID = CLASS) -> Any:
    one = uuid.UUID(int=1000 + person.int * 10 + number)
    return registry.StandingStay(one, person, at, group, dt.date(2026, 9, 1), None)


def right(child: uuid.UUID, guardian: uuid.UUID = DANA, *, phone: str = "+77011234567") -> registry.StandingRight:
    return registry.StandingRight(child, guardian, "Сейтқали", "Дана", phone)


def load(person: uuid.UUID = BOLAT, *, post: uuid.UUID = POST_OF_BOLAT, subject: str, hours: str = "3") -> Any:
    one = uuid.uuid5(post, f"{person}{subject}{hours}")
    return registry.StandingLoad(one, SCHOOL, post, person, CLASS, subject, Decimal(hours))


def in_order(**more: Any) -> registry.Standing:
    """A school in which no rule finds anything; `more` spoils one thing."""
    building = uuid.UUID(int=50)
    told: dict[str, Any] = {
        "organisation_id": SCHOOL, "name": "№28", "day": DAY, "school_year": YEAR,
        "kind": "school", "capacity": 100, "shifts": 2,
        "buildings": ((building, "А корпусы"),),
        "rooms": (registry.RoomOnDay(uuid.UUID(int=51), SCHOOL, building, "classroom", 30),),
        "groups": (a_class(),),
        "people": (
            somebody(DIRECTOR, "Омарова", "Айгерім", is_staff=True, birth_date=None),
            somebody(BOLAT, "Тілеуов", "Болат", is_staff=True, birth_date=None),
            pupil(ERZHAN, "Сейтқали", "Ержан"),
        ),
        "stays": (stay(ERZHAN),),
        "elsewhere": (),
        "rights": (right(ERZHAN),),
        "posts": (
            registry.StandingPost(POST_OF_DIRECTOR, SCHOOL, DIRECTOR, "director", Decimal(1)),
            registry.StandingPost(POST_OF_BOLAT, SCHOOL, BOLAT, "teacher", Decimal(1)),
        ),
        "loads": tuple(load(subject=subject) for subject in subjects_of_plan()),
    }  # fmt: skip
    return registry.Standing(**{**told, **more})


def subjects_of_plan() -> list[str]:
    """The settled subjects of grade 7 in Kazakh, as the curriculum has them."""
    from shanyraq.spine.registry.reference.curriculum import plan

    return [line.subject.code for line in plan(7, "kk", day=DAY) if line.confirmed and line.component == "invariant"]
