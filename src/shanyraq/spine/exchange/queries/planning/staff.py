"""Members of staff with their posts, and what they teach."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

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


def plan_staff(drafts: Sequence[Draft], index: Index, found: Found, around: Surroundings) -> None:
    """Five queries for the batch."""
    tidy(drafts)
    sources = people_of_sources(found)
    people = meet(drafts, sources=sources, own=around.own)
    posts: dict[uuid.UUID, list[registry.OpenPost]] = defaultdict(list)
    for post in registry.posts_open(people.everybody):
        posts[post.person_id].append(post)
    for draft in drafts:
        if draft.is_open:
            recognise(draft, people, index, sources=sources)
        if draft.standing is not None:
            draft.is_ours = is_kept_by(draft.standing, around.own, people.elsewhere)
        if draft.is_open:
            here = [one for one in posts.get(draft.target, ()) if one.organisation_id == draft.organisation_id]  # type: ignore[arg-type]
            _plan(draft, here, index, around)
        index.take(draft)


def _plan(draft: Draft, here: Sequence[registry.OpenPost], index: Index, around: Surroundings) -> None:
    ends = draft.values.get("valid_to")
    if draft.deed is Deed.REMOVED or (ends is not None and ends < around.day):
        last = ends or around.day
        position = draft.values.get("position")
        for post in here:
            if position in (None, post.position):
                draft.change("valid_to", None, max(last, post.valid_from).isoformat())
                draft.deeds.append(closing("post", post.id, valid_from=post.valid_from, last_day=last))
        if draft.is_new:
            draft.refuse("valid_to", _("This post has ended already: only who works here now is brought in."))
        return
    compare(draft, index)
    make_person(draft)
    if draft.is_open:
        _post(draft, here, index, around)


def _post(draft: Draft, here: Sequence[registry.OpenPost], index: Index, around: Surroundings) -> None:
    position = draft.values.get("position")
    assert draft.target is not None and draft.organisation_id is not None  # noqa: PT018 - recognised above
    if position is None:
        if not here:
            draft.refuse("position", _("Say which post this person holds."))
        return
    for post in here:
        if post.position != position:
            continue
        rate = draft.values.get("rate")
        if rate is not None and rate != post.rate:
            draft.change("rate", post.rate, rate)
            draft.deeds.append(
                registry.Amendment(kind="post", id=post.id, after={"rate": rate}, before={"rate": post.rate})
            )
        return
    if (draft.target, draft.organisation_id, position) in index.posts:
        return
    if draft.standing is not None:
        draft.change("position", "", position)
        touched = {"is_staff": draft.standing.is_staff, "organisation_id": draft.standing.organisation_id}
        after = {
            "is_staff": True,
            "organisation_id": draft.standing.organisation_id if draft.standing.group_id else draft.organisation_id,
        }
        draft.deeds.append(Touched("person", draft.standing.id, touched, after))
    elif not draft.is_new:
        draft.change("position", "", position)
    made = registry.EmploymentDraft(
        person_id=draft.target, organisation_id=draft.organisation_id, position=position,
        valid_from=draft.values.get("valid_from") or around.day, valid_to=draft.values.get("valid_to"),
        rate=draft.values.get("rate", Decimal(1)),
    )  # fmt: skip
    index.posts.add((draft.target, draft.organisation_id, position))
    index.first_post.setdefault((draft.target, draft.organisation_id), made.id)
    draft.deeds.append(made)


def plan_loads(drafts: Sequence[Draft], index: Index, found: Found, around: Surroundings) -> None:
    """Three queries for the batch."""
    teachers = {draft.values["teacher_id"] for draft in drafts if "teacher_id" in draft.values}
    posts: dict[tuple[uuid.UUID, uuid.UUID], registry.OpenPost] = {}
    for post in registry.posts_open(teachers):
        key = (post.person_id, post.organisation_id)
        if key not in posts or post.position == "teacher":
            posts[key] = post
    loads = {(one.person_id, one.group_id, one.subject): one for one in registry.loads_open(teachers)}
    ids = {draft.values["group_id"] for draft in drafts if "group_id" in draft.values}
    groups = {one.id: one.organisation_id for one in registry.groups_standing((), ids=ids)}
    for draft in drafts:
        said = draft.values
        for name in ("teacher", "group", "subject"):
            if draft.is_open and name not in said:
                draft.refuse(name, _("This field must be filled in."))
        if not draft.is_open:
            continue
        group_id, teacher_id = said["group_id"], said["teacher_id"]
        if (groups.get(group_id) or index.organisation_of(group_id)) != draft.organisation_id:
            draft.refuse("group", _("This class is of another organisation."))
            continue
        _load(draft, loads.get((teacher_id, group_id, said["subject"])), posts, index, around)
        index.take(draft)


def _load(
    draft: Draft,
    load: registry.OpenLoad | None,
    posts: dict[tuple[uuid.UUID, uuid.UUID], registry.OpenPost],
    index: Index,
    around: Surroundings,
) -> None:
    said, organisation = draft.values, draft.organisation_id
    assert organisation is not None
    hours = said.get("hours_per_week")
    if draft.deed is Deed.REMOVED:
        if load is not None:
            draft.change("valid_to", None, around.day.isoformat())
            draft.deeds.append(closing("load", load.id, valid_from=load.valid_from, last_day=around.day))
        return
    if load is not None:
        draft.target = load.id
        if hours is not None and hours != load.hours_per_week:
            draft.change("hours_per_week", load.hours_per_week, hours)
            draft.deeds.append(
                registry.Amendment(
                    kind="load", id=load.id, after={"hours_per_week": hours},
                    before={"hours_per_week": load.hours_per_week},
                )
            )  # fmt: skip
        return
    post = posts.get((said["teacher_id"], organisation))
    employment = post.id if post else index.first_post.get((said["teacher_id"], organisation))
    if employment is None:
        draft.refuse("teacher", _("This person holds no post here: enter them as staff first."))
    elif hours is None:
        draft.refuse("hours_per_week", _("This field must be filled in."))
    elif index.twice(draft, ("load", said["teacher_id"], said["group_id"], said["subject"])):
        draft.refuse("subject", _("This load stands earlier in this file."))
    else:
        draft.deeds.append(
            registry.LoadDraft(
                id=draft.make(), employment_id=employment, person_id=said["teacher_id"], organisation_id=organisation,
                group_id=said["group_id"], subject=said["subject"], hours_per_week=hours,
                valid_from=said.get("valid_from") or around.day,
            )
        )  # fmt: skip
