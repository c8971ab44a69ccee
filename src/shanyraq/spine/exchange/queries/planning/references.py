"""References of records become ids: this run is asked first, then the register. Several answers are a fault."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.among import Among
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.spine.exchange.drafts import Kind, Ref
from shanyraq.spine.exchange.models import SourceKey
from shanyraq.spine.exchange.queries.planning.drafts import Draft
from shanyraq.spine.exchange.queries.planning.index import Index, category, class_key
from shanyraq.spine.registry import api as registry

POINTERS = {
    "organisation": "organisation", "parent": "organisation", "group": "group", "teacher": "person",
    "class_teacher": "person", "child": "person",
}  # fmt: skip
"""The fields that point, and at what."""
ROWS = ("group", "teacher", "class_teacher", "child")


@dataclass(slots=True)
class Found:
    """What the register answers for the references of one batch."""

    sources: dict[tuple[str, str], uuid.UUID] = field(default_factory=dict)
    iins: dict[str, uuid.UUID] = field(default_factory=dict)
    names: dict[str, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))
    classes: dict[tuple[uuid.UUID, str], uuid.UUID] = field(default_factory=dict)
    bins: dict[str, uuid.UUID] = field(default_factory=dict)
    numbers: dict[int, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))


def resolve(drafts: Sequence[Draft], *, source: str, index: Index, school_year: int, own: uuid.UUID | None) -> Found:
    """Every reference of these open drafts stands as `<field>_id`; what cannot be found refuses its record."""
    live = [draft for draft in drafts if draft.is_open]
    found = _ask(live, source=source, own=own)
    for draft in live:
        _organisation(draft, index, found, own=own)
    _ask_classes(live, found, school_year=school_year)
    for draft in live:
        for name in ROWS:
            if name in draft.values and draft.is_open:
                _point(draft, name, index, found)
    return found


def _ask(drafts: Sequence[Draft], *, source: str, own: uuid.UUID | None) -> Found:
    """One query for each way of pointing that the batch uses."""
    wanted = _wanted(drafts)
    found = Found()
    if keys := wanted["source"]:
        kinds, named = {kind for kind, _key in keys}, {key for _kind, key in keys}
        rows = SourceKey.objects.filter(Among("key", named), source=source, kind__in=kinds)
        found.sources = {(kind, key): target for kind, key, target in rows.values_list("kind", "key", "target")}
    if iins := {key for _kind, key in wanted["iin"]}:
        found.iins = {p.iin: p.id for p in registry.people_standing(iins=iins) if p.iin and _is_here(p, own)}
    if names := {key for _kind, key in wanted["name"]}:
        for person in registry.people_named({sort_key(name) for name in names}, organisation_id=own):
            found.names[person.sort_key].add(person.id)
    bins = {key for _kind, key in wanted["bin"]}
    numbers = {int(key) for _kind, key in wanted["number"] if key.isdigit()}
    for one in registry.organisations_standing(bins=bins, numbers=numbers) if bins or numbers else ():
        found.bins[one.bin] = one.id
        if one.number:
            found.numbers[one.number].add(one.id)
    return found


def _wanted(drafts: Sequence[Draft]) -> dict[str, set[tuple[str, str]]]:
    """What is pointed at, by the way of pointing: (at what, by which word)."""
    wanted: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for draft in drafts:
        if draft.source_key:
            wanted["source"].add((category(draft.kind), draft.source_key))
        for name, value in draft.values.items():
            if name in POINTERS and isinstance(value, Ref):
                wanted[value.by].add((POINTERS[name], value.key))
    return wanted


def _is_here(person: registry.StandingPerson, own: uuid.UUID | None) -> bool:
    """A school's file may point at the school's own people only: another's child is not theirs to name."""
    return own is None or (person.organisation_id == own and not person.protected)


def _ask_classes(drafts: Sequence[Draft], found: Found, *, school_year: int) -> None:
    schools = {
        draft.organisation_id
        for draft in drafts
        if draft.organisation_id and isinstance(value := draft.values.get("group"), Ref) and value.by == "class"
    }
    if schools:
        for group in registry.groups_standing(schools):
            if group.school_year == school_year:
                found.classes[group.organisation_id, class_key(f"{group.grade}{group.letter}")] = group.id


def _organisation(draft: Draft, index: Index, found: Found, *, own: uuid.UUID | None) -> None:
    value = draft.values.pop("organisation", None)
    if draft.kind is Kind.ORGANISATION:
        return
    if value is None:
        draft.organisation_id = own
        if own is None:
            draft.refuse("organisation", _("It is not said of which organisation this row is."))
        return
    ids = _ids(value, "organisation", index, found)
    if own is not None and ids and ids != {own}:
        draft.values["organisation"] = value
        draft.refuse("organisation", _("This row is of another organisation, whose register you do not keep."))
    elif len(ids) != 1:
        draft.values["organisation"] = value
        draft.refuse("organisation", _("There is no such organisation in this file or in the register."))
    else:
        draft.organisation_id = next(iter(ids))


def _point(draft: Draft, name: str, index: Index, found: Found) -> None:
    value = draft.values[name]
    ids = _ids(value, POINTERS[name], index, found, organisation_id=draft.organisation_id)
    if len(ids) > 1:
        draft.refuse(name, _("Several people have this name: write the IIN instead."))
    elif not ids and name == "class_teacher":
        draft.note(name, _("Nobody of this name works here yet: the class stays without a class teacher."))
        del draft.values[name]
    elif not ids:
        draft.refuse(name, _NOT_FOUND[name])
    else:
        draft.values[f"{name}_id"] = next(iter(ids))


_NOT_FOUND = {
    "group": _("There is no such class in this file or in the register: open it, or correct the name."),
    "teacher": _("There is no such teacher in this file or at this organisation."),
    "child": _("The child of this row was not brought in and does not stand at this organisation."),
}


def _ids(
    value: Ref, kind: str, index: Index, found: Found, *, organisation_id: uuid.UUID | None = None
) -> set[uuid.UUID]:
    match value.by:
        case "source":
            one = index.source(kind, value.key) or found.sources.get((kind, value.key))
        case "iin":
            one = index.of_iin(value.key) or found.iins.get(value.key)
        case "class":
            key = (organisation_id, class_key(value.key))
            one = (index.classes.get(key) or found.classes.get(key)) if organisation_id else None  # type: ignore[arg-type]
        case "bin":
            one = index.bins.get(value.key) or found.bins.get(value.key)
        case "name":
            key_of_name = sort_key(value.key)
            return index.shelves.named(key_of_name) | found.names.get(key_of_name, set())
        case "number":
            number = int(value.key) if value.key.isdigit() else 0
            mine = index.numbers.get(number)
            return {mine} if mine else found.numbers.get(number, set())
        case _:
            one = None
    return {one} if one else set()
