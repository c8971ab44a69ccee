"""The OpenAPI 3.1 description of the register's interface, made of the table that answers. Pure."""

from collections.abc import Mapping
from typing import Any

from shanyraq.spine.interface.rules.questions import CODE, LARGEST, LONGEST_CURSOR, MOST, TEXT, USUAL
from shanyraq.spine.interface.rules.resources import (
    DAY,
    FOLLOWED,
    ID,
    MAYBE_ID,
    MAYBE_TEXT,
    NUMBER,
    RESOURCES,
    TRUTH,
    Filter,
    Kind,
    Resource,
    text,
)
from shanyraq.spine.interface.rules.scopes import CHANGES, OF_REGISTER, SCOPES, STRUCTURE

BASE = "/api/register/v1"
Schema = Mapping[str, Any]
PROBLEM = "application/problem+json"
ERRORS = {
    "400": "A parameter cannot be read: `errors` names it and the rule.",
    "401": "There is no token in force: none was sent, its days are over, it was taken back, or its post has ended.",
    "403": "The token lacks the scope, or its holder's rights do not reach so far.",
    "404": "There is no such record for this token.",
    "405": "The interface is read only.",
    "406": "The interface answers in JSON.",
    "410": "The book of changes was begun anew: read everything once more.",
    "422": "The cursor belongs to another question.",
    "429": "Too many requests in this minute, by this token or from this address.",
}
_LIMITS = {
    "RateLimit": {"schema": text(), "description": "What is left in this minute, and in how many seconds it ends."},
    "RateLimit-Policy": {"schema": text(), "description": "The limits in force."},
}
_KINDS: Mapping[Kind, Schema] = {
    Kind.ID: ID,
    Kind.CODE: text(pattern=f"^{CODE.pattern}$"),
    Kind.TEXT: text(minLength=1, maxLength=80, description=f"matches {TEXT.pattern}"),
    Kind.DAY: {**DAY, "description": "from 1900 to 2200"},
    Kind.NUMBER: {**NUMBER, "minimum": 0, "maximum": LARGEST},
    Kind.TRUTH: text(enum=["true", "false"]),
}
_LIMIT = {**NUMBER, "minimum": 1, "maximum": MOST, "default": USUAL}
_CURSOR = text(minLength=1, maxLength=LONGEST_CURSOR)


