"""Who sees which rows of the register.

Heads see their organisation; a teacher sees the learners of the groups taught or led, and colleagues; a guardian sees
the own children and themself; an office sees organisations and figures, never a child's row.
A protected person is there for the director, for those who teach or lead the class, and for the own family: no others.
"""

import uuid
from collections.abc import Iterable

from django.db.models import Q

from shanyraq.kernel.scope import Scope, any_of, visible
from shanyraq.spine.registry.models import (
    Building,
    CustodyLimit,
    Employment,
    Enrolment,
    Group,
    Guardianship,
    GuardianshipDispute,
    Organisation,
    Person,
    ProtectionOrder,
    Room,
    TeachingLoad,
)

KEEPERS = ("director", "deputy", "secretary")
"""Who keeps the register of an organisation and therefore sees all of it."""


def _of_my_organisations(scope: Scope) -> Q | None:
    return Q(organisation__in=scope.organisations) if scope.organisations else None


def _offices(scope: Scope) -> Q | None:
    """Rows of the organisations under the office's territories, by path."""
    under: Q | None = None
    for path in scope.territories:
        under = any_of(under, Q(territory_path__startswith=path))
    if under is None:
        return None
    return Q(organisation__in=Organisation.objects.filter(under).values("id"))


def _open_to_keepers(scope: Scope, subject: str) -> Q | None:
    """Rows about a learner of the kept organisations; about a protected one to the director only."""
    kept, directed = scope.at(*KEEPERS), scope.at("director")
    return any_of(
        Q(**{"organisation__in": kept, f"{subject}__protected": False}) if kept - directed else None,
        Q(organisation__in=directed) if directed else None,
    )


@visible(Building, Room)
def structure(scope: Scope) -> Q | None:
    """The parts of an organisation: its staff, the office above it, and for a group its families."""
    return any_of(_of_my_organisations(scope), _offices(scope))


@visible(Group)
def groups(scope: Scope) -> Q | None:
    family = scope.children | ({scope.person_id} if scope.person_id else frozenset())
    learners = Person.objects.filter(id__in=family, group__isnull=False).seen_by_system() if family else None
    of_children = Q(id__in=learners.values("group")) if learners is not None else None
    return any_of(structure(scope), of_children)


def named(scope: Scope) -> Q:
    """The people who may be named to this scope wherever their names stand: all but the protected of others."""
    if scope.is_system:
        return Q()
    few = any_of(
        Q(id__in=scope.children | ({scope.person_id} if scope.person_id else frozenset())),
        Q(organisation__in=directed) if (directed := scope.at("director")) else None,
        Q(group__in=scope.groups) if scope.groups else None,
    )
    return Q(protected=False) | few if few else Q(protected=False)


@visible(Person)
def people(scope: Scope) -> Q | None:
    kept = scope.at(*KEEPERS)
    directed = scope.at("director")
    guarded, cared_for = scope.at("guard"), scope.at("nurse", "psychologist")
    wards_of_mine = Guardianship.objects.filter(valid_to=None).seen_by_system()
    return any_of(
        Q(id=scope.person_id) if scope.person_id else None,
        Q(id__in=scope.children) if scope.children else None,
        Q(organisation__in=kept, protected=False) if kept else None,
        Q(organisation__in=directed) if directed else None,
        Q(group__in=scope.groups) if scope.groups else None,
        # A guard must be able to say whose card it is; the cards of persons open to keepers only.
        Q(organisation__in=guarded, is_learner=True, protected=False) if guarded else None,
        # Whoever cares for the health and the needs of children must find the child.
        Q(organisation__in=cared_for, is_learner=True, protected=False) if cared_for else None,
        Q(organisation__in=scope.organisations, is_staff=True, protected=False) if scope.organisations else None,
        Q(id__in=wards_of_mine.filter(_open_to_keepers(scope, "child")).values("guardian")) if kept else None,
        Q(id__in=wards_of_mine.filter(child__group__in=scope.led_groups).values("guardian"))
        if scope.led_groups
        else None,
    )


@visible(Guardianship)
def guardianships(scope: Scope) -> Q | None:
    return any_of(
        _open_to_keepers(scope, "child"),
        Q(child__group__in=scope.led_groups) if scope.led_groups else None,
        Q(child__in=scope.children) if scope.children else None,
        Q(child=scope.person_id) if scope.person_id else None,
    )


@visible(Enrolment)
def enrolments(scope: Scope) -> Q | None:
    mine = scope.children | ({scope.person_id} if scope.person_id else frozenset())
    return any_of(
        _open_to_keepers(scope, "person"),
        Q(group__in=scope.groups) if scope.groups else None,
        Q(person__in=mine) if mine else None,
    )


@visible(CustodyLimit, GuardianshipDispute)
def family_papers(scope: Scope) -> Q | None:
    """Who keeps the register, and the class teacher, must know whom a court keeps from the child."""
    return any_of(
        _open_to_keepers(scope, "child"),
        Q(child__group__in=scope.led_groups) if scope.led_groups else None,
    )


@visible(ProtectionOrder)
def protection_orders(scope: Scope) -> Q | None:
    directed = scope.at("director")
    return Q(organisation__in=directed) if directed else None


@visible(Employment, TeachingLoad)
def staff(scope: Scope) -> Q | None:
    return any_of(
        _of_my_organisations(scope),
        Q(person=scope.person_id) if scope.person_id else None,
    )


def stand_there(groups: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> bool:
    """Whether each of these groups is one of the organisation named beside it."""
    wanted = set(groups)
    rows = Group.objects.filter(id__in={group for group, _organisation in wanted}).seen_by_system()
    return wanted <= set(rows.values_list("id", "organisation_id"))


def keeps_all(scope: Scope, organisation_ids: Iterable[uuid.UUID | None]) -> bool:
    """Whether the actor keeps the register of every one of these organisations."""
    return set(organisation_ids) <= scope.at(*KEEPERS)
