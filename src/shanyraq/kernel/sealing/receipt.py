"""A receipt: one fact opened, with the path from it to a published code. Pure.

The receipt never vouches for itself: the code comes from outside (a newspaper, a notice board, a
neighbour's copy). Its words are an explanation by whoever issued it; only the opened fields are proved. It
opens the whole fact, so it is given only to somebody who may read the whole fact.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from typing import Any

from shanyraq.kernel.sealing.chain import Publication, Seal
from shanyraq.kernel.sealing.opening import Malformed, spell
from shanyraq.kernel.sealing.reading import read_receipt
from shanyraq.kernel.sealing.rows import FORMAT, LANGUAGES, Forgotten, Opened, Place, Receipt, Words
from shanyraq.kernel.sealing.tree import root_of_proof


class Verdict(Enum):
    """What came of checking. The value is the word that the stand-alone script prints, too."""

    STANDS = "stands"
    FORGOTTEN = "forgotten"
    ALTERED = "altered"
    MISPLACED = "misplaced"
    NOT_IN_SEAL = "not-in-seal"
    NOT_PUBLISHED = "not-published"
    ROOT_DIFFERS = "root-differs"
    MALFORMED = "malformed"

    @property
    def is_sound(self) -> bool:
        """Nothing was altered. Of a forgotten fact only that it was there is proved."""
        return self in (Verdict.STANDS, Verdict.FORGOTTEN)


def make_receipt(
    fact: Opened | Forgotten,
    *,
    words: Mapping[str, Words],
    fact_place: Place,
    seal: Seal,
    seal_place: Place,
    publication: Publication,
) -> str:
    """The JSON text of the receipt. Raises ValueError rather than issue one that does not stand."""
    text = json.dumps(
        {
            "receipt": FORMAT,
            "words": {language: plain_row(words[language]) for language in LANGUAGES},
            "fact": {**_shown(fact), "place": _shown_place(fact_place)},
            "seal": {**plain_row(seal), "place": _shown_place(seal_place)},
            "publication": plain_row(publication),
        },
        ensure_ascii=False,
        indent=1,
    )
    verdict = check_receipt(text, publication.hash)
    if not verdict.is_sound:
        raise ValueError(f"this receipt would not stand: {verdict.value}")
    return text


def check_receipt(text: str | bytes, published: bytes) -> Verdict:
    """Whether the receipt leads to this published code. Never raises for a bad receipt."""
    try:
        return verdict_on(read_receipt(text), published)
    except Malformed:
        return Verdict.MALFORMED


def verdict_on(receipt: Receipt, published: bytes) -> Verdict:
    """The first thing that fails, from the fact outwards."""
    fact, seal, publication = receipt.fact, receipt.seal, receipt.publication
    if fact.digest != receipt.digest:
        return Verdict.ALTERED
    if not _belongs(fact, seal):
        return Verdict.MISPLACED
    if _root(receipt.digest, receipt.fact_place, seal.count) != seal.root:
        return Verdict.NOT_IN_SEAL
    if _root(seal.hash, receipt.seal_place, publication.seal_count) != publication.root:
        return Verdict.NOT_PUBLISHED
    if publication.hash != published:
        return Verdict.ROOT_DIFFERS
    return Verdict.FORGOTTEN if isinstance(fact, Forgotten) else Verdict.STANDS


def _root(leaf: bytes, place: Place, size: int) -> bytes | None:
    return root_of_proof(leaf, place.index, size, place.path)


def _belongs(fact: Opened | Forgotten, seal: Seal) -> bool:
    """A fact lies in a seal of its own stream, organisation and days; what it does not say is not asked
    for."""
    if fact.kind != seal.stream:
        return False
    if isinstance(fact, Forgotten):
        return True
    says = dict(fact.fields)
    day = says.get("day", seal.first_day)
    return (
        says.get("organisation_id", seal.organisation_id) == seal.organisation_id
        and type(day) is dt.date
        and seal.first_day <= day <= seal.last_day
    )


def _shown(fact: Opened | Forgotten) -> dict[str, Any]:
    shown: dict[str, Any] = {"kind": fact.kind, "digest": fact.digest.hex()}
    if isinstance(fact, Forgotten):
        return {**shown, "forgotten_by": fact.order}
    opened = [{"name": name, **spell(value)} for name, value in fact.fields]
    return {**shown, "version": fact.version, "salt": fact.salt.hex(), "fields": opened}


def plain_row(row: Any) -> dict[str, Any]:
    """A frozen row for JSON: numbers as they are, everything else as `spell` writes it."""
    values = {each.name: getattr(row, each.name) for each in fields(row)}
    return {name: value if isinstance(value, int) else spell(value)["value"] for name, value in values.items()}


def _shown_place(place: Place) -> dict[str, Any]:
    return {"index": place.index, "path": [node.hex() for node in place.path]}


__all__ = [
    *("Forgotten", "Opened", "Place", "Receipt", "Verdict", "Words"),
    *("check_receipt", "make_receipt", "read_receipt", "verdict_on"),
]
