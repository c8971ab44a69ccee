"""People found by name: folded, in any order, by the first letters, forgiving one slip. A constant number of queries.

Somebody's search is as small as their scope: each part of it has an index. The machine's own goes over everybody; there
PostgreSQL answers "some word begins with" from an index over the words of `search_keys` (migration 0002).
"""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value

from shanyraq.kernel.scope import Scope, any_of, current_scope
from shanyraq.kernel.text.folding import query_keys
from shanyraq.spine.registry.models import Guardianship, NameSlip, Organisation, Person
from shanyraq.spine.registry.queries.organisations import organisations
from shanyraq.spine.registry.queries.people import cards
from shanyraq.spine.registry.queries.rows import OrganisationRow, PersonCard
from shanyraq.spine.registry.rules.slips import SHORTEST, one_slip_apart, slips

CANDIDATES = 120
"""So many fitting people are read and put in order. Whoever fits more must write one letter more."""
WORDS_AT_MOST = 6
_INDEXED = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; `forgiven` where only a mistyped name fits, `more` where not all are shown."""

    people: tuple[PersonCard, ...] = ()
    organisations: tuple[OrganisationRow, ...] = ()
    forgiven: bool = False
    more: bool = False


class _BeginsWords(Func):
    """The expression of the index, so that PostgreSQL takes it."""

    template = "to_tsvector('simple'::regconfig, %(expressions)s::tsquery"
    arg_joiner = ") @@ "
    output_field = BooleanField()


class _IsAnyOf(Func):
    """`id = ANY (ARRAY (SELECT ...))`: the set is made once, and each of it is looked up by its index."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def find(typed: str, *, limit: int = 20) -> Found:
    """People of the scope by name, and organisations by number or name. At most five queries."""
    found = _people_found(typed, limit=limit)
    return replace(found, organisations=tuple(_organisations(typed, limit=8)))


def search_people(typed: str, *, limit: int = 20) -> list[PersonCard]:
    """People of the scope whose name fits what was typed, in any of the three scripts' spellings. Two queries, or
    four where a slip is forgiven."""
    return list(_people_found(typed, limit=limit).people)


def _people_found(typed: str, *, limit: int) -> Found:
    keys = query_keys(typed)[:WORDS_AT_MOST]
    if not keys:
        return Found()
    ids = _fitting([[key] for key in keys])
    forgiven = False
    if not ids and (wider := _respelled(keys)):
        ids = _fitting(wider)
        forgiven = bool(ids)
    by_id = {card.id: card for card in cards(Person.objects.filter(id__in=ids[:limit]))} if ids else {}
    return Found(
        people=tuple(by_id[one] for one in ids[:limit] if one in by_id),
        forgiven=forgiven,
        more=len(ids) > limit,
    )


def _parents(scope: Scope) -> Q:
    """The guardians of the own organisations' children. As a set made first: joined, PostgreSQL reads a million
    people to find the parents of one school (bench/bench_search.py: 200 ms against 5); named one by one, it reads a
    statement of thousands of ids."""
    rights = Guardianship.objects.filter(organisation__in=scope.organisations).seen_by_system()
    if connection.vendor == "postgresql":
        return Q(_IsAnyOf(F("id"), ArraySubquery(rights.values("guardian"))))
    return Q(id__in=rights.values("guardian"))


def _fitting(choices: Sequence[Sequence[str]]) -> list[uuid.UUID]:
    """Whose name has, for each word typed, a word that begins with one of its spellings; in alphabetical order.

    Not ordered by the database: a common beginning fits tens of thousands, and the first CANDIDATES are enough.
    """
    fits = Q()
    for spellings in choices:
        fits &= any_of(*(Q(search_keys__contains=f" {key}") for key in spellings)) or Q()
    first, *others = [part.filter(fits).order_by().values_list("sort_key", "id") for part in _within(choices)]
    found = first.union(*others) if others else first
    return [row[1] for row in sorted(found[:CANDIDATES])]


def _within(choices: Sequence[Sequence[str]]) -> list[QuerySet[Person, Any]]:
    """The people to look among, in parts that each have an index: the own organisations, their families, the own.

    A union of parts, since a policy's "or" over all of them makes PostgreSQL read every fitting name of the region.
    The policy narrows each part besides.
    """
    scope = current_scope()
    if scope.is_system:
        people = Person.objects.filter(protected=False)
        asked = _tsquery(choices) if connection.vendor == "postgresql" else ""
        return [people.filter(_BeginsWords(F("search_keys"), Value(asked))) if asked else people]
    directed = scope.at("director")
    people = Person.objects.filter(
        Q(protected=False) | Q(organisation__in=directed) if directed else Q(protected=False)
    )
    mine = scope.children | ({scope.person_id} if scope.person_id else frozenset())
    parts = [people.filter(id__in=mine)]
    if scope.organisations:
        parts += [people.filter(organisation__in=scope.organisations), people.filter(_parents(scope))]
    if scope.groups:
        parts.append(people.filter(group__in=scope.groups))
    return parts


def _tsquery(choices: Iterable[Sequence[str]]) -> str:
    parts = [" | ".join(f"{key}:*" for key in keys) for keys in choices if all(map(_INDEXED.fullmatch, keys))]
    return " & ".join(f"({part})" for part in parts)


def _respelled(keys: Sequence[str]) -> list[list[str]]:
    """For each word the known names one slip away; nothing where no word has any. One query."""
    long = {key: slips(key) for key in keys if len(key) >= SHORTEST}
    if not long:
        return []
    rows = NameSlip.objects.filter(slip__in=set().union(*long.values())).values_list("word", flat=True)
    known = sorted(set(rows))
    return [
        [key, *(word for word in known if key in long and word != key and one_slip_apart(key, word))] for key in keys
    ]


def _organisations(typed: str, *, limit: int) -> list[OrganisationRow]:
    """By number («28») or by the words of the name in any spelling; they are public."""
    digits = "".join(re.findall(r"\d+", typed))
    if digits:
        wanted = Q(number=int(digits)) if len(digits) <= 4 else Q(bin=digits)
    else:
        wanted = Q()
        for key in query_keys(typed)[:WORDS_AT_MOST]:
            wanted &= Q(search_keys__contains=f" {key}")
    if not wanted:
        return []
    ids = Organisation.objects.filter(wanted).order_by("sort_key", "id").values_list("id", flat=True)[:limit]
    return organisations(list(ids))
