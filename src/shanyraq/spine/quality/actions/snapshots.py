"""A snapshot for statistics: prepared, submitted, returned with remarks, accepted. Each move is a sealed fact."""

import uuid
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.spine.quality.actions.looking import look_again
from shanyraq.spine.quality.events import SnapshotMoved
from shanyraq.spine.quality.models import Finding, FrozenRows, Snapshot, SnapshotMove
from shanyraq.spine.quality.policies import may_decide, may_prepare, may_submit
from shanyraq.spine.quality.reference.campaigns import Campaign, campaign
from shanyraq.spine.quality.rules.counting import MAY_FOLLOW, State, Step, digest, figures, lines_of, packed
from shanyraq.spine.quality.rules.declaring import Severity
from shanyraq.spine.quality.rules.looking import RULES
from shanyraq.spine.quality.rules.looking import State as FindingState
from shanyraq.spine.registry import api as registry

GRAVE = sorted(code for code, rule in RULES.items() if rule.severity is Severity.GRAVE)
SHORTEST = 10


@action(may=may_prepare, facts_are_history=True)
def prepare_snapshot(*, organisation_id: uuid.UUID, key: str) -> uuid.UUID:
    """The numbers of the campaign's day are counted and frozen with the rows beneath them.

    Raises Denied before that day; Conflict where the numbers are at the office or accepted.
    """
    wanted = campaign(key)
    if wanted is None:
        raise Denied(_("There is no such campaign."))
    if wanted.counts_on > clock.today():
        raise Denied(_("The day of counting has not come yet."), way=_("Prepare the numbers on that day or later."))
    standing = Snapshot.objects.select_for_update().filter(organisation=organisation_id, campaign=key).first()
    if standing:
        _ask_order(standing, Step.PREPARED)
    snapshot = standing or Snapshot(organisation_id=organisation_id, campaign=key, version=0)
    _freeze(snapshot, wanted)
    _record(snapshot, Step.PREPARED, {})
    return snapshot.id


def _freeze(snapshot: Snapshot, wanted: Campaign) -> None:
    [standing] = registry.standings([snapshot.organisation_id], day=wanted.counts_on)
    lines = lines_of(standing)
    snapshot.state, snapshot.version = State.PREPARED, snapshot.version + 1
    snapshot.counts_on, snapshot.due = wanted.counts_on, wanted.due
    snapshot.figures, snapshot.digest = figures(lines), digest(lines)
    snapshot.prepared_at, snapshot.decided_at = clock.now(), None
    snapshot.save()
    FrozenRows.objects.create(
        snapshot=snapshot, organisation_id=snapshot.organisation_id, version=snapshot.version, rows=packed(lines)
    )


@action(may=may_submit, facts_are_history=True)
def submit_snapshot(*, snapshot_id: uuid.UUID, ground: str = "") -> None:
    """The numbers are at the office, under the head's name. Announces SnapshotMoved.

    Raises Denied while grave questions of the register are open: each is mended, or accepted with a reason.
    """
    snapshot = _locked(snapshot_id, Step.SUBMITTED)
    look_again(organisation_id=snapshot.organisation_id)
    grave = Finding.objects.filter(
        organisation=snapshot.organisation_id, state=FindingState.OPEN, rule__in=GRAVE
    ).count()
    if grave:
        raise Denied(
            _("Grave questions about the register are open: %(number)s.") % {"number": grave},
            way=_("Mend each, or accept it with a reason; then submit."),
        )
    _go(snapshot, Step.SUBMITTED, {"ground": ground.strip()} if ground.strip() else {})


@action(may=may_decide, facts_are_history=True)
def accept_snapshot(*, snapshot_id: uuid.UUID, ground: str = "") -> None:
    """The numbers stand for this campaign and are not changed any more. Announces SnapshotMoved."""
    snapshot = _locked(snapshot_id, Step.ACCEPTED)
    _go(snapshot, Step.ACCEPTED, {"ground": ground.strip()} if ground.strip() else {})


@action(may=may_decide, facts_are_history=True)
def return_snapshot(*, snapshot_id: uuid.UUID, ground: str, remarks: Mapping[str, str]) -> None:
    """The numbers are back at the school, with what is to be looked at, figure by figure. Announces SnapshotMoved.

    Raises Denied where neither words nor a remark say why, or a remark is on a figure that does not stand there.
    """
    snapshot = _locked(snapshot_id, Step.RETURNED)
    told = {code: words.strip() for code, words in remarks.items() if words.strip()}
    if unknown := set(told) - set(snapshot.figures):
        raise Denied(_("There is no such figure: %(code)s.") % {"code": sorted(unknown)[0]})
    if not told and len(ground.strip()) < SHORTEST:
        raise Denied(_("Say what the school should look at."), field="ground")
    _go(snapshot, Step.RETURNED, {"ground": ground.strip(), "remarks": told})


def _locked(snapshot_id: uuid.UUID, step: Step) -> Snapshot:
    snapshot = Snapshot.objects.select_for_update().get(id=snapshot_id)
    _ask_order(snapshot, step)
    return snapshot


def _ask_order(snapshot: Snapshot, step: Step) -> None:
    if snapshot.state not in MAY_FOLLOW[step]:
        raise Conflict(
            _("This cannot be done now: the numbers are %(state)s.") % {"state": snapshot.get_state_display()},
            way=_("Look at what stands now and decide again."),
        )


def _go(snapshot: Snapshot, step: Step, payload: Mapping[str, object]) -> None:
    snapshot.state = State(step.value)
    snapshot.decided_at = clock.now()
    snapshot.save(update_fields=["state", "decided_at"])
    move = _record(snapshot, step, payload)
    announce(
        SnapshotMoved(
            snapshot_id=snapshot.id, organisation_id=snapshot.organisation_id, campaign=snapshot.campaign,
            move=step.value, move_id=move.id,
        )
    )  # fmt: skip


def _record(snapshot: Snapshot, step: Step, payload: Mapping[str, object]) -> SnapshotMove:
    move = SnapshotMove(
        organisation_id=snapshot.organisation_id, snapshot_id=snapshot.id, campaign=snapshot.campaign,
        version=snapshot.version, move=step.value, rows_digest=bytes.fromhex(snapshot.digest), happened_at=clock.now(),
    )  # fmt: skip
    return facts.record([move], payloads=[dict(payload)])[0]
