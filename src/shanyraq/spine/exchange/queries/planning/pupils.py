"""Children: who is new, who moves to another class, who has left, and who stands elsewhere."""

import datetime as dt
import uuid
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
from shanyraq.spine.exchange.queries.planning.surroundings import Surroundings, Touched, closing
from shanyraq.spine.registry import api as registry

Groups = dict[object, registry.StandingGroup]


def plan_pupils(drafts: Sequence[Draft], index: Index, found: Found, around: Surroundings) -> None:
    """Four queries for the batch."""
    tidy(drafts)
    sources = people_of_sources(found)
    people = meet(drafts, sources=sources, own=around.own)
    for draft in drafts:
        if draft.is_open:
            recognise(draft, people, index, sources=sources)
    stays = registry.stays_to_compare({draft.standing.id for draft in drafts if draft.standing})
    ids = {draft.values["group_id"] for draft in drafts if "group_id" in draft.values}
    groups: Groups = {group.id: group for group in registry.groups_standing((), ids=ids | {
        stay.group_id for stay in stays.values()
    })}  # fmt: skip
    for draft in drafts:
        _plan(draft, stays.get(draft.standing.id) if draft.standing else None, people.elsewhere, index, groups, around)
        index.take(draft)


def _plan(
    draft: Draft,
    stay: registry.OpenStay | None,
    elsewhere: set[uuid.UUID],
    index: Index,
    groups: Groups,
    around: Surroundings,
) -> None:
    if draft.standing is not None:
        if draft.is_open and (first := index.twice(draft, ("person", draft.standing.id))):
            draft.refuse(
                "given", _("The same stands in row %(row)s of “%(sheet)s” already."), sheet=first[0], row=first[1]
            )
            return
        if stay is not None and stay.organisation_id != draft.organisation_id:
            draft.verdict = None
            draft.refuse("iin", _("This child stands in the register elsewhere: ask for a transfer."))
            draft.candidates, draft.changes, draft.deeds, draft.target = [], [], [], None
            return
        draft.is_ours = is_kept_by(draft.standing, around.own, elsewhere)
    if not draft.is_open:
        return
    if draft.deed is Deed.REMOVED or _has_ended(draft, around.day):
        _leave(draft, stay, around)
        return
    compare(draft, index)
    make_person(draft)
    if draft.is_open:
        _place(draft, stay, index, groups, around)


def _has_ended(draft: Draft, day: dt.date) -> bool:
    ends = draft.values.get("valid_to")
    return ends is not None and ends < day


def _leave(draft: Draft, stay: registry.OpenStay | None, around: Surroundings) -> None:
    if stay is None or draft.standing is None:
        if draft.is_new:
            draft.refuse("valid_to", _("This stay has ended already: only who is here now is brought in."))
        return
    last = draft.values.get("valid_to", around.day)
    draft.change("valid_to", None, max(last, stay.valid_from).isoformat())
    because = f"{around.source}"[:200]
    draft.deeds.append(closing("stay", stay.id, valid_from=stay.valid_from, last_day=last, left_because=because))
    before = {"organisation_id": stay.organisation_id, "group_id": stay.group_id}
    after = {"organisation_id": None, "group_id": None}
    draft.deeds.append(registry.Amendment(kind="person", id=stay.person_id, before=before, after=after))


def _place(draft: Draft, stay: registry.OpenStay | None, index: Index, groups: Groups, around: Surroundings) -> None:
    group_id = draft.values.get("group_id")
    if group_id is None:
        if stay is None:
            draft.refuse("group", _("Say into which class the child goes."))
        return
    group = groups.get(group_id)
    if (group.organisation_id if group else index.organisation_of(group_id)) != draft.organisation_id:
        draft.refuse(
            "group", _("There is no such class in this file or in the register: open it, or correct the name.")
        )
        return
    if stay is not None and stay.group_id == group_id:
        return
    name = index.called.get(group_id) or (group_name(group) if group else "")
    standing = draft.standing
    if standing is not None:
        draft.change("group", group_name(groups[stay.group_id]) if stay and stay.group_id in groups else "", name)
    assert draft.target is not None and draft.organisation_id is not None  # noqa: PT018 - recognised above
    start = draft.values.get("valid_from") or around.day
    if stay is not None:
        if around.day <= stay.valid_from:
            _correct(draft, stay, group_id)
            return
        start = around.day
        draft.deeds.append(
            closing("stay", stay.id, valid_from=stay.valid_from, last_day=around.day - dt.timedelta(days=1))
        )
    if standing is not None:
        before = {
            "organisation_id": standing.organisation_id, "group_id": standing.group_id,
            "is_learner": standing.is_learner,
        }  # fmt: skip
        after = {"organisation_id": draft.organisation_id, "group_id": group_id, "is_learner": True}
        draft.deeds.append(Touched("person", standing.id, before, after))
    draft.deeds.append(
        registry.EnrolmentDraft(
            person_id=draft.target,
            organisation_id=draft.organisation_id,
            group_id=group_id,
            valid_from=start,
            ground="moved" if stay is not None else "admitted",
            order_number=str(draft.values.get("order_number", ""))[:40],
        )
    )


def _correct(draft: Draft, stay: registry.OpenStay, group_id: object) -> None:
    """A stay that began today was entered into the wrong class: it never was there."""
    before, after = {"group_id": stay.group_id}, {"group_id": group_id}
    draft.deeds.append(registry.Amendment(kind="stay", id=stay.id, before=before, after=after))
    draft.deeds.append(registry.Amendment(kind="person", id=stay.person_id, before=before, after=after))


def group_name(group: registry.StandingGroup) -> str:
    return f"{group.grade} «{group.letter}»"
