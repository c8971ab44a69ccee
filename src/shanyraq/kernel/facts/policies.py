"""Payloads are read through their facts, never listed: heads see those of their own organisation."""

from django.db.models import Q

from shanyraq.kernel.facts.models import Companion, Forgetting
from shanyraq.kernel.scope import Scope, visible


@visible(Companion, Forgetting)
def companions(scope: Scope) -> Q | None:
    heads = scope.at("director", "deputy")
    return Q(organisation_id__in=heads) if heads else None
