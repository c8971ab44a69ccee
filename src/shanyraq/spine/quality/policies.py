"""Who sees findings and snapshots, and who may move them.

Keepers see the questions of their organisation; a class teacher those of the own class, and no others. An office sees
snapshots and figures of its schools: numbers, never a child's row.
"""

import uuid
from typing import Any

from django.db.models import Q

from shanyraq.kernel.scope import Scope, any_of, visible
from shanyraq.spine.access import api as access
from shanyraq.spine.quality.models import Finding, FindingMove, FrozenRows, Snapshot, SnapshotMove
from shanyraq.spine.quality.rules.declaring import Owner
from shanyraq.spine.quality.rules.looking import RULES
from shanyraq.spine.registry import api as registry

OFFICES = (access.Role.OFFICE, access.Role.OFFICE_HEAD)
OF_CLASS_TEACHERS = sorted(code for code, rule in RULES.items() if rule.owner is Owner.CLASS_TEACHER)


def _kept(scope: Scope) -> Q | None:
    kept = scope.at(*access.KEEPERS)
    return Q(organisation_id__in=kept) if kept else None


def _overseen(scope: Scope) -> Q | None:
    under: Q | None = None
    for path in scope.over(*OFFICES):
        under = any_of(under, Q(organisation_id__in=registry.ids_under(path)))
    return under


@visible(Finding)
def findings(scope: Scope) -> Q | None:
    return any_of(_kept(scope), Q(group__in=scope.led_groups) if scope.led_groups else None)


@visible(FindingMove)
def finding_moves(scope: Scope) -> Q | None:
    led = Finding.objects.filter(group__in=scope.led_groups).seen_by_system() if scope.led_groups else None
    return any_of(_kept(scope), Q(finding_id__in=led.values("id")) if led is not None else None)


@visible(Snapshot, SnapshotMove)
def snapshots(scope: Scope) -> Q | None:
    return any_of(_kept(scope), _overseen(scope))


@visible(FrozenRows)
def frozen_rows(scope: Scope) -> Q | None:
    """The rows beneath the numbers name children: the school's keepers alone."""
    return _kept(scope)


def only_the_machine(scope: Scope, **_: Any) -> bool:
    return scope.is_system


def may_look_again(scope: Scope, *, organisation_id: uuid.UUID, **_: Any) -> bool:
    """Looking changes nothing but what is true already, so a class teacher may ask for it too."""
    return organisation_id in scope.at(*access.KEEPERS, access.Role.CLASS_TEACHER)


def may_accept_finding(scope: Scope, *, finding_id: uuid.UUID, **_: Any) -> bool:
    """A head accepts any question of the school; a secretary those of the secretary; a class teacher the own ones."""
    found = Finding.objects.filter(id=finding_id).first()
    if found is None:
        return False
    if found.organisation_id in scope.at(*access.HEADS):
        return True
    owner = RULES[found.rule].owner if found.rule in RULES else None
    if owner is Owner.SECRETARY:
        return found.organisation_id in scope.at(access.Role.SECRETARY)
    return owner is Owner.CLASS_TEACHER and found.group_id in scope.led_groups


def oversees(scope: Scope, organisation_id: uuid.UUID) -> bool:
    """Whether the organisation lies under a territory over which the actor holds an office's post."""
    organisation = registry.organisation(organisation_id)
    paths = scope.over(*OFFICES)
    return organisation is not None and any(organisation.territory_path.startswith(path) for path in paths)


def may_ask_school(scope: Scope, *, organisation_id: uuid.UUID, **_: Any) -> bool:
    return oversees(scope, organisation_id)


def may_prepare(scope: Scope, *, organisation_id: uuid.UUID, **_: Any) -> bool:
    return organisation_id in scope.at(*access.KEEPERS)


def may_submit(scope: Scope, *, snapshot_id: uuid.UUID, **_: Any) -> bool:
    """Numbers leave the school under a head's name."""
    found = Snapshot.objects.filter(id=snapshot_id).first()
    return found is not None and found.organisation_id in scope.at(*access.HEADS)


def may_decide(scope: Scope, *, snapshot_id: uuid.UUID, **_: Any) -> bool:
    """The office above accepts and returns; a school never accepts its own numbers."""
    found = Snapshot.objects.filter(id=snapshot_id).first()
    return found is not None and oversees(scope, found.organisation_id)
