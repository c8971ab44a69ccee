"""Guardians: one mother of two children is one person, and what another school knows of her stays there."""

import uuid
from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from shanyraq.spine.exchange.drafts import Deed
from shanyraq.spine.exchange.queries.planning.drafts import Draft
from shanyraq.spine.exchange.queries.planning.index import Index
from shanyraq.spine.exchange.queries.planning.people import (
    compare,
    is_kept_by,
    make_person,
    meet,
    people_of_sources,
    recognise,
    tidy,
)
from shanyraq.spine.exchange.queries.planning.references import Found
from shanyraq.spine.exchange.queries.planning.surroundings import Surroundings, closing
from shanyraq.spine.registry import api as registry

SEX = {"mother": "f", "father": "m"}


def plan_guardians(drafts: Sequence[Draft], index: Index, found: Found, around: Surroundings) -> None:
    """Five queries for the batch."""
    _tidy(drafts)
    sources = people_of_sources(found)
    people = meet(drafts, sources=sources, own=around.own)
    children = {draft.values["child_id"] for draft in drafts if "child_id" in draft.values}
    met = registry.people_standing(ids=children)
    index.look_for_organisations_of(children)
    homes = {one.id: one.organisation_id for one in met if around.own is None or not one.protected}
    parents: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    rights = {(one.child_id, one.guardian_id): one for one in registry.guardianships_open(children)}
    for child_id, guardian_id in rights:
        parents[child_id].add(guardian_id)
    for draft in drafts:
        if "child_id" not in draft.values:
            draft.refuse("child", _("Say whose guardian this is."))
            continue
        child = draft.values["child_id"]
        draft.likely = frozenset(parents.get(child, ()))
        recognise(draft, people, index, sources=sources)
        if draft.standing is not None:
            draft.is_ours = is_kept_by(draft.standing, around.own, people.elsewhere)
        home = homes.get(child) or index.organisation_of(child)
        if around.own is None and home is not None:
            draft.organisation_id = home  # a region's family has children at several schools
        elif draft.is_open and home != draft.organisation_id:
            draft.refuse("child", _("The child of this row does not stand at this organisation."))
        if draft.is_open and draft.target:
            _plan(draft, rights.get((child, draft.target)), index, around)
        index.take(draft)


def _tidy(drafts: Sequence[Draft]) -> None:
    """A mother is a woman, whether a column says it or not."""
    tidy(drafts)
    for draft in drafts:
        if draft.deed is Deed.STANDS and (sex := SEX.get(draft.values.get("relation", ""))):
            draft.values.setdefault("sex", sex)


def _first_right(draft: Draft, child: uuid.UUID, index: Index) -> bool:
    """Whether no earlier line gives the same; who has just been made has no right yet."""
    assert draft.target is not None
    if draft.is_new:
        index.note("right", child, draft.target)
        return True
    return index.once("right", child, draft.target)


def _plan(draft: Draft, right: registry.OpenGuardianship | None, index: Index, around: Surroundings) -> None:
    if draft.deed is Deed.REMOVED:
        if right is not None:
            draft.change("valid_to", None, around.day.isoformat())
            draft.deeds.append(closing("guardianship", right.id, valid_from=right.valid_from, last_day=around.day))
        return
    child, relation = draft.values["child_id"], draft.values.get("relation")
    if relation is None and right is None:
        draft.refuse("relation", _("Say who this person is to the child: mother, father, guardian."))
        return
    if child == draft.target:
        draft.refuse("child", _("A person cannot be their own guardian."))
        return
    compare(draft, index)
    make_person(draft)
    if not draft.is_open or draft.target is None:
        return
    if right is not None:
        if relation not in (None, right.relation):
            draft.change("relation", right.relation, relation)
            draft.deeds.append(
                registry.Amendment(
                    kind="guardianship", id=right.id, after={"relation": relation}, before={"relation": right.relation}
                )
            )
        return
    if not _first_right(draft, child, index):
        return
    if not draft.is_new:
        draft.change("child", "", draft.entered("child"))
    draft.deeds.append(
        registry.GuardianDraft(
            child_id=child, guardian_id=draft.target, organisation_id=draft.organisation_id, relation=str(relation),
            valid_from=draft.values.get("valid_from", around.day),
        )
    )  # fmt: skip
