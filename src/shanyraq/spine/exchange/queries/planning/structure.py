"""Organisations, their buildings and rooms, their classes."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.spine.exchange.drafts import Deed
from shanyraq.spine.exchange.queries.planning.drafts import Draft
from shanyraq.spine.exchange.queries.planning.index import Index, class_key
from shanyraq.spine.exchange.queries.planning.references import Found
from shanyraq.spine.exchange.queries.planning.surroundings import Surroundings
from shanyraq.spine.registry import api as registry


def plan_organisations(drafts: Sequence[Draft], index: Index, found: Found, around: Surroundings) -> None:
    """Two queries. Only the region's file brings organisations."""
    bins = {draft.values["bin"] for draft in drafts if draft.values.get("bin")}
    keys = {target for (kind, _key), target in found.sources.items() if kind == "organisation"}
    known = registry.organisations_standing(bins=bins, ids=keys | ({around.own} if around.own else set()))
    by_bin, by_id = {one.bin: one for one in known}, {one.id: one for one in known}
    for draft in drafts:
        if _stays(draft):
            continue
        one = by_id.get(found.sources.get(("organisation", draft.source_key), uuid.UUID(int=0)))
        one = one or by_bin.get(draft.values.get("bin", ""))
        if around.own is not None:
            _own(draft, one, around.own)
        elif one is not None:
            draft.target = one.id
            _amend(draft, "organisation", one, ("number", "name_kk", "name_ru", "capacity", "shifts"))
        else:
            _found_organisation(draft)
        index.take(draft)


def _own(draft: Draft, one: registry.StandingOrganisation | None, own: uuid.UUID) -> None:
    """A school's file may name the school itself; founding others is the region's."""
    if one is not None and one.id == own:
        draft.target = own
    else:
        draft.refuse("bin", _("Only the region opens organisations: this file may name your own alone."))


def _found_organisation(draft: Draft) -> None:
    said = draft.values
    for name in ("bin", "kind", "name_kk", "territory"):
        if not said.get(name):
            draft.refuse(name, _("This field must be filled in."))
            return
    short = said["name_kk"][:80]
    draft.deeds.append(
        registry.OrganisationDraft(
            id=draft.make(), bin=said["bin"], kind=said["kind"], profile=said.get("profile", "none"),
            number=said.get("number"), name_kk=said["name_kk"], name_ru=said.get("name_ru", said["name_kk"]),
            short_kk=short, short_ru=said.get("name_ru", short)[:80], territory_code=said["territory"],
            languages=tuple(said.get("languages", ("kk",))), capacity=said.get("capacity"),
            shifts=said.get("shifts", 1),
        )
    )  # fmt: skip


def plan_buildings(drafts: Sequence[Draft], index: Index, found: Found, around: Surroundings) -> None:
    """One query."""
    standing = {
        (one.organisation_id, one.name.casefold()): one
        for one in registry.buildings_standing({d.organisation_id for d in drafts if d.organisation_id})
    }
    for draft in drafts:
        name = draft.values.get("name")
        if _stays(draft) or _lacks(draft, name):
            continue
        key = (draft.organisation_id, str(name).casefold())
        if draft.is_open and key in index.places:
            draft.refuse("name", _("A building of this name stands earlier in this file."))
        elif one := standing.get(key):  # type: ignore[arg-type]
            draft.target = one.id
            _amend(draft, "building", one, ("address", "built_year"))
        else:
            building = registry.BuildingDraft(
                id=draft.make(), name=str(name)[:120], address=draft.values.get("address", ""),
                built_year=draft.values.get("built_year"),
            )  # fmt: skip
            draft.deeds.append((draft.organisation_id, building))
        if draft.target:
            index.places[key] = draft.target
        index.take(draft)


