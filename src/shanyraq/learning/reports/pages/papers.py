"""A paper goes out as a PDF: typeset from a template of ours, never kept on the way."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

from shanyraq.kernel import clock
from shanyraq.kernel.papers.api import typeset
from shanyraq.kernel.sheets.api import download
from shanyraq.kernel.ui.shown import language

TEMPLATES = Path(__file__).parent.parent / "templates" / "reports"


def language_of_paper(request: HttpRequest) -> str:
    """The language that was asked for, or the reader's own."""
    asked = request.GET.get("language", "")
    return asked if asked in {"kk", "ru", "en"} else language()


def paper(template: str, data: Mapping[str, Any], *, title: str, name: str, said_in: str) -> HttpResponse:
    """The answer that carries the paper. `name` is the file's, without its ending."""
    with override(said_in):
        made = typeset(
            TEMPLATES / template,
            data,
            title=title,
            language=said_in,
            at=clock.now().astimezone(dt.UTC).replace(microsecond=0),
        )
    answer = download(f"{name}.pdf", made)
    answer["Content-Type"] = "application/pdf"
    return answer
