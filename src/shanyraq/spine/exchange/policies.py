"""Runs are seen by who keeps the register of their organisation; a region's run by nobody but the machine."""

import uuid
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.scope import Scope, visible
from shanyraq.spine.exchange.models import HeadingMap, Line, Merge, Run, SourceKey, Trace
from shanyraq.spine.registry import api as registry


@visible(Run, Line, Trace, SourceKey, HeadingMap, Merge)
def kept_here(scope: Scope) -> Q | None:
    kept = scope.at(*registry.KEEPERS)
    return Q(organisation__in=kept) if kept else None


def may_keep(scope: Scope, *, organisation_id: uuid.UUID | None, **_: Any) -> bool:
    """Who keeps the register of this organisation."""
    return organisation_id in scope.at(*registry.KEEPERS)


def may_handle(scope: Scope, *, run_id: uuid.UUID, **_: Any) -> bool:
    """Who sees the run may apply, decide and undo it."""
    return Run.objects.filter(id=run_id).exists()


def may_part(scope: Scope, *, merge_id: uuid.UUID, **_arguments: Any) -> bool:
    """Who sees the merge may undo it."""
    if not Merge.objects.filter(id=merge_id).exists():
        raise Hidden(_("There is no such merge."))
    return True
