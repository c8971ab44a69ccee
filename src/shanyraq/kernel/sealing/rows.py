"""The frozen rows of a receipt. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from shanyraq.kernel.sealing.canonical import Value, canonical_bytes, digest_of
from shanyraq.kernel.sealing.chain import Publication, Seal

FORMAT = 1
LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """What the receipt says to a person, in one language."""

    what: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A fact with everything its digest was made of."""

    kind: str
    version: int
    fields: tuple[tuple[str, Value], ...]
    salt: bytes

    @property
    def digest(self) -> bytes:
        return digest_of(self.salt, canonical_bytes(self.version, self.kind, self.fields))


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A fact whose salt and payload are gone: only its digest is left, and the order that took them."""

    kind: str
    digest: bytes
    order: str


@dataclass(frozen=True, slots=True)
class Place:
    """Which leaf of a tree, and the siblings up to the root."""

    index: int
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    words: Mapping[str, Words]
    fact: Opened | Forgotten
    digest: bytes
    fact_place: Place
    seal: Seal
    seal_place: Place
    publication: Publication
