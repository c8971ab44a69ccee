"""A run is undone as a whole, or not at all."""

import uuid
from collections import defaultdict
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.exchange.models import Run, SourceKey, Trace
from shanyraq.spine.exchange.policies import may_handle
from shanyraq.spine.exchange.queries.planning.lines import unpacked_all
from shanyraq.spine.exchange.rules.verdicts import State
from shanyraq.spine.registry import api as registry

ORDER = ("guardianship", "load", "stay", "post", "room", "building", "group", "person", "organisation")
"""What stands on others goes first."""


@action(may=may_handle)
def undo_run(*, run_id: uuid.UUID) -> None:
    """The register is as it was before the run. Raises Denied naming what stands on it, and then nothing changes."""
    run = Run.objects.select_for_update().get(id=run_id)
    if run.state != State.APPLIED:
        raise Denied(_("Only a file that was applied can be undone."))
    if run.forgotten_at is not None:
        raise Denied(
            _("What this file changed is kept no more: the days for undoing are over."),
            way=_("Correct the rows one by one, or bring a corrected file."),
        )
    with system_scope(f"undo of import {run.id}"):
        traces = list(Trace.objects.filter(run=run).order_by("-id"))
        _refuse_changed(traces)
        _take_out(traces, early=True)
        _put_back(traces)
        _take_out(traces, early=False)
        SourceKey.objects.filter(run=run).delete()
    run.state, run.undone_at = State.UNDONE.value, clock.now()
    run.save(update_fields=["state", "undone_at"])


def _refuse_changed(traces: list[Trace]) -> None:
    """What the run made must still be as the run made it."""
    wanted: dict[str, dict[uuid.UUID, dict[str, Any]]] = defaultdict(dict)
    for trace in traces:
        if trace.deed == "created" and trace.after:
            wanted[trace.kind][trace.target] = unpacked_all(trace.after)
    for kind, rows in wanted.items():
        if changed := registry.no_longer_so(kind=kind, rows=rows):
            raise Denied(
                _("Changed since by somebody: %(names)s.") % {"names": ", ".join(changed[:5])},
                way=_("Close or correct these rows by hand; the rest of the file may stay."),
            )


def _take_out(traces: list[Trace], *, early: bool) -> None:
    """Rights and stays go before what was changed is put back: only one stay may be open. People go last."""
    for kind in ORDER[:4] if early else ORDER[4:]:
        ids = [trace.target for trace in traces if trace.deed == "created" and trace.kind == kind]
        if ids:
            registry.withdraw(kind=kind, ids=ids)


def _put_back(traces: list[Trace]) -> None:
    amendments = [
        registry.Amendment(
            kind=trace.kind, id=trace.target, before=unpacked_all(trace.after), after=unpacked_all(trace.before)
        )
        for trace in traces
        if trace.deed == "changed"
    ]
    nowhere = {"group_id": None, "organisation_id": None}  # a new class and its new children hold each other
    amendments += [
        registry.Amendment(kind="person", id=trace.target, after=nowhere)
        for trace in traces
        if trace.deed == "created" and trace.kind == "person"
    ]
    if amendments and (left := registry.amend(amendments=amendments)):
        names = registry.names_of(left)
        raise Denied(
            _("Changed since by somebody: %(names)s.") % {"names": ", ".join(sorted(names.values())[:5]) or len(left)},
            way=_("Close or correct these rows by hand; the rest of the file may stay."),
        )
