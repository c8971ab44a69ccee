"""The scopes of tokens: their names, and which of them go with which rights. Pure."""

import datetime as dt
from collections.abc import Iterable

ROSTER, DEMOGRAPHICS = "roster.readonly", "roster-demographics.readonly"
STRUCTURE, PEOPLE = "register.structure", "register.people"
CONTACTS, IDENTIFIERS = "register.contacts", "register.identifiers"
GUARDIANSHIPS, CHANGES = "register.guardianships", "register.changes"

OF_ROSTER = (ROSTER, DEMOGRAPHICS)
OF_REGISTER = (STRUCTURE, PEOPLE, CONTACTS, IDENTIFIERS, GUARDIANSHIPS, CHANGES)
SCOPES = (*OF_REGISTER, *OF_ROSTER)

OF_ORGANISATION = SCOPES
OF_TERRITORY = (STRUCTURE, CHANGES)

LONGEST = 366
PREFIX = "shq_"
USE_NOTED_EVERY, MOVE_NOTED_EVERY = dt.timedelta(minutes=10), dt.timedelta(minutes=1)
"""The last use is written down at most this often, sooner from another address: reading must not write each time."""


def of_person(*, keeps: bool, leads: bool, has_children: bool, is_office: bool) -> tuple[str, ...]:
    """The scopes a person with these rights can give to a token of their own, in the order of the table."""
    given = {STRUCTURE}
    if not is_office or keeps or leads or has_children:
        given.add(PEOPLE)
    if keeps or leads or has_children:
        given |= {CONTACTS, GUARDIANSHIPS}
    if keeps or has_children:
        given.add(IDENTIFIERS)
    if keeps or is_office:
        given.add(CHANGES)
    return tuple(each for each in OF_REGISTER if each in given)


def is_scopes(wanted: Iterable[str], offered: Iterable[str]) -> bool:
    """Whether something is wanted, and nothing beyond what is offered."""
    asked = set(wanted)
    return bool(asked) and asked <= set(offered)


def use_is_due(*, last: dt.datetime | None, from_elsewhere: bool, now: dt.datetime) -> bool:
    """Whether this use of a token is to be written down."""
    return last is None or now - last >= (MOVE_NOTED_EVERY if from_elsewhere else USE_NOTED_EVERY)
