"""The table of factories: for each scoped model, how to make one row at a given school. Tests and demo only."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model

Factory = Callable[[Any], Model]
F = TypeVar("F", bound=Factory)
_factories: dict[type[Model], Factory] = {}


def factory(model: type[Model]) -> Callable[[F], F]:
    """Registers the factory of this model: a function of one school that returns a saved row belonging to it."""

    def register(build: F) -> F:
        _factories[model] = build
        return build

    return register


def factory_of(model: type[Model]) -> Factory | None:
    return _factories.get(model)
