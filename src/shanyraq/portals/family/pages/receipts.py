"""Receipts: a mark with its way up to the published root, for the family to keep and check anywhere."""

import datetime as dt
import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyraq.kernel.actions.api import Conflict
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.sealing import api as sealing
from shanyraq.kernel.sheets.api import download
from shanyraq.learning.journal import api as journal
from shanyraq.portals.family.queries.children import chosen
from shanyraq.portals.family.queries.receipts import receipts_of
from shanyraq.spine.access import api as access


@page(access.Role.GUARDIAN, access.Role.PUPIL)
def receipt(request: HttpRequest, day: dt.date, mark_id: uuid.UUID) -> HttpResponse:
    """The receipt of one mark as a file."""
    try:
        text = journal.receipt_for_mark(day, mark_id)
    except sealing.NotPublished:
        raise Conflict(
            _("The receipt is not ready yet."),
            way=_("The day's root is published in the evening; from then on the receipt can be downloaded."),
        ) from None
    return download(f"{_('receipt')}-{day.isoformat()}-{str(mark_id)[-6:]}.json", text.encode())


@page(access.Role.GUARDIAN, access.Role.PUPIL)
def all_receipts(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Every receipt of the child's recent marks in one file."""
    child = chosen(current_scope(), person_id)
    data, _ready, _waiting = receipts_of(child.id)
    return download(f"{_('receipts')} {child.name}.zip", data)
