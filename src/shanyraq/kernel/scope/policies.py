"""The table of policies: for each model, which rows a scope sees."""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model, Q

from shanyraq.kernel.scope.scopes import Scope

Policy = Callable[[Scope], Q | None]
_policies: dict[type[Model], Policy] = {}
P = TypeVar("P", bound=Policy)


class NoPolicy(RuntimeError):
    """A model is scoped, and nobody has said who sees its rows."""


EVERYTHING = Q()
"""Returned by a policy that shows every row (to this scope)."""


def visible(*models: type[Model]) -> Callable[[P], P]:
    """Registers the policy of these models. It returns a Q, or None for "nothing at all"."""

    def register(policy: P) -> P:
        for model in models:
            _policies[model] = policy
        return policy

    return register


def any_of(*conditions: Q | None) -> Q | None:
    """The union of the conditions that apply; None, that is "nothing at all", where none does."""
    found: Q | None = None
    for condition in conditions:
        if condition is not None:
            found = condition if found is None else found | condition
    return found


def policy_of(model: type[Model]) -> Policy | None:
    return _policies.get(model)


def visible_rows(model: type[Model], scope: Scope) -> Q | None:
    """The condition for this scope; None means no row."""
    policy = _policies.get(model)
    if policy is None:
        raise NoPolicy(f"{model.__name__} has no policy: add one to its module's policies.py")
    return policy(scope)


def scoped_models() -> dict[type[Model], Policy]:
    return dict(_policies)


def replace_policy(model: type[Model], policy: Policy) -> Policy:
    """For the test that shows the isolation test can fail: returns the policy that stood before."""
    before = _policies[model]
    _policies[model] = policy
    return before
