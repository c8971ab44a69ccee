"""Runs are seen by who keeps the register of their organisation; a region's run by nobody but the machine."""

import uuid
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.scope import Scope, visible
from shanyraq.spine.access import api as access
from shanyraq.spine.exchange.models import Apart, Export, HeadingMap, Line, Merge, Run, SourceKey, Trace
from shanyraq.spine.registry import api as registry


@visible(Run, Line, Trace, SourceKey, HeadingMap, Merge, Apart)
def kept_here(scope: Scope) -> Q | None:
    kept = scope.at(*registry.KEEPERS)
    return Q(organisation__in=kept) if kept else None


def may_keep(scope: Scope, *, organisation_id: uuid.UUID | None, **_: Any) -> bool:
    """Who keeps the register of this organisation."""
    return organisation_id in scope.at(*registry.KEEPERS)


def may_handle(scope: Scope, *, run_id: uuid.UUID, **_: Any) -> bool:
    """Who sees the run may apply, decide and undo it."""
    return Run.objects.filter(id=run_id).exists()


@visible(Export)
def exports(scope: Scope) -> Q | None:
    """Nobody but who asked."""
    return Q(asked_by=scope.user_id) if scope.user_id else None


def may_ask_export(scope: Scope, *, kind: str, subject_id: uuid.UUID, **_: Any) -> bool:
    """Keepers take their organisation and its people; a family takes its own child, a person themself."""
    if scope.user_id is None:
        return False
    if kind != Export.Kind.PERSON:
        return kind in Export.Kind and subject_id in scope.at(*access.KEEPERS)
    if subject_id in scope.children or subject_id == scope.person_id:
        return True
    card = registry.card(subject_id)
    return card is not None and card.organisation_id in scope.at(*access.KEEPERS)


def only_the_machine(scope: Scope, **_: Any) -> bool:
    return scope.is_system


def may_part(scope: Scope, *, merge_id: uuid.UUID, **_arguments: Any) -> bool:
    """Who sees the merge may undo it."""
    if not Merge.objects.filter(id=merge_id).exists():
        raise Hidden(_("There is no such merge."))
    return True


def may_ask_again(scope: Scope, *, apart_id: uuid.UUID, **_arguments: Any) -> bool:
    """Who sees what was said may take it back."""
    if not Apart.objects.filter(id=apart_id).exists():
        raise Hidden(_("There is no such record."))
    return True
