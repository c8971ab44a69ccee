"""Querysets that narrow themselves to the scope in force, at the moment they are compiled.

Why at compile time: forms and class bodies build querysets at import, where no request exists. A query that
never runs is harmless; one that runs is narrowed or refused, whichever way it is run: iterated, counted,
aggregated, as a subquery, through a union, by update or delete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from django.db import models
from django.db.models import sql
from django.db.models.sql.constants import ROW_COUNT

from shanyraq.kernel.scope.policies import visible_rows
from shanyraq.kernel.scope.scopes import NoScope, current_scope

if TYPE_CHECKING:
    from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=models.Model)


class ScopedQuery(sql.Query):
    """A query that adds the policy of its model exactly once, when it is compiled or becomes a write."""

    narrowed = False

    def narrow(self) -> ScopedQuery:
        """A copy that holds only what the scope in force sees. Raises NoScope where none is."""
        if self.narrowed or self.combinator:
            return self
        scope = current_scope()
        query = cast(ScopedQuery, self.clone())
        query.narrowed = True
        if scope.is_system:
            return query
        condition = visible_rows(self.model, scope)  # type: ignore[arg-type]
        if condition is None:
            query.set_empty()
        elif condition:
            query.add_q(condition)
        return query

    def chain(self, klass: type[sql.Query] | None = None) -> Any:
        if klass is not None and not issubclass(klass, ScopedQuery):
            # UPDATE and DELETE change the query's class and would lose the narrowing: narrow first.
            return super(ScopedQuery, self.narrow()).chain(klass)
        return super().chain(klass)

    def get_compiler(self, using: str | None = None, connection: Any = None, elide_empty: bool = True) -> SQLCompiler:
        return cast("SQLCompiler", super(ScopedQuery, self.narrow()).get_compiler(using, connection, elide_empty))


class ScopedQuerySet(models.QuerySet[Row]):
    """What every manager of a scoped model returns."""

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model, query or ScopedQuery(model), using, hints)

    def _raw_delete(self, using: str | None) -> int:
        query = self.query.narrow().clone()  # type: ignore[attr-defined]
        query.__class__ = sql.DeleteQuery
        return int(query.get_compiler(using).execute_sql(ROW_COUNT) or 0)  # None where the scope sees nothing

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        if not current_scope().is_system:
            raise NoScope("Raw SQL is not narrowed by the scope; it may run only under system_scope.")
        return super().raw(*args, **kwargs)

    def seen_by_system(self) -> Self:
        """Marks this query as already answered for: used by policies, which must not narrow themselves."""
        clone = self.all()
        clone.query.narrowed = True  # type: ignore[attr-defined]
        return clone


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """`objects = ScopedManager()` on every model that holds rows of an organisation or a person."""

    use_in_migrations = False
