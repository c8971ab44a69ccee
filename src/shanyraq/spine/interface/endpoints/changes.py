"""What has changed in an organisation's register since a cursor."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from shanyraq.kernel.scope import current_scope
from shanyraq.spine.interface.actions.changes import follow
from shanyraq.spine.interface.endpoints.problems import Problem
from shanyraq.spine.interface.endpoints.register import asked, told
from shanyraq.spine.interface.policies import kinds_to_follow
from shanyraq.spine.interface.queries import cursors
from shanyraq.spine.interface.queries.changes import BookRenewed, ChangeRow, changes, head
from shanyraq.spine.interface.queries.tokens import Bearer
from shanyraq.spine.interface.rules.questions import Wrong, cursor_of, limit_of, once, value_of
from shanyraq.spine.interface.rules.resources import FOLLOWED, RESOURCES, Kind
from shanyraq.spine.interface.rules.scopes import CHANGES

KNOWN = ("organisation", "kinds", "since", "limit")
FROM_NOW = "now"


@told(CHANGES)
def changes_since(request: HttpRequest, bearer: Bearer) -> Any:
    """The rows that are new, read otherwise or are gone; without a cursor all that stand, "now" none of them."""
    given = once(asked(request), KNOWN)
    if "organisation" not in given:
        raise Wrong("organisation", "needed")
    organisation_id = value_of("organisation", given["organisation"], Kind.ID)
    wanted, limit, since = _wanted(given), limit_of(given), cursor_of(given, "since")
    kinds = _kinds(organisation_id, bearer, wanted)
    follow(organisation_id)
    if since == FROM_NOW:
        return {"items": [], "next": head(organisation_id, kinds=kinds), "more": False}
    try:
        page = changes(organisation_id, since=since, kinds=kinds, limit=limit)
    except cursors.Broken:
        raise Wrong("since", "since") from None
    except cursors.Elsewhere:
        raise Problem(422, "elsewhere") from None
    except BookRenewed:
        raise Problem(410, "renewed") from None
    return {"items": [_row(each) for each in page.rows], "next": page.next, "more": page.more}


def _wanted(given: dict[str, str]) -> frozenset[str]:
    if "kinds" not in given:
        return frozenset(FOLLOWED)
    named = frozenset(part.strip() for part in given["kinds"][:400].split(","))
    if not named <= set(FOLLOWED):
        raise Wrong("kinds", "field", known=", ".join(FOLLOWED))
    return named


def _kinds(organisation_id: uuid.UUID, bearer: Bearer, wanted: frozenset[str]) -> frozenset[str]:
    """The kinds wanted that may be followed; those of scopes the token lacks are left out."""
    allowed = kinds_to_follow(current_scope(), organisation_id)
    if allowed is not None and not allowed:
        raise Problem(403, "follow")
    found = {name for name in wanted if RESOURCES[name].scope in bearer.token.scopes}
    return frozenset(found if allowed is None else found & allowed)


def _row(row: ChangeRow) -> dict[str, Any]:
    address = None if row.gone else reverse(f"register_{row.kind}_one", args=[str(row.id)])
    return {
        "kind": row.kind, "id": str(row.id), "gone": row.gone, "noticed_at": row.noticed_at.isoformat(),
        "href": address,
    }  # fmt: skip
