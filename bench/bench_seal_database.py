"""Sealing with reading and storing: facts per second of CPU, and what a proof costs from the database.

    python bench/bench_seal_database.py [facts]          BENCH_DATABASE_URL=postgresql://... for PostgreSQL

Waiting facts come in the sizes in which a school writes them: single cells, classes of 30, uploads of 100. The floor
of the same run hashes the same leaves into a tree in memory and stores nothing. Target: 50,000 facts a CPU second,
a proof under one millisecond.
"""

import os
import random
import sys
import time
import uuid

from house import fresh_database

SIZES = (1, 1, 1, 30, 30, 100)


def main(facts: int) -> None:
    with fresh_database() as vendor:
        from shanyraq.kernel.scope import system_scope

        with system_scope("bench"):
            measure(facts, vendor)


def measure(facts: int, vendor: str) -> None:
    from shanyraq.kernel.facts.models import PendingSeal
    from shanyraq.kernel.sealing.making import seal_everything
    from shanyraq.kernel.sealing.tree import root_of_blob

    chance = random.Random(28)
    school, day = uuid.UUID(int=28), (739_000).to_bytes(4, "big")
    rows, leaves, made = [], [], 0
    while made < facts:
        size = chance.choice(SIZES)
        entries = [os.urandom(16) + day + os.urandom(32) for _ in range(size)]
        leaves += [entry[20:] for entry in entries]
        rows.append(PendingSeal(organisation_id=school, stream="marks", entries=b"".join(entries)))
        made += size
    PendingSeal.objects.bulk_create(rows, batch_size=500)
    start = time.process_time()
    sealed = seal_everything()
    spent = time.process_time() - start
    start = time.process_time()
    root_of_blob(b"".join(leaves))
    floor = time.process_time() - start
    print(f"{vendor}: {sealed} facts in {len(rows)} writes sealed, {sealed / spent:,.0f} facts a CPU second")
    print(f"  {spent / floor:.1f} times the floor (the tree alone: {sealed / floor:,.0f}/s)")
    proofs(chance)


def proofs(chance: random.Random, number: int = 200) -> None:
    from shanyraq.kernel.sealing.issuing import proof_of
    from shanyraq.kernel.sealing.making import ID, KEY
    from shanyraq.kernel.sealing.models import Seal
    from shanyraq.kernel.sealing.tree import is_included

    seals = list(Seal.objects.all())
    spent = 0.0
    for _ in range(number):
        seal = chance.choice(seals)
        index = chance.randrange(seal.count)
        start = time.process_time()
        place = proof_of(seal, index)
        spent += time.process_time() - start
        leaf = bytes(seal.leaves)[index * 32 : index * 32 + 32]
        assert is_included(leaf, index, seal.count, list(place.path), bytes(seal.root)), (index, ID, KEY)
    print(f"  a proof in {1000 * spent / number:.3f} ms, each checked against its root")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
