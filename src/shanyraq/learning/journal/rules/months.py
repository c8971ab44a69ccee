"""A month as it stands in an address. Pure."""

import datetime as dt
import re


def month_of(text: str, *, today: dt.date) -> dt.date | None:
    """A day of the month that is asked for: today where nothing is, None for what is no month."""
    if not text:
        return today
    return dt.date.fromisoformat(f"{text}-01") if re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", text, re.ASCII) else None
