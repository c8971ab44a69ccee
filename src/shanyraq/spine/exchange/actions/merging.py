"""Two cards of one person become one, and can be parted again.

Facts hold bare ids and are never rewritten: the card that goes stays in the register, empty, and its `Merge` says
who it is. What hangs on it in the register, the stays, rights, posts and loads, comes over to the card that is kept.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.scope import current_scope, system_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.exchange.models import Merge, SourceKey
from shanyraq.spine.exchange.policies import may_keep, may_part
from shanyraq.spine.exchange.queries.likenesses import pair
from shanyraq.spine.exchange.queries.planning.lines import packed_all, unpacked_all
from shanyraq.spine.registry import api as registry

FIELDS = ("family", "given", "patronymic", "birth_date", "sex", "phone", "email", "iin")


@action(may=may_keep)
def merge_people(
    *, organisation_id: uuid.UUID, kept_id: uuid.UUID, gone_id: uuid.UUID, taken: Collection[str], reason: str
) -> uuid.UUID:
    """All that hung on the card that goes hangs on the kept one, which says what was chosen (`taken` names the fields
    of the other card). Raises Denied where they cannot be one person, or stand in another organisation too."""
    both = pair(organisation_id, kept_id, gone_id)
    if both is None:
        raise Denied(_("Choose two people of your organisation."))
    kept, gone = both.one, both.two
    if Merge.objects.filter(gone_id__in=(kept.id, gone.id), undone_at=None).exists():
        raise Denied(_("One of these cards was merged into another already."), way=_("Part them first."))
    if kept.iin and gone.iin:
        raise Denied(
            _("These cards have two different IINs: they are two people."), way=_("Correct the wrong IIN first.")
        )
    if access.user_of_person(gone.id) is not None:
        raise Denied(
            _("The card that would go is somebody's way to sign in."),
            way=_("Keep this card, and merge the other into it."),
        )
    with system_scope(f"merge of {gone.id} into {kept.id}"):
        held = registry.holdings({kept.id, gone.id})
        _refuse_elsewhere(held, organisation_id)
        steps = [_emptied(gone), *_moved(kept.id, gone.id, held), _filled(kept, gone, taken)]
        merge = Merge.objects.create(
            organisation_id=organisation_id,
            kept_id=kept.id,
            gone_id=gone.id,
            merged_by=None,
            merged_at=clock.now(),
            reason=reason[:200],
            before={"steps": [_packed(step) for step in steps]},
            moved={"keys": list(SourceKey.objects.filter(target=gone.id).values_list("id", flat=True))},
        )
        _amend(steps)
        SourceKey.objects.filter(target=gone.id).update(target=kept.id)
    merge.merged_by = current_scope().person_id
    merge.save(update_fields=["merged_by"])
    return merge.id


@action(may=may_part)
def part_people(*, merge_id: uuid.UUID) -> None:
    """Both cards stand as before the merge. Raises Denied where one of their rows was changed since."""
    merge = Merge.objects.select_for_update().get(id=merge_id)
    if merge.undone_at is not None:
        raise Denied(_("These cards were parted already."))
    with system_scope(f"undo of merge {merge.id}"):
        steps = [
            registry.Amendment(
                kind=one["kind"],
                id=uuid.UUID(one["id"]),
                before=unpacked_all(one["after"]),
                after=unpacked_all(one["before"]),
            )
            for one in reversed(merge.before["steps"])
        ]
        _amend(steps)
        SourceKey.objects.filter(id__in=merge.moved["keys"]).update(target=merge.gone_id)
    merge.undone_at = clock.now()
    merge.save(update_fields=["undone_at"])


def _refuse_elsewhere(held: Sequence[registry.Holding], organisation_id: uuid.UUID) -> None:
    if any(one.is_open and one.organisation_id not in (organisation_id, None) for one in held):
        raise Denied(
            _("One of these people stands in another organisation too."),
            way=_("Ask the education office to merge the cards."),
        )


def _emptied(gone: registry.StandingPerson) -> registry.Amendment:
    before = {
        "organisation_id": gone.organisation_id, "group_id": gone.group_id, "is_learner": gone.is_learner,
        "is_staff": gone.is_staff, "iin": gone.iin,
    }  # fmt: skip
    after = {"organisation_id": None, "group_id": None, "is_learner": False, "is_staff": False, "iin": None}
    return registry.Amendment(kind="person", id=gone.id, before=before, after=after)


def _moved(kept: uuid.UUID, gone: uuid.UUID, held: Sequence[registry.Holding]) -> list[registry.Amendment]:
    """Each row comes over. Where an open one of the kept card says the same, the one that comes ends today."""
    standing = {(one.kind, one.same) for one in held if one.person_id == kept and one.is_open}
    moves = []
    for one in held:
        if one.person_id != gone:
            continue
        if one.kind == "guardianship" and kept in one.same:
            raise Denied(_("One of these people is the guardian of the other: they are two people."))
        before: dict[str, Any] = {one.column: gone}
        after: dict[str, Any] = {one.column: kept}
        if one.is_open and one.valid_from and (one.kind, one.same) in standing:
            before["valid_to"], after["valid_to"] = None, max(one.valid_from, clock.today())
        moves.append(registry.Amendment(kind=one.kind, id=one.id, before=before, after=after))
    return moves


def _filled(kept: registry.StandingPerson, gone: registry.StandingPerson, taken: Collection[str]) -> registry.Amendment:
    after: dict[str, Any] = {name: getattr(gone, name) for name in FIELDS if name in taken}
    after["iin"] = kept.iin or gone.iin
    after["is_learner"] = kept.is_learner or gone.is_learner
    after["is_staff"] = kept.is_staff or gone.is_staff
    if kept.group_id is None and (gone.group_id or kept.organisation_id is None):
        after["organisation_id"], after["group_id"] = gone.organisation_id, gone.group_id
    before: Mapping[str, Any] = {name: getattr(kept, name) for name in after}
    return registry.Amendment(kind="person", id=kept.id, before=before, after=after)


def _amend(steps: Sequence[registry.Amendment]) -> None:
    """One after another: a number leaves one card before it comes to the other."""
    for step in steps:
        if registry.amend(amendments=[step]):
            raise Denied(
                _("These cards were changed by somebody meanwhile."), way=_("Look at them again, then decide.")
            )


def _packed(step: registry.Amendment) -> dict[str, Any]:
    return {
        "kind": step.kind, "id": str(step.id), "before": packed_all(step.before), "after": packed_all(step.after)
    }  # fmt: skip