def plan_rooms(drafts: Sequence[Draft], index: Index, found: Found, around: Surroundings) -> None:
    """Two queries."""
    ours = {draft.organisation_id for draft in drafts if draft.organisation_id}
    buildings = {(one.organisation_id, one.name.casefold()): one.id for one in registry.buildings_standing(ours)}
    rooms = {(one.building_id, one.name.casefold()): one for one in registry.rooms_standing(ours)}
    for draft in drafts:
        name = draft.values.get("name")
        if _stays(draft) or _lacks(draft, name):
            continue
        place = (draft.organisation_id, str(draft.values.get("building", "")).casefold())
        building = index.places.get(place) or buildings.get(place)  # type: ignore[arg-type]
        if building is None:
            draft.refuse("building", _("There is no such building in this file or in the register."))
            continue
        if (building, str(name).casefold()) in index.places:
            draft.refuse("name", _("A room of this name stands earlier in this file."))
        elif one := rooms.get((building, str(name).casefold())):
            draft.target = one.id
            _amend(draft, "room", one, ("kind", "capacity"))
        else:
            room = registry.RoomDraft(
                id=draft.make(), name=str(name)[:40], kind=draft.values.get("kind", "classroom"),
                capacity=draft.values.get("capacity"),
            )  # fmt: skip
            draft.deeds.append((draft.organisation_id, building, room))
        if draft.target:
            index.places[building, str(name).casefold()] = draft.target
        index.take(draft)


def plan_groups(drafts: Sequence[Draft], index: Index, found: Found, around: Surroundings) -> None:
    """One query."""
    ours = {draft.organisation_id for draft in drafts if draft.organisation_id}
    standing = {
        (one.organisation_id, one.school_year, class_key(f"{one.grade}{one.letter}")): one
        for one in registry.groups_standing(ours)
    }
    for draft in drafts:
        if _stays(draft) or _lacks(draft, draft.values.get("grade"), "grade"):
            continue
        said = draft.values
        year = said.get("school_year", around.school_year)
        key = (draft.organisation_id, year, class_key(f"{said['grade']}{said.get('letter', '')}"))
        if key in index.places:
            draft.refuse("letter", _("This class stands earlier in this file."))
        elif one := standing.get(key):  # type: ignore[arg-type]
            draft.target = one.id
            _amend(draft, "group", one, ("language", "shift", "class_teacher_id"))
        else:
            assert draft.organisation_id is not None
            draft.deeds.append(
                registry.GroupDraft(
                    id=draft.make(), organisation_id=draft.organisation_id, school_year=year, grade=said["grade"],
                    letter=str(said.get("letter", ""))[:4], language=said.get("language", "kk"),
                    shift=said.get("shift", 1), class_teacher_id=said.get("class_teacher_id"),
                )
            )  # fmt: skip
        if draft.target:
            index.places[key] = draft.target
            index.called[draft.target] = f"{said['grade']} «{said.get('letter', '')}»"
        index.take(draft)


def _stays(draft: Draft) -> bool:
    """What a source has removed of the structure is not taken out by a file: others stand on it."""
    if draft.deed is Deed.REMOVED:
        draft.note("name", _("Removed in the source; here it stays until somebody closes it by hand."))
        return True
    return not draft.is_open


def _lacks(draft: Draft, value: object, where: str = "name") -> bool:
    if value in (None, ""):
        draft.refuse(where, _("This field must be filled in."))
        return True
    return False


def _amend(draft: Draft, kind: str, one: Any, names: Sequence[str]) -> None:
    after: dict[str, Any] = {}
    for name in names:
        if name in draft.values and draft.values[name] != getattr(one, name):
            after[name] = draft.values[name]
            shown = name.removesuffix("_id")
            draft.change(shown, "" if name.endswith("_id") else getattr(one, name), draft.entered(shown))
    if after:
        before: Mapping[str, Any] = {name: getattr(one, name) for name in after}
        draft.deeds.append(registry.Amendment(kind=kind, id=one.id, after=after, before=before))
