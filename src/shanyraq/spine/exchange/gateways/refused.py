"""Refused rows on their way back: under the school's own headings and with the reason, to be mended."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from shanyraq.kernel.sheets.api import write_table
from shanyraq.spine.exchange.gateways.words import field_words
from shanyraq.spine.exchange.queries.runs import LineRow


def refused_workbook(lines: Iterable[LineRow], *, reason: str) -> bytes:
    """An Excel table with a row for each row of the file of which something was refused."""
    headings: dict[str, None] = {}
    rows: dict[tuple[str, int], tuple[dict[str, str], list[str]]] = {}
    for line in lines:
        headings |= dict.fromkeys(line.raw)
        _raw, why = rows.setdefault((line.sheet, line.row), (line.raw, []))
        why += [words for each in line.reasons if (words := f"{field_words(each.field)}: {each.words}") not in why]
    where = _("Where it stood")
    columns = [*headings, reason, where]
    told = (
        [*(raw.get(heading, "") for heading in headings), "\n".join(why), f"{sheet}: {row}" if sheet else str(row)]
        for (sheet, row), (raw, why) in rows.items()
    )
    return write_table(reason, columns, told)
