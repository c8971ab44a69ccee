"""What sealing costs: canonical bytes, digests, trees, proofs. CPU time, best of several runs.

    python bench/bench_sealing.py [facts]

Two floors are measured in the same run over the same bytes: one SHA-256 call over all of them at once (the
limit of the hash), and the same messages hashed one by one in a bare loop (the limit of Python). Only ratios
are claims.
"""

import datetime as dt
import json
import os
import random
import sys
import time
import uuid
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from shanyraq.kernel.sealing.canonical import canonical_bytes, digests
from shanyraq.kernel.sealing.tree import Tree, is_included, root_of_blob, stored_proof, window

RUNS = 5
NAMES = (
    *(
        "id",
        "day",
        "happened_at",
        "recorded_at",
        "actor_kind",
        "actor_id",
        "organisation_id",
        "supersedes_day",
    ),
    *("supersedes_id", "lesson_id", "pupil_id", "value", "kind", "payload"),
)


def cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    """The least CPU seconds of several runs, and what the work returns."""
    best, result = float("inf"), None
    for _ in range(RUNS):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    return best, result


def marks(count: int) -> list[list[tuple[str, Any]]]:
    """Marks as the journal writes them: fourteen fields."""
    chance = random.Random(28)
    school, day = uuid.UUID(int=28), dt.date(2026, 9, 7)
    at = dt.datetime(2026, 9, 7, 8, 5, tzinfo=dt.timezone(dt.timedelta(hours=5)))
    made = []
    for number in range(count):
        who = [uuid.UUID(int=chance.getrandbits(128)) for _ in range(4)]
        moment = at + dt.timedelta(seconds=number)
        row = (who[0], day, moment, moment, "user", who[1], school, None, None, who[2], who[3])
        made.append(list(zip(NAMES, (*row, number % 10 + 1, "formative", None), strict=True)))
    return made


def report(name: str, count: int, seconds: float, **ratios: float) -> dict[str, Any]:
    said = "  ".join(f"{floor} x{ratio:.2f}" for floor, ratio in ratios.items())
    print(f"{name:<34}{count / seconds:>12,.0f}/s {seconds / count * 1e6:>9.2f} us  {said}")
    return {"name": name, "per_second": round(count / seconds), **{k: round(v, 2) for k, v in ratios.items()}}


def floors(messages: list[bytes]) -> tuple[float, float]:
    """CPU of one call over all bytes, and of one call for each message."""
    whole = b"".join(messages)
    at_once, _ = cpu(lambda: sha256(whole).digest())
    one_by_one, _ = cpu(lambda: [sha256(message).digest() for message in messages])
    return at_once, one_by_one


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rows, salt = marks(count), os.urandom(16)
    print(f"{count:,} facts, CPU time, best of {RUNS}; the ratios are our time to that of the floor")
    spelled, canonical = cpu(lambda: [canonical_bytes(1, "mark", row) for row in rows])
    hashed, leaves = cpu(lambda: digests((salt, data) for data in canonical))
    fact_once, fact_loop = floors([b"\x04" + salt + data for data in canonical])
    blob = b"".join(leaves)
    rooted, root = cpu(lambda: root_of_blob(blob))
    built, tree = cpu(lambda: Tree(blob))
    messages = [b"\x00" + leaf for leaf in leaves]
    for level in tree.levels[:-1]:
        messages += [b"\x01" + level[at : at + 64] for at in range(0, len(level) // 64 * 64, 64)]
    tree_once, tree_loop = floors(messages)
    index = count * 2 // 3
    start, stop = window(index, count)
    upper, part = tree.upper(), blob[start * 32 : stop * 32]
    many = range(1000)
    proved, proof = cpu(lambda: [tree.proof(index) for _ in many][-1])
    stored, same = cpu(lambda: [stored_proof(index, size=count, leaves=part, upper=upper) for _ in many][-1])
    checked, stands = cpu(lambda: all(is_included(leaves[index], index, count, proof, root) for _ in many))
    if not (stands and proof == same and tree.root == root):
        raise SystemExit("the proofs do not stand: nothing was measured")
    total, once, loop = spelled + hashed + built, fact_once + tree_once, fact_loop + tree_loop
    lines = [
        report("canonical bytes", count, spelled),
        report("salted digests", count, hashed, one_pass=hashed / fact_once, bare_loop=hashed / fact_loop),
        report("root of a blob", count, rooted, one_pass=rooted / tree_once, bare_loop=rooted / tree_loop),
        report("tree with all levels", count, built, one_pass=built / tree_once, bare_loop=built / tree_loop),
        report("all of it, fact to root", count, total, one_pass=total / once, bare_loop=total / loop),
        report("proof from a built tree", 1000, proved),
        report("proof from stored nodes", 1000, stored),
        report("check of a proof", 1000, checked),
    ]
    print(json.dumps({"facts": count, "lines": lines}))


if __name__ == "__main__":
    main()
