"""A lookup compiled once: for the few reads at a door that every request of a machine makes.

Building one query and its text costs the ORM ten times what the database needs for the row (bench/bench_passages.py).
Only queries that no scope narrows may be prepared: what is narrowed depends on who asks.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from shanyraq.kernel.scope.queries import ScopedQuerySet

M = TypeVar("M", bound=Model)
HOLE = "\ue000"
"""What stands for the value asked for, while the text is made; no value of ours contains it."""


class Prepared(Generic[M]):
    """`Prepared(lambda hole: Device.objects.filter(serial=hole).seen_by_system())`, then `.rows("SERIAL-1")`.

    The one value asked for is text. Raises ValueError for a query that a scope would narrow.
    """

    def __init__(self, build: Callable[[str], ScopedQuerySet[M]]) -> None:
        self._build = build
        self._plans: dict[str, tuple[str, tuple[Any, ...], list[str], Any]] = {}

    def rows(self, value: str) -> list[M]:
        """The rows as the model's own."""
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor not in self._plans:
            self._plans[connection.vendor] = self._plan()
        text, parameters, names, (compiler, converters, model) = self._plans[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(text, [value if one == HOLE else one for one in parameters])
            found = cursor.fetchall()
        return [
            cast(M, model.from_db(DEFAULT_DB_ALIAS, names, list(row)))
            for row in (compiler.apply_converters(found, converters) if converters else found)
        ]

    def _plan(self) -> tuple[str, tuple[Any, ...], list[str], Any]:
        queryset = self._build(HOLE)
        if not queryset.query.narrowed:  # type: ignore[attr-defined]
            raise ValueError("only a query that no scope narrows can be prepared")
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        text, parameters = compiler.as_sql()
        columns = [column for column, _sql, _alias in compiler.select]
        names = [column.target.attname for column in columns]
        converters = compiler.get_converters(columns)
        return text, tuple(parameters), names, (compiler, converters, queryset.model)
