"""What a program costs the house: a page of 200 people by the interface, and a comparing of a whole school.

Run: PYTHONPATH=src .venv/bin/python bench/bench_interface.py [--rounds 30]
CPU time of this process, floor and measured in turns. A page is a whole request (token, limits, scope, looks, ETag)
held against the same rows read and written as JSON; a comparing, against reading the same rows of the register once.
Targets: page at most 4 times its floor, comparing at most 4 times its floor.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable

from house import fresh_database

PUPILS, AT_ONCE = 1000, 200
PAGE_TARGET, COMPARE_TARGET = 4.0, 4.0


def school():
    """A school of a thousand pupils, each with one guardian, beside a neighbour of one."""
    from shanyraq.kernel.scope import system_scope
    from shanyraq.spine.registry import factories, models

    at = factories.build_school(28)
    factories.build_school(29)
    with system_scope("bench"):
        for number in range(PUPILS):
            child = factories.add_pupil(at, f"Оқушы{number:04d}", "Айша")
            guardian = factories.person(f"Ана{number:04d}", "Дана", phone="+77010000000")
            models.Guardianship.objects.create(
                child_id=child, guardian=guardian, organisation_id=at.organisation_id, relation="mother",
                valid_from=factories.START,
            )  # fmt: skip
    return at


def timed(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def in_turns(rounds: int, floor: Callable[[], object], measured: Callable[[], object]) -> tuple[float, float]:
    pairs = [(timed(floor), timed(measured)) for _round in range(rounds)][2:]
    return statistics.median(one for one, _two in pairs), statistics.median(two for _one, two in pairs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    with fresh_database() as vendor:
        return measure(vendor, rounds)


def measure(vendor: str, rounds: int) -> int:
    from django.conf import settings
    from django.test import Client

    from shanyraq.kernel.scope import use_scope
    from shanyraq.spine.interface import api as interface
    from shanyraq.spine.interface.queries.changes import Standing, difference
    from shanyraq.spine.registry import api as registry
    from shanyraq.spine.registry.models import Person

    settings.API_TOKEN_LIMIT = settings.API_ADDRESS_LIMIT = 10**6
    at = school()
    with use_scope(at.scope("director")):
        secret = interface.make_token(
            organisation_id=at.organisation_id, name="bench", scopes=["register.people", "register.contacts"], days=1
        )
    client, headers = Client(), {"Authorization": f"Bearer {secret}"}

    def page() -> None:
        answer = client.get("/api/register/v1/people", {"limit": AT_ONCE, "sort": "name"}, headers=headers)
        assert len(answer.json()["items"]) == AT_ONCE

    def rows() -> None:
        columns = tuple(registry.PersonEntry.__dataclass_fields__)
        with use_scope(at.scope("director")):
            found = Person.objects.order_by("sort_key", "id").values_list(*columns)[:AT_ONCE]
            told = [dict(zip(columns, row, strict=True)) for row in found]
        json.loads(json.dumps(told, default=str))

    whose = registry.Whose(organisations=[at.organisation_id])

    def reading() -> None:
        with use_scope(at.scope("director")):
            for read in (
                registry.person_entries, registry.stay_entries, registry.guardian_entries, registry.post_entries,
                registry.load_entries, registry.group_entries,
            ):  # fmt: skip
                list(read(whose))

    def comparing() -> None:
        difference(at.organisation_id, Standing(0, None, {}, frozenset()))

    good = True
    for name, floor, measured, target in (
        ("page of 200", rows, page, PAGE_TARGET), ("comparing a school", reading, comparing, COMPARE_TARGET),
    ):  # fmt: skip
        below, above = in_turns(rounds, floor, measured)
        ratio = above / below
        good &= ratio <= target
        said = f"{above * 1000:.1f} ms, floor {below * 1000:.1f} ms, {ratio:.1f} times (at most {target})"
        print(f"{vendor}: {name}: {said}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
