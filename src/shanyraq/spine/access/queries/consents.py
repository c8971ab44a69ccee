"""Consents as they stand."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shanyraq.spine.access.models import Consent
from shanyraq.spine.registry import api as registry


def standing_word(child_id: uuid.UUID, *, purpose: str) -> Consent | None:
    """The last word about this child and purpose: the one that nothing supersedes."""
    words = list(Consent.objects.filter(person_id=child_id, purpose=purpose))
    superseded = {word.supersedes_id for word in words}
    return next((word for word in words if word.id not in superseded), None)


def has_consent(person_ids: Iterable[uuid.UUID], purpose: str) -> set[uuid.UUID]:
    """Those of these people for whom a yes stands now, as far as the scope sees them."""
    rows = Consent.objects.filter(person_id__in=list(person_ids), purpose=purpose)
    words = list(rows.values_list("id", "supersedes_id", "person_id", "word"))
    superseded = {earlier for _id, earlier, _person, _word in words}
    return {p for fact_id, _e, p, word in words if fact_id not in superseded and word == Consent.Word.GIVEN}


@dataclass(frozen=True, slots=True)
class Word:
    """One word in the history of a consent."""

    given: bool
    at: dt.datetime
    by: str


@dataclass(frozen=True, slots=True)
class PurposeRow:
    """One purpose with the word that stands and those before it."""

    purpose: str
    name: str
    given: bool
    words: tuple[Word, ...]


def consents_of(child_id: uuid.UUID) -> list[PurposeRow]:
    """Every purpose a guardian may decide on, with its history, newest word first."""
    facts = list(Consent.objects.filter(person_id=child_id).order_by("-recorded_at", "-id"))
    names = registry.names_of({fact.given_by for fact in facts})
    rows = []
    for purpose in Consent.Purpose:
        mine = tuple(
            Word(fact.word == Consent.Word.GIVEN, fact.happened_at, names.get(fact.given_by, _("the guardian")))
            for fact in facts
            if fact.purpose == purpose
        )
        rows.append(PurposeRow(purpose.value, str(purpose.label), bool(mine and mine[0].given), mine))
    return rows
