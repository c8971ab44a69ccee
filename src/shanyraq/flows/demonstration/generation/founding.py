"""A region comes to stand, a neighbourhood at a time: what was cut off goes on where it stopped and ends the same."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection

from shanyraq.flows.demonstration.generation.chances import ids_of
from shanyraq.flows.demonstration.generation.neighbourhood import digest_of, plan_founding
from shanyraq.flows.demonstration.generation.places import REGIONS, Neighbourhood, plan_neighbourhoods
from shanyraq.flows.demonstration.loading import MORNING
from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.kato import territory

SMALL = 20_000
"""Above so many pupils only PostgreSQL is filled."""
MOST = 600_000
"""Invented telephone numbers end at a million."""
Say = Callable[[str], None]


class Refused(Exception):
    """The region cannot be made here; the words say why and what to do."""


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked: two equal orders give equal regions."""

    region: str
    pupils: int
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Made:
    """What stands, and a digest over every field of it."""

    counts: dict[str, int]
    digest: str


def generate(order: Order, *, say: Say) -> Made:
    """The region of this order stands in this database, marked as a demonstration.

    Raises Refused where other people are, where another order was begun, or where the database is too small for it.
    """
    plan = plan_of(order)
    _refuse(order)
    with system_scope("generate"):
        registry.load_territories()
        standing = {row.id for row in registry.organisations()}
        whole, counts = hashlib.sha256(), Counter[str]()
        for each in plan:
            founding = plan_founding(each, seed=order.seed, count=len(plan))
            whole.update(digest_of(founding))
            counts.update(_counts(founding))
            if founding.organisations[0].id not in standing:
                registry.found(founding=founding, new_id=ids_of(order.seed, "rows", each.place).new)
            say(f"  {each.place + 1} of {len(plan)}: {counts['enrolments']:,} learners, {counts['people']:,} people")
    return Made(dict(counts), whole.hexdigest())


def plan_of(order: Order) -> list[Neighbourhood]:
    """The neighbourhoods of the region. Raises Refused for a region or a number that cannot be made."""
    if order.region not in REGIONS:
        raise Refused(f"No region is called {order.region}. There are: {', '.join(REGIONS)}.")
    if not 1 <= order.pupils <= MOST:
        raise Refused(f"A region has from 1 to {MOST:,} pupils; {order.pupils:,} were asked for.")
    return plan_neighbourhoods(order.region, pupils=order.pupils, seed=order.seed)


def told(order: Order) -> list[str]:
    """The plan in lines: schools and pupils of each district."""
    schools: dict[str, list[int]] = {}
    for neighbourhood in plan_of(order):
        for each in neighbourhood.schools:
            schools.setdefault(each.district, []).append(each.pupils)
    lines = [
        f"  {territory(code).name_kk}: {len(sizes)} schools, {sum(sizes):,} pupils" for code, sizes in schools.items()
    ]
    return [*lines, f"  together {sum(map(len, schools.values()))} schools, {sum(map(sum, schools.values())):,} pupils"]


def _refuse(order: Order) -> None:
    if connection.vendor != "postgresql" and order.pupils > SMALL:
        raise Refused(f"More than {SMALL:,} pupils need PostgreSQL: set DATABASE_URL, or ask for fewer with --pupils.")
    mark = Path(settings.DATA) / "generated.json"
    said = {"region": order.region, "pupils": order.pupils, "seed": order.seed}
    with system_scope("generate"):
        used = get_user_model().objects.exists() or bool(registry.organisations())
    if not used:
        mark.write_text(json.dumps(said))
        clock.anchor(MORNING)
    elif not (clock.is_demo() and mark.exists() and json.loads(mark.read_text()) == said):
        raise Refused(
            "There are people in this database who are not of this order; a region is made only in an empty one."
            " Choose a database and a folder of its own (--data DIR), or repeat the order that was begun."
        )


def _counts(founding: registry.Founding) -> dict[str, int]:
    found = {
        kind: len(getattr(founding, kind))
        for kind in ("organisations", "people", "groups", "enrolments", "guardians", "employments", "loads")
    }
    found["teachers"] = len({each.person_id for each in founding.employments if each.position == "teacher"})
    found["guardian people"] = len({each.guardian_id for each in founding.guardians})
    return found
