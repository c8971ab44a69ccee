"""What courts and disputes say about a child: protection, custody limits, frozen guardianships."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef

from shanyraq.kernel.among import Among
from shanyraq.spine.registry.models import CustodyLimit, Guardianship, GuardianshipDispute, Person, ProtectionOrder
from shanyraq.spine.registry.queries.people import limited_by_court, valid_on

RELATIONS = list(Guardianship.Relation.choices)
FORBIDS = list(CustodyLimit.Forbids.choices)


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """A guardian of the child, in right or no more."""

    guardianship_id: uuid.UUID
    guardian_id: uuid.UUID
    name: str
    phone: str
    relation: str
    valid_from: dt.date
    valid_to: dt.date | None
    limited: bool
    """A court keeps this guardian from the child on the day asked about."""
    may_pick_up: bool
    ground: str
    document_number: str
    ended_because: str

    def in_right(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)


@dataclass(frozen=True, slots=True)
class LimitRow:
    id: uuid.UUID
    guardian_id: uuid.UUID
    guardian: str
    forbids: str
    ground: str
    document_number: str
    valid_from: dt.date
    valid_to: dt.date | None


@dataclass(frozen=True, slots=True)
class DisputeRow:
    id: uuid.UUID
    ground: str
    opened_on: dt.date


@dataclass(frozen=True, slots=True)
class ProtectionRow:
    order_number: str
    order_date: dt.date
    set_on: dt.date


@dataclass(frozen=True, slots=True)
class FamilyPapers:
    """All that stands about the family of one child, as far as the scope sees it."""

    guardians: tuple[GuardianRow, ...]
    limits: tuple[LimitRow, ...]
    dispute: DisputeRow | None
    protection: ProtectionRow | None


def disputed(child_ids: Iterable[uuid.UUID]) -> bool:
    """Whether an open dispute freezes the guardianships of one of these children. Asked by acts."""
    open_ones = GuardianshipDispute.objects.filter(Among("child", set(child_ids)), lifted_on=None)
    return open_ones.seen_by_system().exists()


def family_papers(child_id: uuid.UUID, *, day: dt.date) -> FamilyPapers:
    """Guardians of all times, limits in force, the open dispute, the protection. Four queries."""
    limits = CustodyLimit.objects.filter(valid_on(day), child=child_id).select_related("guardian")
    dispute = GuardianshipDispute.objects.filter(child=child_id, lifted_on=None).first()
    order = ProtectionOrder.objects.filter(person=child_id, lifted_on=None).first()
    return FamilyPapers(
        guardians=tuple(guardian_rows(child_id, day=day)),
        limits=tuple(
            LimitRow(
                id=row.id,
                guardian_id=row.guardian_id,
                guardian=str(row.guardian),
                forbids=str(row.get_forbids_display()),
                ground=row.ground,
                document_number=row.document_number,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for row in limits.order_by("valid_from", "id")
        ),
        dispute=DisputeRow(dispute.id, dispute.ground, dispute.opened_on) if dispute else None,
        protection=ProtectionRow(order.order_number, order.order_date, order.set_on) if order else None,
    )


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in force about a child of an organisation: a protection, a dispute, a limit."""

    kind: str
    child_id: uuid.UUID
    child: str
    group: str
    about: str
    """The guardian whom it concerns; empty where it is nobody's."""
    ground: str
    number: str
    since: dt.date
    until: dt.date | None


def papers_at(organisation_id: uuid.UUID, *, day: dt.date) -> list[PaperRow]:
    """The protections, disputes and custody limits of an organisation that stand on that day, as far as the scope sees
    them: a protected child is there for the director alone. By kind, then by name. Three queries."""
    orders = ProtectionOrder.objects.filter(organisation=organisation_id, lifted_on=None)
    disputes = GuardianshipDispute.objects.filter(organisation=organisation_id, lifted_on=None)
    limits = CustodyLimit.objects.filter(valid_on(day), organisation=organisation_id)
    found: list[tuple[Person, PaperRow]] = []
    for order in orders.select_related("person__group"):
        found.append(_paper("protection", order.person, number=order.order_number, since=order.set_on))
    for dispute in disputes.select_related("child__group"):
        found.append(_paper("dispute", dispute.child, ground=dispute.ground, since=dispute.opened_on))
    for limit in limits.select_related("child__group", "guardian"):
        row = _paper("limit", limit.child, str(limit.guardian), limit.ground, limit.document_number, limit.valid_from)
        found.append((row[0], replace(row[1], until=limit.valid_to)))
    kinds = ("protection", "dispute", "limit")
    return [row for _child, row in sorted(found, key=lambda one: (kinds.index(one[1].kind), one[0].sort_key))]


def _paper(
    kind: str, child: Person, about: str = "", ground: str = "", number: str = "", since: dt.date = dt.date.min
) -> tuple[Person, PaperRow]:
    group = child.group.name if child.group else ""
    return child, PaperRow(kind, child.id, str(child), group, about, ground, number, since, None)


def guardian_rows(child_id: uuid.UUID, *, day: dt.date) -> list[GuardianRow]:
    """The guardians of all times whom the scope sees; those in right on that day first. One query."""
    kept = CustodyLimit.objects.filter(valid_on(day), child=OuterRef("child_id"), guardian=OuterRef("guardian_id"))
    rows = (
        Guardianship.objects.filter(child=child_id)
        .annotate(limited=limited_by_court(day=day), kept=Exists(kept.seen_by_system()))
        .select_related("guardian")
        .order_by("valid_from", "id")
    )
    found = [
        GuardianRow(
            guardianship_id=row.id,
            guardian_id=row.guardian_id,
            name=str(row.guardian),
            phone=row.guardian.phone,
            relation=str(row.get_relation_display()),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            limited=row.limited,
            may_pick_up=not row.kept,
            ground=row.ground,
            document_number=row.document_number,
            ended_because=row.ended_because,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: row.valid_to is not None and row.valid_to < day)


def place_of(person_id: uuid.UUID) -> uuid.UUID | None:
    """The organisation at which the person is today. Asked by policies of acts."""
    return Person.objects.filter(id=person_id).seen_by_system().values_list("organisation_id", flat=True).first()
