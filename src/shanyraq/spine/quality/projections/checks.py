"""Whether findings and snapshots stand where their facts have led, and whether the frozen rows still give the sealed
digest and the shown figures: part of `shanyraq verify`."""

import uuid
from collections.abc import Iterator

from shanyraq.kernel.sealing.api import projection_check
from shanyraq.spine.quality.models import Finding, FindingMove, FrozenRows, Snapshot, SnapshotMove
from shanyraq.spine.quality.rules.counting import digest, figures, unpacked
from shanyraq.spine.quality.rules.looking import State, Step

CHUNK = 500
LED_TO = {Step.OPENED: State.OPEN, Step.REOPENED: State.OPEN, Step.MENDED: State.MENDED, Step.ACCEPTED: State.ACCEPTED}


@projection_check("quality: findings")
def findings_against_facts() -> Iterator[str]:
    """One line for each finding that stands elsewhere than its latest move says."""
    last: uuid.UUID | None = None
    rows = Finding.objects.exclude(move_id=None).order_by("id")
    while part := list((rows.filter(id__gt=last) if last else rows)[:CHUNK]):
        last = part[-1].id
        moves = FindingMove.objects.filter(finding_id__in=[row.id for row in part]).order_by("happened_at", "id")
        latest = {move.finding_id: move for move in moves}
        for row in part:
            move = latest.get(row.id)
            if move is None or move.id != row.move_id or LED_TO[Step(move.move)] != row.state:
                yield f"finding {row.id} is {row.state}, its facts say otherwise"


@projection_check("quality: snapshots")
def snapshots_against_facts() -> Iterator[str]:
    """One line for each version whose rows do not give the sealed digest, and for each snapshot that shows a state or
    figures other than its own."""
    moves: dict[uuid.UUID, list[SnapshotMove]] = {}
    for move in SnapshotMove.objects.order_by("happened_at", "id").iterator(CHUNK):
        moves.setdefault(move.snapshot_id, []).append(move)
    sealed = {(one.snapshot_id, one.version): bytes(one.rows_digest).hex() for told in moves.values() for one in told}
    shown = {row.id: row for row in Snapshot.objects.all()}
    for frozen in FrozenRows.objects.order_by("id").iterator(50):
        lines = unpacked(bytes(frozen.rows))
        if digest(lines) != sealed.get((frozen.snapshot_id, frozen.version)):
            yield f"rows of snapshot {frozen.snapshot_id}, version {frozen.version}, do not give the sealed digest"
        row = shown[frozen.snapshot_id]
        if row.version == frozen.version and figures(lines) != row.figures:
            yield f"snapshot {row.id} shows figures that its rows do not give"
    for row in shown.values():
        told = moves.get(row.id)
        if not told or told[-1].move != row.state or bytes(told[-1].rows_digest).hex() != row.digest:
            yield f"snapshot {row.id} is {row.state}, its facts say otherwise"
