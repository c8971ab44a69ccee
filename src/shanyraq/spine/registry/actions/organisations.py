"""Territories, organisations and their groups."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.inserts import pour_rows
from shanyraq.kernel.scope import Scope
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.kernel.text.folding import search_keys
from shanyraq.spine.registry.drafts import GroupDraft, OrganisationDraft
from shanyraq.spine.registry.events import RightsChanged
from shanyraq.spine.registry.identifiers import accepted_bin
from shanyraq.spine.registry.models import Group, Organisation, Territory
from shanyraq.spine.registry.policies import keeps_all
from shanyraq.spine.registry.reference.kato import territories


def only_the_machine(scope: Scope, **_: Any) -> bool:
    return scope.is_system


def may_open_groups(scope: Scope, *, drafts: Sequence[GroupDraft], **_: Any) -> bool:
    return keeps_all(scope, (draft.organisation_id for draft in drafts))


@action(may=only_the_machine)
def load_territories() -> int:
    """Every territory of the reference table stands in the database; names and parents are brought up to date."""
    rows = [
        Territory(
            code=row.code,
            parent_id=row.parent or None,
            level=row.level,
            name_kk=row.name_kk,
            name_ru=row.name_ru,
            sort_key=sort_key(row.name_kk)[:200],
            path=row.path,
        )
        for row in territories()
    ]
    Territory.objects.bulk_create(
        rows,
        batch_size=400,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["parent", "level", "name_kk", "name_ru", "sort_key", "path"],
    )
    return len(rows)


@action(may=only_the_machine)
def register_organisations(*, drafts: Sequence[OrganisationDraft]) -> list[uuid.UUID]:
    """Each organisation stands in the register under its BIN, in its territory. Raises Denied for a wrong BIN."""
    paths = dict(
        Territory.objects.filter(code__in={draft.territory_code for draft in drafts}).values_list("code", "path")
    )
    missing = {draft.territory_code for draft in drafts} - set(paths)
    if missing:
        raise Denied(f"unknown territory codes: {sorted(missing)}")
    rows = [
        Organisation(
            id=draft.id,
            bin=accepted_bin(draft.bin, whose=draft.name_kk),
            kind=draft.kind,
            profile=draft.profile,
            number=draft.number,
            name_kk=draft.name_kk,
            name_ru=draft.name_ru,
            short_kk=draft.short_kk,
            short_ru=draft.short_ru,
            sort_key=sort_key(f"{draft.number or 0:04d} {draft.name_kk}")[:300],
            search_keys=search_keys(draft.name_kk, draft.name_ru, str(draft.number or ""))[:500],
            territory_id=draft.territory_code,
            territory_path=paths[draft.territory_code],
            languages=list(draft.languages),
            capacity=draft.capacity,
            shifts=draft.shifts,
            opened_on=draft.opened_on,
        )
        for draft in drafts
    ]
    Organisation.objects.bulk_create(rows, batch_size=400)
    return [row.id for row in rows]


@action(may=may_open_groups)
def open_groups(*, drafts: Sequence[GroupDraft]) -> list[uuid.UUID]:
    """Each class or group stands, with its class teacher. Announces RightsChanged for the class teachers."""
    rows = [group_row(draft) for draft in drafts]
    pour_rows(rows)
    teachers = tuple({d.class_teacher_id for d in drafts if d.class_teacher_id})
    if teachers:
        announce(RightsChanged(person_ids=teachers, from_day=_first_day(drafts[0].school_year)))
    return [row.id for row in rows]


def group_row(draft: GroupDraft) -> Group:
    """The row as the register keeps it, not yet written."""
    return Group(
        id=draft.id,
        organisation_id=draft.organisation_id,
        school_year=draft.school_year,
        grade=draft.grade,
        letter=draft.letter,
        name=draft.name,
        sort_key=f"{draft.grade:02d} {sort_key(draft.letter)}"[:40],
        language=draft.language,
        shift=draft.shift,
        class_teacher_id=draft.class_teacher_id,
    )


def _first_day(school_year: int) -> dt.date:
    return dt.date(school_year, 9, 1)
