"""A Monday for these tests: Bolat's mark for Erzhan among other facts, sealed and published."""

import datetime as dt
import hashlib
import uuid
from decimal import Decimal

from shanyraq.kernel.sealing import chain
from shanyraq.kernel.sealing.receipt import Forgotten, Opened, Place, Words, make_receipt
from shanyraq.kernel.sealing.tree import Tree

MONDAY = dt.date(2026, 9, 7)
SCHOOL, NEIGHBOUR = uuid.UUID(int=28), uuid.UUID(int=29)
BOLAT, ERZHAN = uuid.UUID(int=0xB), uuid.UUID(int=0xE)
WORDS = {
    "kk": Words("Баға: 9, математика", "Ержан Сейітов", "2026 жылғы 7 қыркүйек"),
    "ru": Words("Оценка: 9, математика", "Ержан Сейітов", "7 сентября 2026 года"),
    "en": Words("Mark: 9, mathematics", "Erzhan Seitov", "7 September 2026"),
}
MARK = Opened(
    kind="mark",
    version=1,
    fields=(
        ("id", uuid.UUID(int=1)),
        ("day", MONDAY),
        ("happened_at", dt.datetime(2026, 9, 7, 3, 5, 0, 7, tzinfo=dt.UTC)),
        ("actor_id", BOLAT),
        ("organisation_id", SCHOOL),
        ("pupil_id", ERZHAN),
        ("supersedes_id", None),
        ("value", 9),
        ("weight", Decimal("1.50")),
        ("is_formative", True),
        ("codes", ["a", 1, None, {"b": dt.date(2026, 9, 1), "ә": [b"\x00\xff"]}]),
        ("payload", '{"comment":"жақсы"}'),
    ),
    salt=bytes(range(16)),
)


def digest(number: int) -> bytes:
    return hashlib.sha256(number.to_bytes(4, "big")).digest()


def seal_of(leaves: list[bytes], *, before=None, organisation_id=SCHOOL, stream="mark") -> chain.Seal:
    sealed_at = dt.datetime(2026, 9, 7, 14, tzinfo=dt.UTC)
    return chain.next_seal(
        before,
        organisation_id=organisation_id,
        stream=stream,
        count=len(leaves),
        root=Tree(leaves).root,
        days=(MONDAY, MONDAY),
        sealed_at=sealed_at,
    )


def published_mark(fact: Opened | Forgotten = MARK, **differently) -> tuple[str, chain.Publication]:
    """The receipt of the mark as the seventh of eleven facts, and the publication of its day."""
    leaves = [digest(number) for number in range(11)]
    leaves[6] = fact.digest
    seal = seal_of(leaves, **differently)
    others = [seal_of([digest(100 + n)], organisation_id=NEIGHBOUR, stream=f"s{n}") for n in range(4)]
    seals = chain.in_order([seal, *others])
    publication = chain.publish(None, day=MONDAY, seals=seals)
    place = seals.index(seal)
    text = make_receipt(
        fact,
        words=WORDS,
        fact_place=Place(6, tuple(Tree(leaves).proof(6))),
        seal=seal,
        seal_place=Place(place, tuple(chain.tree_of_seals(seals).proof(place))),
        publication=publication,
    )
    return text, publication
