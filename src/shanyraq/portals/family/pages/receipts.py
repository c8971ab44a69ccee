"""Receipts of a child's marks, for the family to keep and check anywhere."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.sheets.api import download
from shanyraq.portals.family.queries.children import chosen
from shanyraq.portals.family.queries.receipts import receipts_of
from shanyraq.spine.access import api as access


@page(access.Role.GUARDIAN, access.Role.PUPIL)
def all_receipts(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Every receipt of the child's recent marks in one file."""
    child = chosen(current_scope(), person_id)
    data, _ready, _waiting = receipts_of(child.id)
    return download(f"{_('receipts')} {child.name}.zip", data)
