"""`verify` reads quality's facts back, and names what somebody altered behind them."""

from typing import Any

from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.sealing import api as sealing
from shanyraq.spine.quality.actions.snapshots import accept_snapshot, prepare_snapshot, submit_snapshot
from shanyraq.spine.quality.models import Finding, FrozenRows, Snapshot
from shanyraq.spine.quality.rules.counting import packed, unpacked
from shanyraq.spine.quality.tests.story import accepted, finding, looked


def findings() -> set[str]:
    """What verify names, by the check that named it."""
    with system_scope("test"):
        sealing.seal_everything()
        return {one.stream for one in sealing.verify().findings if one.stream.startswith("quality")}


def live(cast: Any) -> None:
    looked(cast.school)
    accepted(cast.school, "iin_missing")
    with use_scope(cast.school.scope("director")):
        one = prepare_snapshot(organisation_id=cast.school.organisation_id, key="first_october-2026")
        submit_snapshot(snapshot_id=one)
    with use_scope(cast.school.scope("office")):
        accept_snapshot(snapshot_id=one)


def test_what_was_done_verifies(cast: Any) -> None:
    live(cast)
    with system_scope("test"):
        sealing.seal_everything()
        assert sealing.verify().findings == []


def test_a_question_closed_behind_the_facts_is_named(cast: Any) -> None:
    live(cast)
    with system_scope("test"):
        Finding.objects.filter(id=finding(cast.school, "no_building").id).update(state="mended")
    assert findings() == {"quality: findings"}


def test_altered_rows_and_figures_are_named(cast: Any) -> None:
    live(cast)
    with system_scope("test"):
        one = Snapshot.objects.get()
        Snapshot.objects.update(figures=one.figures | {"learners": "900"})
        assert findings() == {"quality: snapshots"}
        Snapshot.objects.update(figures=one.figures)
        assert findings() == set()
        frozen = FrozenRows.objects.get()
        FrozenRows.objects.update(rows=packed(unpacked(bytes(frozen.rows))[1:]))
    assert findings() == {"quality: snapshots"}


def test_a_state_without_its_move_is_named(cast: Any) -> None:
    live(cast)
    with system_scope("test"):
        Snapshot.objects.update(state="returned")
    assert findings() == {"quality: snapshots"}