def document() -> dict[str, Any]:
    """The whole description."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {"Problem": _problem(), "Change": _change(), "SchoolYear": _year(), "Token": _token()}
    for name, resource in RESOURCES.items():
        schemas[resource.one] = _schema(resource)
        paths[f"{BASE}/{name}"] = {"get": _collection(resource)}
        paths[f"{BASE}/{name}/{{key}}"] = {"get": _single(resource)}
    paths[f"{BASE}/school-years"] = {"get": _years()}
    paths[f"{BASE}/changes"] = {"get": _changes()}
    paths[f"{BASE}/token"] = {"get": _me()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Shanyraq: the register",
            "version": "1",
            "description": (
                "Read only. Every answer holds what the token's holder may see today and nothing more. A field that is "
                "not told is left out; null says that there is nothing. Refusals come in the language of "
                "Accept-Language (kk, ru, en). Scopes: " + ", ".join(OF_REGISTER) + "."
            ),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "Scopes: " + ", ".join(SCOPES)},
            },
        },
    }


def _operation(name: str, summary: str, scope: str, parameters: list[Any], body: Schema, *more: str) -> dict[str, Any]:
    headers = {**_LIMITS, "ETag": {"schema": text(), "description": "Send it back in If-None-Match."}}
    errors = sorted({"400", "401", "405", "406", "429", *more, *(("403",) if scope else ())})
    return {
        "operationId": name,
        "summary": summary,
        "security": [{"token": [scope] if scope else []}],
        "parameters": parameters,
        "responses": {
            "200": {"description": summary, "headers": headers, "content": {"application/json": {"schema": body}}},
            "304": {"description": "The answer is the one whose ETag was sent."},
            **{code: _error(code) for code in errors},
        },
    }


def _error(code: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "description": ERRORS[code],
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if code == "429":
        said["headers"] = {**_LIMITS, "Retry-After": {"schema": NUMBER, "description": "Seconds to wait."}}
    if code == "401":
        said["headers"] = {"WWW-Authenticate": {"schema": text()}}
    return said


def _collection(resource: Resource) -> dict[str, Any]:
    orders = [f"{sign}{word}" for word in resource.orders for sign in ("", "-")]
    parameters = [_filter(each) for each in resource.filters]
    if resource.dated:
        parameters.append(
            _parameter("on", _KINDS[Kind.DAY], "Only what is in force on this day; its last day belongs.")
        )
    parameters += [
        _parameter("sort", text(enum=orders), "The order; a minus turns it round."),
        _fields(resource),
        _parameter("limit", _LIMIT, "How many rows at most."),
        _parameter("cursor", _CURSOR, "`next` of the page before."),
    ]
    body = _page({"$ref": f"#/components/schemas/{resource.one}"})
    return _operation(f"list_{resource.name}", f"A page of {resource.name}.", resource.scope, parameters, body, "422")


def _single(resource: Resource) -> dict[str, Any]:
    key = {"name": "key", "in": "path", "required": True, "schema": _KINDS[resource.key]}
    body = {"$ref": f"#/components/schemas/{resource.one}"}
    name = f"get_{resource.one.lower()}"
    return _operation(name, f"One of {resource.name}.", resource.scope, [key, _fields(resource)], body, "404")


def _years() -> dict[str, Any]:
    return _operation(
        "list_school_years", "School years.", STRUCTURE, [], _page({"$ref": "#/components/schemas/SchoolYear"})
    )


def _me() -> dict[str, Any]:
    return _operation("get_token", "What this token may.", "", [], {"$ref": "#/components/schemas/Token"})


def _changes() -> dict[str, Any]:
    parameters = [
        {**_parameter("organisation", ID, "Whose register."), "required": True},
        _parameter("kinds", text(minLength=1, maxLength=400), "Some of: " + ", ".join(FOLLOWED) + "; all without it."),
        _parameter("since", _CURSOR, "`next` of the last reading; `now` begins after everything that stands."),
        _parameter("limit", _LIMIT, "How many changes at most."),
    ]
    items = {"type": "array", "items": {"$ref": "#/components/schemas/Change"}}
    body = _object({"items": items, "next": text(), "more": TRUTH})
    return _operation(
        "list_changes", "Changes of an organisation's rows.", CHANGES, parameters, body, "410", "422"
    )  # fmt: skip


def _filter(each: Filter) -> dict[str, Any]:
    schema = dict(_KINDS[each.kind])
    if each.choices:
        schema = text(enum=[*each.choices])
    about = f"Needs the scope {each.needs}." if each.needs else f"Only rows with this {each.name}."
    if each.name == "under":
        about = "The path of a territory: everything under it."
    return _parameter(each.name, schema, about)


def _fields(resource: Resource) -> dict[str, Any]:
    schema = text(pattern=rf"^({'|'.join(resource.names)})(,({'|'.join(resource.names)}))*$", maxLength=400)
    return _parameter("fields", schema, "Only these fields, separated by commas.")


def _parameter(name: str, schema: Schema, about: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": about, "schema": schema}


def _schema(resource: Resource) -> dict[str, Any]:
    properties = {
        each.name: {**each.schema, **({"description": f"Needs the scope {each.needs}."} if each.needs else {})}
        for each in resource.fields
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _page(item: Schema) -> dict[str, Any]:
    return _object({"items": {"type": "array", "items": item}, "next": MAYBE_TEXT})


def _object(properties: Schema) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _change() -> dict[str, Any]:
    moment = text(format="date-time")
    return _object(
        {"kind": text(enum=[*FOLLOWED]), "id": ID, "gone": TRUTH, "noticed_at": moment, "href": MAYBE_TEXT}
    )  # fmt: skip


def _year() -> dict[str, Any]:
    quarter = _object({"number": NUMBER, "first": DAY, "last": DAY})
    quarters = {"type": "array", "items": quarter}
    return _object({"year": NUMBER, "name": text(), "opens": DAY, "closes": DAY, "quarters": quarters})


def _token() -> dict[str, Any]:
    return _object(
        {
            "name": text(),
            "kind": text(enum=["personal", "service"]),
            "scopes": {"type": "array", "items": text(enum=[*SCOPES])},
            "expires_at": DAY,
            "organisation": MAYBE_ID,
            "territory": MAYBE_TEXT,
        }
    )


def _problem() -> dict[str, Any]:
    error = _object({"name": text(), "reason": text()})
    properties = {
        "type": text(), "title": text(), "status": NUMBER, "detail": text(), "instance": text(),
        "errors": {"type": "array", "items": error},
    }  # fmt: skip
    required = ["type", "title", "status", "instance"]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
