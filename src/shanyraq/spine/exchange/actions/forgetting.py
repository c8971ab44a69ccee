"""Personal data in runs has an end."""

import datetime as dt

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import action
from shanyraq.kernel.scope import Scope
from shanyraq.spine.exchange.models import Line, Run, Trace
from shanyraq.spine.exchange.rules.verdicts import keep_days


def only_the_machine(scope: Scope) -> bool:
    return scope.is_system


@action(may=only_the_machine)
def forget_runs() -> int:
    """Lines and traces of runs older than the days of keeping are gone, and those runs can be undone no more."""
    today = clock.today()
    last = today - dt.timedelta(days=keep_days(today))
    old = Run.objects.filter(day__lt=last, forgotten_at=None).exclude(state="applying")
    ids = list(old.values_list("id", flat=True))
    Line.objects.filter(run__in=ids).delete()
    Trace.objects.filter(run__in=ids).delete()
    return Run.objects.filter(id__in=ids).update(forgotten_at=clock.now())
