"""A file is read and shown: every record has its line, and the register is not touched."""

import gc
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby, islice
from operator import attrgetter

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import action
from shanyraq.kernel.inserts import pour_values
from shanyraq.kernel.scope import current_scope, system_scope
from shanyraq.spine.exchange.actions.stillness import undisturbed
from shanyraq.spine.exchange.drafts import Kind, Record
from shanyraq.spine.exchange.models import Line, Run
from shanyraq.spine.exchange.policies import may_keep
from shanyraq.spine.exchange.queries.planning import Planner
from shanyraq.spine.exchange.queries.planning.drafts import Draft
from shanyraq.spine.exchange.queries.planning.lines import columns_of
from shanyraq.spine.exchange.rules.verdicts import State

BATCH = 5000
ORDER = list(Kind)


@action(may=may_keep)
def open_run(*, organisation_id: uuid.UUID | None, source: str, filename: str, records: Iterable[Record]) -> uuid.UUID:
    """The run stands with a line for each record, saying what would be done with it. Nothing in the register changes.

    Without an organisation it is a region's file, brought by the machine, whose records come in the order of `Kind`.
    """
    now = clock.now()
    run = Run.objects.create(
        organisation_id=organisation_id,
        source=source[:60],
        filename=filename[:200],
        opened_by=current_scope().person_id,
        opened_at=now,
        day=clock.today(),
    )
    planner = Planner(source=run.source, own=organisation_id, day=run.day)
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    with system_scope(f"import {run.id}"), undisturbed(), closing(planner):
        for drafts in _batches(records, organisation_id):
            for draft in drafts:
                run.total += 1
                draft.number = run.total
            planner.plan(drafts)
            pour_values(Line, columns_of(drafts, run))
            for draft in drafts:
                counts[draft.kind.value][str(draft.verdict)] += 1
            gc.collect(0)
        run.counts = {kind: dict(each) for kind, each in counts.items()}
        run.state = State.READ.value
        run.save(update_fields=["total", "counts", "state"])
    return run.id


def _batches(records: Iterable[Record], organisation_id: uuid.UUID | None) -> Iterator[list[Draft]]:
    """A school's file is put in order here; a region's is too long for that and comes in order."""
    if organisation_id is not None:
        records = sorted(records, key=lambda record: ORDER.index(record.kind))
    for _kind, together in groupby(records, key=attrgetter("kind")):
        while batch := list(islice(together, BATCH)):
            yield [Draft.of(record, organisation_id=organisation_id) for record in batch]
