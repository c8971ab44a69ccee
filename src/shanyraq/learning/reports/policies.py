"""Who sees issued papers, and who issues them: the heads and the class teacher; a family reads its own."""

import uuid
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.scope import Scope, any_of, visible
from shanyraq.learning.reports.models import Card
from shanyraq.spine.registry import api as registry

HEADS = ("director", "deputy")
ISSUERS = ("class_teacher", *HEADS)
WRITERS = ("teacher", *ISSUERS)
FAMILY = ("guardian", "pupil")
NO_CLASS = _("There is no such class or subject.")


@visible(Card)
def cards(scope: Scope) -> Q | None:
    heads = scope.at(*HEADS)
    own = scope.children | ({scope.person_id} if scope.person_id and scope.has("pupil") else frozenset())
    return any_of(
        Q(group_id__in=scope.led_groups) if scope.led_groups else None,
        Q(organisation_id__in=heads) if heads else None,
        Q(pupil_id__in=own) if own else None,
    )


def class_or_hidden(scope: Scope, group_id: uuid.UUID, *, teaching: bool = False) -> registry.GroupRow:
    """The class that this person leads or heads; with `teaching` also one in which they teach. Raises Hidden."""
    group = next(iter(registry.groups([group_id])), None)
    if group is None:
        raise Hidden(NO_CLASS)
    mine = group_id in scope.led_groups or (teaching and group_id in scope.groups)
    if not (scope.is_system or mine or group.organisation_id in scope.at(*HEADS)):
        raise Hidden(NO_CLASS)
    return group


def may_issue(scope: Scope, *, group_id: uuid.UUID, **_: Any) -> bool:
    """The class teacher of this class, and the heads of its school. Raises Hidden for everybody else."""
    return bool(class_or_hidden(scope, group_id))
