"""The OpenAPI 3.1 description of the interface, made of the same table that answers."""

from collections.abc import Mapping
from typing import Any

BASE = "/ims/oneroster/rostering/v1p2"
ERRORS = {
    "400": "The question is not one that can be answered.",
    "401": "There is no token in force.",
    "403": "The token lacks the scope.",
    "404": "There is no such object.",
    "405": "The interface is read only.",
    "429": "Too many requests in this minute.",
}
ASKED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("limit", {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}),
    ("offset", {"type": "integer", "minimum": 0, "default": 0}),
    ("sort", {"type": "string"}),
    ("orderBy", {"type": "string", "enum": ["asc", "desc"]}),
    ("filter", {"type": "string", "examples": ["familyName='Омарова' AND status='active'"]}),
    ("fields", {"type": "string", "examples": ["sourcedId,familyName"]}),
)
LISTS = frozenset({"grades", "subjects", "subjectCodes", "children", "agents", "roles", "terms"})


def document(kinds: Mapping[str, tuple[str, str, tuple[str, ...]]], *, demographics: str) -> dict[str, Any]:
    """`kinds` are path -> (word for many, word for one, fields)."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {"Error": _error()}
    for path, (many, one, fields) in kinds.items():
        schemas[one] = _schema(fields)
        scope = "roster-demographics.readonly" if path == demographics else "roster.readonly"
        paths[f"{BASE}/{path}"] = {"get": _collection(path, many, one, scope)}
        paths[f"{BASE}/{path}/{{sourcedId}}"] = {"get": _single(path, one, scope)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shanyraq: OneRoster 1.2 rostering", "version": "1.2"},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _collection(path: str, many: str, one: str, scope: str) -> dict[str, Any]:
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{one}"}}
    body = {"type": "object", "properties": {many: rows}, "required": [many]}
    headers = {"X-Total-Count": {"schema": {"type": "integer"}}, "Link": {"schema": {"type": "string"}}}
    return {
        "operationId": f"getAll{path[0].upper()}{path[1:]}",
        "security": [{"token": [scope]}],
        "parameters": [{"name": name, "in": "query", "schema": schema} for name, schema in ASKED],
        "responses": {
            "200": {"description": "A page of them.", "headers": headers, "content": _json(body)},
            **_errors("400", "401", "403", "405", "429"),
        },
    }


def _single(path: str, one: str, scope: str) -> dict[str, Any]:
    inner = {"type": "object", "properties": {one: {"$ref": f"#/components/schemas/{one}"}}, "required": [one]}
    return {
        "operationId": f"getOneOf{path[0].upper()}{path[1:]}",
        "security": [{"token": [scope]}],
        "parameters": [{"name": "sourcedId", "in": "path", "required": True, "schema": {"type": "string"}}],
        "responses": {
            "200": {"description": "The object.", "content": _json(inner)},
            **_errors("401", "403", "404", "405", "429"),
        },
    }


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _errors(*codes: str) -> dict[str, Any]:
    error = _json({"$ref": "#/components/schemas/Error"})
    return {code: {"description": ERRORS[code], "content": error} for code in codes}


def _schema(fields: tuple[str, ...]) -> dict[str, Any]:
    """An object; a dotted field is an object or a list of them."""
    properties: dict[str, Any] = {}
    for name in fields:
        top, _dot, inner = name.partition(".")
        item = {"type": "object"} if inner or top == "children" else {"type": "string"}
        properties[top] = {"type": "array", "items": item} if top in LISTS else item
    return {"type": "object", "properties": properties}


def _error() -> dict[str, Any]:
    names = ("imsx_codeMajor", "imsx_severity", "imsx_description")
    return {
        "type": "object",
        "properties": {name: {"type": "string"} for name in names} | {"imsx_CodeMinor": {"type": "object"}},
        "required": [*names, "imsx_CodeMinor"],
    }
