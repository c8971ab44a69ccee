"""Report cards: of a class, to issue and print in one go; of a child, to take home."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_GET, require_http_methods

from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.text import dates
from shanyraq.kernel.ui.render import Column, Grid, cell, person, status
from shanyraq.kernel.ui.shown import language
from shanyraq.kernel.ui.templatetags.ui import Tab
from shanyraq.learning.journal.api import PERIOD_WORDS, Period
from shanyraq.learning.reports.actions.cards import issue_cards
from shanyraq.learning.reports.pages.card_words import card_data, paper_words
from shanyraq.learning.reports.pages.papers import language_of_paper, paper
from shanyraq.learning.reports.policies import FAMILY, ISSUERS
from shanyraq.learning.reports.queries.cards import CardRow, ClassCards, cards_of_pupil, class_cards_page
from shanyraq.learning.reports.rules.card import CARD_PERIODS
from shanyraq.spine.registry import api as registry


def period_or_404(said: str) -> Period:
    if said not in CARD_PERIODS:
        raise Http404(said)
    return Period(said)


def found_class(group_id: uuid.UUID, year: int, period: str) -> ClassCards:
    try:
        return class_cards_page(group_id, year=year, period=period_or_404(period))
    except LookupError as error:
        raise Http404 from error


@page(*ISSUERS)
@require_http_methods(["GET", "POST"])
def class_cards(request: HttpRequest, group_id: uuid.UUID, year: int, period: str) -> HttpResponse:
    """GET: who has a card, and whose says something else by now. POST: issues what is missing."""
    refusal = None
    if request.method == "POST":
        try:
            done = issue_cards(group_id=group_id, year=year, period=period_or_404(period))
            words = ngettext("%(number)s card is issued.", "%(number)s cards are issued.", done)
            messages.success(request, words % {"number": done})
            return HttpResponseRedirect(request.path)
        except Hidden:
            raise
        except Denied as denied:
            refusal = denied
    found = found_class(group_id, year, period)
    context = {
        "page": found,
        "grid": _grid(found),
        "tabs": [Tab(PERIOD_WORDS[each], reverse("class_cards", args=[group_id, year, each])) for each in CARD_PERIODS],
        "period": PERIOD_WORDS[found.period],
        "refusal": refusal,
    }
    return render(request, "reports/class_cards.html", context, status=403 if refusal else 200)


def _grid(found: ClassCards) -> Grid:
    return Grid(
        [Column(_("Pupil")), Column(_("Published"), numeric=True), Column(_("Report card"))],
        [
            [
                person(row.proposed.name, id=row.proposed.pupil_id, url=_own(row)),
                cell(f"{row.proposed.published} / {row.proposed.subjects}", css="n", data={"label": _("Published")}),
                cell(_state(row), data={"label": _("Report card")}),
            ]
            for row in found.rows
        ],
        caption=_("Report cards of %(group)s") % {"group": found.group.name},
        empty=_("Nobody is on the list of this class."),
        css="report-grid",
    )  # fmt: skip


def _own(row: CardRow) -> str:
    return reverse("child_cards", args=[row.proposed.pupil_id])


def _state(row: CardRow) -> object:
    if row.card is None:
        return status(_("not issued"), tone="quiet")
    day = dates.day_without_weekday(row.card.day, language=language())
    if row.differs:
        return status(_("issued %(day)s, the register says otherwise now") % {"day": day}, tone="care")
    return status(_("issued %(day)s") % {"day": day}, tone="good")


@page(*ISSUERS)
@require_GET
def class_cards_paper(request: HttpRequest, group_id: uuid.UUID, year: int, period: str) -> HttpResponse:
    """The issued cards of the class as one PDF, a page for each pupil."""
    found = found_class(group_id, year, period)
    said_in = language_of_paper(request)
    with override(said_in):
        cards = [card_data(row.card, request, said_in) for row in found.rows if row.card]
        if not cards:
            raise Hidden(_("No card is issued yet."), way=_("Issue the cards of the class first."))
        title = _("Report card")
        name = f"{title} {found.group.name} {PERIOD_WORDS[found.period]} {year}-{year + 1} {said_in}"
        data = {**paper_words(), "cards": cards}
    return paper("card.typ", data, title=title, name=name, said_in=said_in)


@page(*FAMILY, *ISSUERS)
@require_GET
def child_cards(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """The cards that were issued to this child."""
    child = _child(person_id)
    rows = [
        (
            f"{PERIOD_WORDS[card.period]} · {card.year}/{card.year + 1}",
            card,
            reverse("card_paper", args=[person_id, card.year, card.period.value]),
        )
        for card in cards_of_pupil(person_id)
    ]
    return render(request, "reports/child_cards.html", {"child": child, "rows": rows})


@page(*FAMILY, *ISSUERS)
@require_GET
def card_paper(request: HttpRequest, person_id: uuid.UUID, year: int, period: str) -> HttpResponse:
    """One child's issued card as a PDF."""
    child = _child(person_id)
    wanted = (year, period_or_404(period))
    card = next((each for each in cards_of_pupil(person_id) if (each.year, each.period) == wanted), None)
    if card is None:
        raise Hidden(_("No card is issued yet."), way=_("The class teacher issues it at the end of the quarter."))
    said_in = language_of_paper(request)
    with override(said_in):
        title = f"{_('Report card')}: {child.name}"
        name = f"{_('Report card')} {child.name} {PERIOD_WORDS[card.period]} {year}-{year + 1} {said_in}"
        data = {**paper_words(), "cards": [card_data(card, request, said_in)]}
    return paper("card.typ", data, title=title, name=name, said_in=said_in)


def _child(person_id: uuid.UUID) -> registry.Learner:
    """Raises Hidden where the scope does not see the learner."""
    found = next(iter(registry.learners([person_id])), None)
    if found is None:
        raise Hidden(_("There is no such pupil."))
    return found
