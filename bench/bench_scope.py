"""What a scope costs in a large register: a director's class list in a region and with the other schools away.

Run: BENCH_DATABASE_URL=... nice .venv/bin/python bench/bench_scope.py [--pupils 20000] [--rounds 200]
The same school, class and director twice, in turns: in the region, and in a second schema of the same database that
holds this school alone (PostgreSQL). Database time; wanted: at most 1.3 times.
"""

import argparse
import sys

from bench_search import database_time, director
from house import fresh_database
from region import analyse, make_region, per_cent

TARGET = 1.3
ALONE = "one_school"


def copy_of_one_school(school) -> None:
    """A schema with the register's tables, their indexes and the rows of one school."""
    from django.db import connection

    wards = "SELECT guardian_id FROM registry_guardianship WHERE organisation_id = %s"
    kept = {
        "registry_organisation": ("id = %s", 1),
        "registry_group": ("organisation_id = %s", 1),
        "registry_person": (f"organisation_id = %s OR id IN ({wards})", 2),
        "registry_enrolment": ("organisation_id = %s", 1),
        "registry_guardianship": ("organisation_id = %s", 1),
    }
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {ALONE}")
        for table, (condition, count) in kept.items():
            cursor.execute(f"CREATE TABLE {ALONE}.{table} (LIKE public.{table} INCLUDING ALL)")
            cursor.execute(
                f"INSERT INTO {ALONE}.{table} SELECT * FROM public.{table} WHERE {condition}", [school] * count
            )


def read_from(schemas: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SET search_path TO {schemas}")


def measure(rounds: int = 200) -> None:
    from django.db import connection

    from shanyraq.kernel.scope import system_scope, use_scope
    from shanyraq.spine.registry import api as registry
    from shanyraq.spine.registry import models

    if connection.vendor != "postgresql":
        print("scope   needs PostgreSQL")
        return
    scope, school = director()
    with system_scope("bench"):
        groups = list(models.Group.objects.filter(organisation=school).order_by("sort_key", "id"))
        day = models.Enrolment.objects.filter(organisation=school)[0].valid_from
    copy_of_one_school(school)
    analyse()
    times: dict[str, list[float]] = {f"{ALONE}, public": [], "public": []}
    for number in range(rounds):
        group = groups[number % len(groups)].id
        for schemas, seen in times.items():
            read_from(schemas)
            with use_scope(scope), database_time() as spent:
                found = registry.roster(group, day=day)
            assert found
            if number >= rounds // 10:
                seen.append(spent[0])
    read_from("public")
    alone, whole = (per_cent(seen, 0.5) for seen in times.values())
    print(
        f"scope   class list of a director: one school {alone:.2f} ms, region {whole:.2f} ms,"
        f" ratio {whole / alone:.2f} (at most {TARGET})"
    )


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pupils", type=int, default=20_000)
    asked.add_argument("--rounds", type=int, default=200)
    options = asked.parse_args()
    with fresh_database():
        make_region(options.pupils, quiet=True)
        analyse()
        measure(options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
