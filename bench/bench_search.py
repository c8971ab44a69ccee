"""What a search over a region costs the database: p50 and p95 of the seconds inside the driver.

Run: BENCH_DATABASE_URL=... nice .venv/bin/python bench/bench_search.py [--pupils 20000] [--rounds 60]
Queries of four kinds (three letters, the full name, the name in Latin letters, the name with one letter wrong), each
under the scope of a director and of the system. Wanted: p95 at most 20 ms at 500,000 pupils.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from house import fresh_database
from region import analyse, make_region, per_cent

TARGET = 20.0
LETTERS = "абгдезиклмнопрстужы"


@contextmanager
def database_time() -> Iterator[list[float]]:
    from django.db import connection

    spent = [0.0]

    def watch(execute, sql, params, many, context):
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent[0] += (time.perf_counter() - begun) * 1000

    with connection.execute_wrapper(watch):
        yield spent


def kinds(dice: Random, names: list[tuple[str, str]]) -> dict[str, list[str]]:
    from shanyraq.kernel.text.folding import query_keys

    return {
        "3 letters": [family[:3] for family, _given in names],
        "full name": [f"{family} {given}" for family, given in names],
        "folded": [" ".join(query_keys(f"{family} {given}")) for family, given in names],
        "one typo": [f"{mistyped(dice, family)} {given}" for family, given in names],
    }


def mistyped(dice: Random, word: str) -> str:
    at = dice.randrange(1, len(word))
    return word[:at] + dice.choice(LETTERS) + word[at + 1 :]


def measure(rounds: int = 60) -> None:
    from shanyraq.kernel.scope import system_scope, use_scope
    from shanyraq.spine.registry import models
    from shanyraq.spine.registry.api import search_people

    dice = Random(3)
    scope, school = director()
    with system_scope("bench"):
        everybody = list(models.Person.objects.values_list("family", "given").order_by("id")[: rounds * 200 : 200])
        own = list(
            models.Person.objects.filter(organisation=school).values_list("family", "given").order_by("id")[:rounds]
        )
    for whose, names, entered in (
        ("director", own, lambda: use_scope(scope)),
        ("system", everybody, lambda: system_scope("bench")),
    ):
        for kind, queries in kinds(dice, names).items():
            times: list[float] = []
            found = 0
            for typed in queries:
                with entered(), database_time() as spent:
                    found += bool(search_people(typed))
                times.append(spent[0])
            print(
                f"search  {whose:<9}{kind:<11} p50 {per_cent(times, 0.5):8.1f} ms   p95 {per_cent(times, 0.95):8.1f} ms"
                f"   found {found} of {len(queries)} (wanted p95 at most {TARGET:.0f})",
                flush=True,
            )


def director():
    """The scope and the school of a director, as sign-in works it out."""
    from django.contrib.auth import get_user_model

    from shanyraq.kernel.scope import system_scope
    from shanyraq.spine.access import api as access
    from shanyraq.spine.access.queries.scopes import derive
    from shanyraq.spine.registry import models

    with system_scope("bench"):
        posts = models.Employment.objects.filter(position="director", organisation__kind="school")
        post = posts.order_by("organisation__number")[0]
        user = get_user_model().objects.filter(person=post.person_id).first()
        if user is None:
            key = access.make_account(person_id=post.person_id, username=f"bench-{post.person_id}")
            user = get_user_model().objects.get(id=key)
        return derive(user, day=post.valid_from.replace(month=11)), post.organisation_id


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pupils", type=int, default=20_000)
    asked.add_argument("--rounds", type=int, default=60)
    options = asked.parse_args()
    with fresh_database():
        make_region(options.pupils, quiet=True)
        analyse()
        measure(options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
