"""Rows whose column is one of very many values, asked with one parameter.

`IN` with a place for each value costs the driver more than the server: five thousand places are parsed, numbered and
filled one by one. Here the values travel as one array (PostgreSQL) or one JSON text (SQLite).
"""

import uuid
from collections.abc import Collection
from typing import Any

import orjson
from django.db.models import F, Field, Lookup, UUIDField


class Among(Lookup):
    """`rows.filter(Among("iin", numbers))`; under | and & with Q like any condition."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Any) -> None:
        super().__init__(F(lhs) if isinstance(lhs, str) else lhs, tuple(rhs) if isinstance(rhs, Collection) else rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, params = self.process_lhs(compiler, connection)
        field: Field[Any, Any] = self.lhs.output_field
        while field.remote_field is not None:
            field = field.target_field  # type: ignore[attr-defined]
        is_id = isinstance(field, UUIDField)
        texts = [one.hex if isinstance(one, uuid.UUID) else str(one) for one in self.rhs]
        if connection.vendor == "postgresql":
            array = "{" + ",".join(texts if is_id else map(_quoted, texts)) + "}"
            return f"{left} = ANY(%s::{'uuid' if is_id else 'text'}[])", (*params, array)
        return left + " IN (SELECT value FROM json_each(%s))", (*params, orjson.dumps(texts).decode())  # noqa: S608


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
