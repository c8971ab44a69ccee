"""Families see their own child's day and cases; teachers those of their groups; heads those of the organisation."""

import uuid
from typing import Any

from django.db.models import Q

from shanyraq.kernel.scope import Scope, any_of, visible
from shanyraq.spine.presence.models import Absence, AbsenceDay, Case, CaseMove, DayState, ParentWord, Testimony

HEADS = ("director", "deputy")


def _own(scope: Scope) -> frozenset[uuid.UUID]:
    return scope.children | ({scope.person_id} if scope.person_id else frozenset())


@visible(DayState, Case, Testimony, AbsenceDay)
def days_and_cases(scope: Scope) -> Q | None:
    heads, own = scope.at(*HEADS), _own(scope)
    return any_of(
        Q(person_id__in=own) if own else None,
        Q(group_id__in=scope.groups) if scope.groups else None,
        Q(organisation_id__in=heads) if heads else None,
    )


@visible(Absence, ParentWord)
def parents_words(scope: Scope) -> Q | None:
    """With the reason and the document: family, class teacher and heads. Other teachers see the days alone."""
    heads, family = scope.at(*HEADS), scope.children
    return any_of(
        Q(person_id__in=family) if family else None,
        Q(group_id__in=scope.led_groups) if scope.led_groups else None,
        Q(organisation_id__in=heads) if heads else None,
    )


@visible(CaseMove)
def case_moves(scope: Scope) -> Q | None:
    heads, own = scope.at(*HEADS), _own(scope)
    led = Case.objects.filter(group_id__in=scope.led_groups).seen_by_system() if scope.led_groups else None
    return any_of(
        Q(person_id__in=own) if own else None,
        Q(case_id__in=led.values("id")) if led is not None else None,
        Q(organisation_id__in=heads) if heads else None,
    )


def may_close_case(scope: Scope, *, case_id: uuid.UUID, **_: Any) -> bool:
    """The class teacher of the child's group, or a head of the organisation."""
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        return False
    return case.group_id in scope.led_groups or case.organisation_id in scope.at(*HEADS)


def only_the_machine(scope: Scope, **_: Any) -> bool:
    return scope.is_system


def may_tell_of(scope: Scope, *, person_id: uuid.UUID, **_: Any) -> bool:
    """A guardian in right, of the own child."""
    return person_id in scope.children


def may_change_word(scope: Scope, *, absence_id: uuid.UUID, **_: Any) -> bool:
    """A guardian in right of the child told of, whichever of them told it."""
    word = Absence.objects.filter(id=absence_id).first()
    return word is not None and word.person_id in scope.children
