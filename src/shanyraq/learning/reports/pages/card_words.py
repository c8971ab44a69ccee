"""The words and cells of a report card, in the language that is active."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shanyraq.kernel.papers.api import qr_code
from shanyraq.kernel.text import dates
from shanyraq.learning.journal.api import PERIOD_WORDS, VERDICT_WORDS
from shanyraq.learning.reports.queries.cards import IssuedCard
from shanyraq.learning.reports.rules.card import OF_TERM, ORDER
from shanyraq.spine.registry import api as registry


def paper_words() -> dict[str, str]:
    """The words that every card has."""
    return {
        "subject": pgettext("taught at school", "Subject"),
        "pupil": _("Pupil"),
        "class": _("Class"),
        "year": _("School year"),
        "class_teacher": _("Class teacher"),
        "director": _("Director"),
        "family": _("Parent or legal representative"),
        "missed": _("Lessons missed"),
        "seal_words": _(
            "Point a phone's camera here: the page says whether this paper stands, or whether a newer one exists."
        ),
        "seal_alt": _("QR code with the address that answers whether this paper stands"),
    }


def card_data(card: IssuedCard, request: HttpRequest, language: str) -> dict[str, Any]:
    """One card as the template takes it."""
    content = card.content
    address = request.build_absolute_uri(reverse("card_seal", args=[card.id, card.code]))
    columns = _columns(content)
    short = {each: _short(each) for each in columns}
    return {
        "school": content["school"]["ru" if language == "ru" else "kk"],
        "heading": _("Report card for %(period)s") % {"period": PERIOD_WORDS[content["period"]]},
        "pupil_name": content["pupil"],
        "class_name": content["class"],
        "years": f"{content['year']}/{content['year'] + 1}",
        "header": [pgettext("taught at school", "Subject"), *short.values()],
        "rows": [
            [registry.subject_name(row["subject"]), *(_cell(row["results"].get(each)) for each in columns)]
            for row in content["rows"]
        ],
        "missed_rows": [
            [word, *(str(content["missed"][each][at]) if each in content["missed"] else "" for each in columns)]
            for at, word in enumerate((_("missed with a reason"), _("missed without a reason")))
        ],
        "class_teacher_name": content["class_teacher"],
        "director_name": content["director"],
        "issued": _("Issued %(day)s") % {"day": dates.day_without_weekday(card.day, language=language)},
        "qr": qr_code(address),
        "number": f"{_('Digest')} {card.said[:8]} {card.said[8:16]} {card.said[16:24]} {card.said[24:32]}",
    }


def _columns(content: Any) -> list[str]:
    """The quarters there were, what else has a result, and the period of the card itself."""
    has = {each for row in content["rows"] for each in row["results"]} | set(content["missed"])
    own = OF_TERM[content["period"]][0]
    return [each for each in ORDER if each in has or each == own]


def _short(period: str) -> str:
    words = {
        "q1": pgettext("column of a report card", "quarter I"),
        "q2": pgettext("column of a report card", "quarter II"),
        "q3": pgettext("column of a report card", "quarter III"),
        "q4": pgettext("column of a report card", "quarter IV"),
        "h1": pgettext("column of a report card", "half-year I"),
        "h2": pgettext("column of a report card", "half-year II"),
        "year": pgettext("column of a report card", "year"),
    }
    return words.get(period) or str(PERIOD_WORDS[period])


def _cell(result: list[Any] | None) -> str:
    if result is None:
        return "—"
    verdict, mark = result
    return str(mark) if mark is not None else str(VERDICT_WORDS[verdict])
