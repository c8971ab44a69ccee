"""Chains of seals and of publications. Pure.

Each (organisation, stream) has a chain of seals. The hashes of the seals made since the last publication,
in a fixed order, are the leaves of one more tree; its root goes into the chain of publications, whose hash
is the code that the world is told.

    seal hash      = SHA-256(02 | canonical bytes of the seal)
    published code = SHA-256(03 | canonical bytes of the publication)
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

from shanyraq.kernel.sealing.canonical import Schema
from shanyraq.kernel.sealing.tree import Tree

GENESIS = bytes(32)
"""What the first of a chain has for its previous."""

SEAL = Schema(
    kind="seal",
    version=1,
    fields=(
        *("previous", "organisation_id", "stream", "sequence", "count", "total_before", "root"),
        *("first_day", "last_day", "sealed_at"),
    ),
)
PUBLICATION = Schema(kind="publication", version=1, fields=("previous", "number", "day", "root", "seal_count"))


@dataclass(frozen=True, slots=True)
class Seal:
    """One tree of one stream of one organisation, in its place in the chain."""

    previous: bytes
    organisation_id: uuid.UUID
    stream: str
    sequence: int
    count: int
    total_before: int
    root: bytes
    first_day: dt.date
    last_day: dt.date
    sealed_at: dt.datetime

    @property
    def hash(self) -> bytes:
        values = [getattr(self, name) for name in SEAL.fields]
        return sha256(b"\x02" + SEAL.canonical(values)).digest()


@dataclass(frozen=True, slots=True)
class Publication:
    """One code over all seals made since the publication before it."""

    previous: bytes
    number: int
    day: dt.date
    root: bytes
    seal_count: int

    @property
    def hash(self) -> bytes:
        values = [getattr(self, name) for name in PUBLICATION.fields]
        return sha256(b"\x03" + PUBLICATION.canonical(values)).digest()


class Break(Enum):
    """What is wrong at one link, in a word for operators."""

    REWRITTEN = "its hash is not that of its content"
    MISSING = "the link before it is gone"
    DETACHED = "it does not continue the link before it"
    TOTAL = "it counts the facts before it wrongly"
    TIME = "its days or its time run backwards"
    OUTSIDE = "the code saved outside is another one"
    CUT = "a code was saved outside, and no publication of that day is here"


@dataclass(frozen=True, slots=True)
class Fault:
    """A break at the seal of this sequence, the publication of this number, or this day."""

    at: int | dt.date
    what: Break


def next_seal(
    before: Seal | None,
    *,
    organisation_id: uuid.UUID,
    stream: str,
    count: int,
    root: bytes,
    days: tuple[dt.date, dt.date],
    sealed_at: dt.datetime,
) -> Seal:
    """The seal that continues the chain after `before`; `days` are the first and the last day of its
    facts."""
    return Seal(
        previous=before.hash if before else GENESIS,
        organisation_id=organisation_id,
        stream=stream,
        sequence=before.sequence + 1 if before else 1,
        count=count,
        total_before=before.total_before + before.count if before else 0,
        root=root,
        first_day=days[0],
        last_day=days[1],
        sealed_at=sealed_at,
    )


def in_order(seals: Iterable[Seal]) -> list[Seal]:
    """The order of the leaves of a publication: it follows from the seals alone, so anyone can find it
    again."""
    return sorted(seals, key=lambda seal: (seal.organisation_id.bytes, seal.stream, seal.sequence))


def tree_of_seals(seals: Iterable[Seal]) -> Tree:
    """The tree of a publication over these seals, in their order."""
    return Tree(seal.hash for seal in in_order(seals))


def publish(before: Publication | None, *, day: dt.date, seals: Iterable[Seal]) -> Publication:
    """The publication after the one before. Raises ValueError when the day is earlier than that one's."""
    if before and day < before.day:
        raise ValueError(f"{day} is before {before.day}")
    tree = tree_of_seals(seals)
    return Publication(
        previous=before.hash if before else GENESIS,
        number=before.number + 1 if before else 1,
        day=day,
        root=tree.root,
        seal_count=tree.size,
    )


def faults_of_seals(chain: Iterable[tuple[Seal, bytes]]) -> list[Fault]:
    """Every break in one chain of (seal, stored hash), given in order of sequence.

    A chain cut at its end has none: only the publications know of that."""
    faults: list[Fault] = []
    before, known = None, GENESIS
    for seal, stored in chain:
        faults += [Fault(seal.sequence, what) for what in _breaks_of_seal(before, known, seal, stored)]
        before, known = seal, stored
    return faults


def _breaks_of_seal(before: Seal | None, known: bytes, seal: Seal, stored: bytes) -> Iterable[Break]:
    if seal.hash != stored:
        yield Break.REWRITTEN
    if seal.first_day > seal.last_day or (before and seal.sealed_at < before.sealed_at):
        yield Break.TIME
    if seal.sequence != (before.sequence + 1 if before else 1):
        yield Break.MISSING
        return
    if seal.previous != known:
        yield Break.DETACHED
    if seal.total_before != (before.total_before + before.count if before else 0):
        yield Break.TOTAL


def faults_of_publications(
    chain: Iterable[tuple[Publication, bytes]], *, outside: Iterable[tuple[dt.date, bytes]] = ()
) -> list[Fault]:
    """Every break in the chain of (publication, stored hash), given in order of number, and every code
    saved outside that is not here."""
    faults: list[Fault] = []
    codes: dict[dt.date, set[bytes]] = defaultdict(set)
    before, known = None, GENESIS
    for publication, stored in chain:
        faults += [Fault(publication.number, what) for what in _breaks(before, known, publication, stored)]
        before, known = publication, stored
        codes[publication.day].add(publication.hash)
    for day, code in outside:
        if day not in codes:
            faults.append(Fault(day, Break.CUT))
        elif code not in codes[day]:
            faults.append(Fault(day, Break.OUTSIDE))
    return faults


def _breaks(before: Publication | None, known: bytes, publication: Publication, stored: bytes) -> Iterable[Break]:
    if publication.hash != stored:
        yield Break.REWRITTEN
    if before and publication.day < before.day:
        yield Break.TIME
    if publication.number != (before.number + 1 if before else 1):
        yield Break.MISSING
    elif publication.previous != known:
        yield Break.DETACHED
