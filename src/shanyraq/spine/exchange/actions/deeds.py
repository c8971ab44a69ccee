"""The deeds of a part of a run, by act of the register, each leaving a trace to be undone by."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Conflict
from shanyraq.kernel.inserts import insert_rows
from shanyraq.spine.exchange.models import Run, SourceKey, Trace
from shanyraq.spine.exchange.queries.planning.drafts import Draft
from shanyraq.spine.exchange.queries.planning.index import category
from shanyraq.spine.exchange.queries.planning.lines import packed_all
from shanyraq.spine.exchange.queries.planning.surroundings import Touched
from shanyraq.spine.registry import api as registry


def carry_out(run: Run, drafts: Sequence[Draft]) -> None:
    """The register holds what these drafts say. A dozen statements for any number of rows."""
    deeds: dict[type, list[Any]] = defaultdict(list)
    for draft in drafts:
        for deed in draft.deeds:
            deeds[type(deed)].append(deed)
    traces = [*_traces(run, deeds)]
    if amendments := deeds[registry.Amendment]:
        left = registry.amend(amendments=amendments)
        if left:
            raise Conflict(_("Somebody has just changed the same rows."), way=_("Apply the file once more."))
    for kind, act in ACTS.items():
        if deeds[kind]:
            act(deeds[kind])
    if placed := deeds[tuple]:
        _furnish(placed)
    insert_rows(traces)
    _name(run, drafts)


ACTS: Mapping[type, Callable[[Any], object]] = {
    registry.OrganisationDraft: lambda drafts: registry.register_organisations(drafts=drafts),
    registry.PersonDraft: lambda people: registry.register_people(people=people),
    registry.GroupDraft: lambda drafts: registry.open_groups(drafts=drafts),
    registry.EmploymentDraft: lambda drafts: registry.employ(drafts=drafts),
    registry.LoadDraft: lambda drafts: registry.assign_loads(drafts=drafts),
    registry.EnrolmentDraft: lambda drafts: registry.enrol(drafts=drafts),
    registry.GuardianDraft: lambda drafts: registry.set_guardians(drafts=drafts),
}

NAMES: Mapping[type, str] = {
    registry.OrganisationDraft: "organisation",
    registry.PersonDraft: "person",
    registry.GroupDraft: "group",
    registry.EmploymentDraft: "post",
    registry.LoadDraft: "load",
    registry.EnrolmentDraft: "stay",
    registry.GuardianDraft: "guardianship",
}

SEEN: Mapping[str, tuple[str, ...]] = {
    "person": ("family", "given", "patronymic", "birth_date", "sex", "email", "phone", "iin"),
    "group": ("language", "shift", "class_teacher_id"),
    "post": ("position", "valid_to"),
    "load": ("hours_per_week", "valid_to"),
    "stay": ("group_id", "valid_to"),
    "guardianship": ("relation", "valid_to"),
    "room": ("name", "kind", "capacity"),
    "building": ("name", "address"),
}
"""What must still be so when a created row is to be taken out: otherwise somebody has changed it since."""


def _furnish(placed: Sequence[tuple[Any, ...]]) -> None:
    buildings: dict[uuid.UUID, list[registry.BuildingDraft]] = defaultdict(list)
    rooms: dict[tuple[uuid.UUID, uuid.UUID], list[registry.RoomDraft]] = defaultdict(list)
    for one in placed:
        if len(one) == 2:
            buildings[one[0]].append(one[1])
        else:
            rooms[one[0], one[1]].append(one[2])
    for organisation, together in buildings.items():
        registry.furnish(organisation_id=organisation, buildings=together)
    for (organisation, building), inside in rooms.items():
        registry.add_rooms(organisation_id=organisation, building_id=building, rooms=inside)


def _traces(run: Run, deeds: Mapping[type, Sequence[Any]]) -> Iterable[Trace]:
    def trace(deed: str, kind: str, target: uuid.UUID, before: Mapping[str, Any], after: Mapping[str, Any]) -> Trace:
        return Trace(
            run=run, organisation_id=run.organisation_id, deed=deed, kind=kind, target=target,
            before=packed_all(before), after=packed_all(after),
        )  # fmt: skip

    for kind in (registry.Amendment, Touched):
        for one in deeds.get(kind, ()):
            yield trace("changed", one.kind, one.id, {name: one.before.get(name, "") for name in one.after}, one.after)
    for drafted, name in NAMES.items():
        for one in deeds.get(drafted, ()):
            after = {field: getattr(one, field, None) for field in SEEN.get(name, ())}
            yield trace("created", name, one.id, {}, after)
    for one in deeds.get(tuple, ()):
        name = "building" if len(one) == 2 else "room"
        yield trace("created", name, one[-1].id, {}, {field: getattr(one[-1], field) for field in SEEN[name]})
    if enrolled := [one.id for one in deeds.get(Touched, ()) if "group_id" in one.after]:
        places = {one.id: one.after["organisation_id"] for one in deeds[Touched] if "group_id" in one.after}
        for right in registry.guardianships_open(enrolled):
            if right.organisation_id != places[right.child_id]:
                before, after = {"organisation_id": right.organisation_id}, {"organisation_id": places[right.child_id]}
                yield trace("changed", "guardianship", right.id, before, after)


def _name(run: Run, drafts: Iterable[Draft]) -> None:
    """What the source calls each row is kept, so that the next file is recognised."""
    rows = [
        SourceKey(
            source=run.source, kind=category(draft.kind), key=draft.source_key, target=draft.target,
            organisation_id=run.organisation_id, run=run,
        )
        for draft in drafts
        if draft.source_key and draft.target
    ]  # fmt: skip
    SourceKey.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
