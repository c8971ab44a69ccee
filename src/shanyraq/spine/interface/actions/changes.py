"""The book of changes is kept: what a comparing found is written with the next round."""

import uuid

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import action
from shanyraq.spine.interface.models import Change, ChangeBook
from shanyraq.spine.interface.policies import may_follow
from shanyraq.spine.interface.queries.changes import Difference, Standing, difference, is_fresh, standing

AT_ONCE = 500
NOTHING = b""


def follow(organisation_id: uuid.UUID) -> None:
    """The book tells of all that was written until a moment ago. Comparing is done outside the transaction."""
    if is_fresh(organisation_id, now=clock.now()):
        return
    before = standing(organisation_id)
    write_round(organisation_id=organisation_id, before=before, found=difference(organisation_id, before))


@action(may=may_follow, facts_are_history=True)
def write_round(*, organisation_id: uuid.UUID, before: Standing, found: Difference) -> None:
    """The book has one more round with what was found. Nothing is written where somebody compared meanwhile:
    what they found stands, and what they could not see yet is found the next time."""
    now = clock.now()
    ChangeBook.objects.bulk_create(
        [ChangeBook(organisation_id=organisation_id, compared_at=now)], ignore_conflicts=True
    )  # fmt: skip
    book = ChangeBook.objects.select_for_update().get(organisation=organisation_id)
    if before.compared_at is not None and (book.round, book.compared_at) != (before.round, before.compared_at):
        return
    if before.compared_at is None and book.round:
        return
    if found:
        _write(organisation_id, book.round + 1, before, found)
        book.round += 1
    book.compared_at = now
    book.save(update_fields=["round", "compared_at"])


def _write(organisation_id: uuid.UUID, number: int, before: Standing, found: Difference) -> None:
    now = clock.now()
    digests = {**found.changed, **dict.fromkeys(found.gone, NOTHING)}
    rows = [
        Change(
            organisation_id=organisation_id, kind=kind, row_id=row_id, digest=digest, round=number, noticed_at=now,
            is_gone=(kind, row_id) in found.gone,
        )
        for (kind, row_id), digest in digests.items()
    ]  # fmt: skip
    Change.objects.bulk_create(
        rows, batch_size=AT_ONCE, update_conflicts=True, unique_fields=["organisation", "kind", "row_id"],
        update_fields=["digest", "round", "noticed_at", "is_gone"],
    )  # fmt: skip
