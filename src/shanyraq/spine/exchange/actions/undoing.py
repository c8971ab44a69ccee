"""A run is undone as a whole, or not at all."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.exchange.actions.deeds import NAMES, SEEN
from shanyraq.spine.exchange.drafts import Kind
from shanyraq.spine.exchange.models import Line, Run, SourceKey, Trace
from shanyraq.spine.exchange.policies import may_handle
from shanyraq.spine.exchange.queries.planning.lines import unpacked_all
from shanyraq.spine.exchange.queries.planning.plans import deeds_of
from shanyraq.spine.exchange.rules.verdicts import State
from shanyraq.spine.registry import api as registry

ORDER = ("guardianship", "load", "stay", "post", "room", "building", "group", "person", "organisation")
"""What stands on others goes first."""
BROUGHT_BY: Mapping[str, tuple[Kind, ...]] = {
    "guardianship": (Kind.GUARDIAN,),
    "load": (Kind.LOAD,),
    "stay": (Kind.PUPIL,),
    "post": (Kind.STAFF,),
    "group": (Kind.GROUP,),
    "person": (Kind.STAFF, Kind.PUPIL, Kind.GUARDIAN),
}
"""The lines whose plans bring rows of each kind."""
AT_ONCE = 2000
Each = TypeVar("Each")
Row = tuple[uuid.UUID, Mapping[str, Any]]


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
        _refuse_changed(run)
        _take_out(run, ORDER[:4])  # rights and stays go before what was changed is put back: one stay may be open
        _put_back(run)
        _take_out(run, ORDER[4:])
        SourceKey.objects.filter(run=run).delete()
    run.state, run.undone_at = State.UNDONE.value, clock.now()
    run.save(update_fields=["state", "undone_at"])


def _created(run: Run, kind: str) -> Iterator[Sequence[Row]]:
    """The rows of this kind that the run has made, the latest first, as they were made; some at a time."""
    traces = Trace.objects.filter(run=run, deed="created", kind=kind).order_by("-id").values_list("target", "after")
    made = ((target, unpacked_all(after)) for target, after in traces.iterator(AT_ONCE))
    yield from _some(made)
    if kind in BROUGHT_BY:
        yield from _some(_planned(run, kind))


def _planned(run: Run, kind: str) -> Iterator[Row]:
    lines = Line.objects.filter(run=run, kind__in=BROUGHT_BY[kind]).exclude(plan="").order_by("-number")
    for plan in lines.values_list("plan", flat=True).iterator(AT_ONCE):
        for deed in deeds_of(plan):
            if NAMES[type(deed)] == kind:
                yield deed.id, {name: getattr(deed, name, None) for name in SEEN[kind]}


def _refuse_changed(run: Run) -> None:
    """What the run made must still be as the run made it."""
    for kind in ORDER:
        for some in _created(run, kind):
            rows = {target: after for target, after in some if after}
            if rows and (changed := registry.no_longer_so(kind=kind, rows=rows)):
                raise Denied(
                    _("Changed since by somebody: %(names)s.") % {"names": ", ".join(changed[:5])},
                    way=_("Close or correct these rows by hand; the rest of the file may stay."),
                )


def _take_out(run: Run, kinds: Sequence[str]) -> None:
    for kind in kinds:
        for some in _created(run, kind):
            registry.withdraw(kind=kind, ids=[target for target, _after in some])


def _put_back(run: Run) -> None:
    changed = Trace.objects.filter(run=run, deed="changed").order_by("-id")
    for traces in _some(changed.iterator(AT_ONCE)):
        _amend(
            [
                registry.Amendment(
                    kind=trace.kind, id=trace.target, before=unpacked_all(trace.after), after=unpacked_all(trace.before)
                )
                for trace in traces
            ]
        )
    nowhere = {"group_id": None, "organisation_id": None}  # a new class and its new children hold each other
    for some in _created(run, "person"):
        _amend([registry.Amendment(kind="person", id=target, after=nowhere) for target, _after in some])


def _amend(amendments: Sequence[registry.Amendment]) -> None:
    if left := registry.amend(amendments=amendments):
        names = registry.names_of(left)
        raise Denied(
            _("Changed since by somebody: %(names)s.") % {"names": ", ".join(sorted(names.values())[:5]) or len(left)},
            way=_("Close or correct these rows by hand; the rest of the file may stay."),
        )


def _some(all_of_them: Iterable[Each]) -> Iterator[list[Each]]:
    left = iter(all_of_them)
    while together := list(islice(left, AT_ONCE)):
        yield together
