"""The steps of the stories of this module."""

import datetime as dt
import uuid

from shanyraq.kernel.scope import Post, Scope, system_scope, use_scope
from shanyraq.kernel.scope.scopes import ActorKind
from shanyraq.spine.quality.actions.findings import accept_finding
from shanyraq.spine.quality.actions.looking import look_again
from shanyraq.spine.quality.models import Finding, FindingMove
from shanyraq.spine.registry.factories import School

DAY = dt.date(2026, 11, 23)
REASON = "Шетелден келген бала, ЖСН әлі берілмеген"


def rules_open(at: School) -> set[str]:
    with system_scope("test"):
        return set(Finding.objects.filter(organisation=at.organisation_id, state="open").values_list("rule", flat=True))


def looked(at: School, role: str = "director") -> int:
    with use_scope(at.scope(role)):
        return look_again(organisation_id=at.organisation_id)


def finding(at: School, rule: str) -> Finding:
    with system_scope("test"):
        return Finding.objects.get(organisation=at.organisation_id, rule=rule)


def moves_of(one: Finding) -> list[str]:
    with system_scope("test"):
        rows = FindingMove.objects.filter(finding_id=one.id).order_by("happened_at", "id")
        return list(rows.values_list("move", flat=True))


def accepted(at: School, rule: str, *, role: str = "director", until: dt.date = DAY + dt.timedelta(days=30)) -> Finding:
    one = finding(at, rule)
    with use_scope(at.scope(role)):
        accept_finding(finding_id=one.id, reason=REASON, until=until)
    return finding(at, rule)


def scope_of(role: str, at: School) -> Scope:
    return Scope(ActorKind.PERSON, actor_id=uuid.UUID(int=7), posts=(Post(role, at.organisation_id),))
