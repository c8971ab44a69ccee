"""All receipts of a child's recent marks in one file for the family to keep."""

import datetime as dt
import io
import uuid
import zipfile

from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.sealing import api as sealing
from shanyraq.learning.journal import api as journal

RECENT = dt.timedelta(days=60)


def receipts_of(person_id: uuid.UUID) -> tuple[bytes, int, int]:
    """(zip, receipts in it, marks whose day's root is not published yet)."""
    rows = journal.marks_since([person_id], clock.now() - RECENT).get(person_id, [])
    out, waiting = io.BytesIO(), 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for row in rows:
            try:
                text = journal.receipt_for_mark(*row.mark_key)
            except sealing.NotPublished:
                waiting += 1
                continue
            box.writestr(f"{row.day.isoformat()}-{row.number}-{row.subject_code}.json", text)
        box.writestr("README.txt", _read_me(len(rows) - waiting, waiting))
    return out.getvalue(), len(rows) - waiting, waiting


def _read_me(ready: int, waiting: int) -> str:
    return _(
        "Each file is the receipt of one mark. Check it on your own computer, without the Internet: "
        "python3 check_receipt.py FILE --roots roots.txt. The program and the published roots are on the first "
        "page of Shanyraq; keep a copy of the roots somewhere else.\n"
        "Receipts here: %(ready)s. Marks whose root is not published yet: %(waiting)s.\n"
    ) % {"ready": ready, "waiting": waiting}
