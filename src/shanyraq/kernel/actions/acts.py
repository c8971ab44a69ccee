"""An act: ask the policy, open the transaction, run, write history, store the announced events."""

import functools
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.models import HistoryEntry
from shanyraq.kernel.actions.results import Denied
from shanyraq.kernel.scope import Scope, current_scope
from shanyraq.kernel.uuid7 import new_id

P = ParamSpec("P")
R = TypeVar("R")
Permission = Callable[..., bool]
_acting: ContextVar[str] = ContextVar("acting", default="")


def action(*, may: Permission, facts_are_history: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Wraps one keyword-only writing function.

    `may(scope, **arguments)` is asked first; False is a Denied, and a policy may raise Denied or Hidden with its own
    words. The function runs inside one transaction. Unless its facts are the history (`facts_are_history`), one
    HistoryEntry says who did what to which ids. An act called inside another act joins its transaction.
    """

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        name = f"{function.__module__.removeprefix('shanyraq.').replace('.actions', '')}.{function.__name__}"

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if args:
                raise TypeError(f"{name} takes keyword arguments only")
            scope = current_scope()
            if not scope.is_system and not may(scope, **kwargs):
                raise Denied(_("You have no right to do this."), way=_("Ask the head of your organisation."))
            token = _acting.set(name)
            try:
                with transaction.atomic():
                    result = function(*args, **kwargs)
                    if not facts_are_history:
                        _write_history(name, scope, kwargs, result)
                return result
            finally:
                _acting.reset(token)

        run.action_name = name  # type: ignore[attr-defined]
        return run

    return wrap


def acting() -> str:
    """The name of the act in progress; empty outside one."""
    return _acting.get()


def _write_history(name: str, scope: Scope, arguments: dict[str, Any], result: Any) -> None:
    subjects = {key: str(value) for key, value in arguments.items() if isinstance(value, uuid.UUID)}
    if isinstance(result, uuid.UUID):
        subjects["result"] = str(result)
    HistoryEntry(
        id=new_id(),
        act=name,
        at=clock.now(),
        actor_kind=scope.actor_kind,
        actor_id=scope.actor_id,
        organisation_id=_organisation(scope, arguments),
        reason=str(arguments.get("reason") or scope.reason)[:500],
        subjects=subjects,
    ).save(force_insert=True)


def _organisation(scope: Scope, arguments: dict[str, Any]) -> uuid.UUID | None:
    given = arguments.get("organisation_id")
    if isinstance(given, uuid.UUID):
        return given
    mine = scope.organisations
    return next(iter(mine)) if len(mine) == 1 else None
