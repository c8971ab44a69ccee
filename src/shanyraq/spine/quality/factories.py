"""One row of each model at a given school."""

import datetime as dt

from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.testing.factories import factory
from shanyraq.spine.quality.models import Finding, FindingMove, FrozenRows, Snapshot, SnapshotMove
from shanyraq.spine.quality.rules.counting import digest, packed
from shanyraq.spine.registry.factories import School

DAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


@factory(Finding)
def a_finding(at: School) -> Finding:
    found, _made = Finding.objects.get_or_create(
        organisation_id=at.organisation_id, rule="iin_missing", subject_id=at.pupil_id,
        defaults={"subject": "person", "group_id": at.group_id, "fingerprint": "0" * 64, "first_seen": DAY,
                  "opened_on": DAY, "last_seen": DAY},
    )  # fmt: skip
    return found


@factory(FindingMove)
def a_finding_move(at: School) -> FindingMove:
    finding = a_finding(at)
    move = FindingMove(
        organisation_id=at.organisation_id, finding_id=finding.id, rule=finding.rule, subject_id=at.pupil_id,
        move="opened", happened_at=NOON,
    )  # fmt: skip
    return facts.record([move])[0]


@factory(Snapshot)
def a_snapshot(at: School) -> Snapshot:
    found, _made = Snapshot.objects.get_or_create(
        organisation_id=at.organisation_id, campaign="first_october-2026",
        defaults={"counts_on": DAY, "due": DAY, "prepared_at": NOON, "digest": digest([]),
                  "figures": {"learners": "1"}},
    )  # fmt: skip
    return found


@factory(FrozenRows)
def some_frozen_rows(at: School) -> FrozenRows:
    snapshot = a_snapshot(at)
    found, _made = FrozenRows.objects.get_or_create(
        snapshot=snapshot, version=snapshot.version,
        defaults={"organisation_id": at.organisation_id, "rows": packed([])},
    )  # fmt: skip
    return found


@factory(SnapshotMove)
def a_snapshot_move(at: School) -> SnapshotMove:
    snapshot = a_snapshot(at)
    move = SnapshotMove(
        organisation_id=at.organisation_id, snapshot_id=snapshot.id, campaign=snapshot.campaign, version=1,
        move="prepared", rows_digest=bytes.fromhex(snapshot.digest), happened_at=NOON,
    )  # fmt: skip
    return facts.record([move])[0]
