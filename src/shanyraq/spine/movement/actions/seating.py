"""Whether a class takes one more child: asked before every admission, class move and acceptance."""

import datetime as dt
import uuid

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.spine.care import api as care
from shanyraq.spine.movement.rules.limits import is_full, limit_of
from shanyraq.spine.registry import api as registry


def seat_in(group_id: uuid.UUID, *, organisation_id: uuid.UUID, on: dt.date) -> registry.SeatRow:
    """The class, which is of this organisation and of the school year of the day. Raises Denied."""
    seat = registry.seat_of(group_id, hold=True)
    if seat is None or seat.organisation_id != organisation_id:
        raise Denied(_("Choose a class of your own school."), field="group")
    if not dt.date(seat.school_year, 6, 1) <= on <= dt.date(seat.school_year + 1, 8, 31):
        raise Denied(
            _("%(group)s is a class of another school year.") % {"group": seat.name},
            way=_("Choose a class of the school year to which the day belongs."),
            field="group",
        )
    return seat


def refuse_future(on: dt.date, *, school_year: int | None = None) -> None:
    """A move is entered when its day has come; only the first of September may be entered before."""
    if on <= clock.today() or (school_year and on == dt.date(school_year, 9, 1) and clock.today().month in (6, 7, 8)):
        return
    raise Denied(_("This day has not come yet."), way=_("Enter the move on its day."), field="day")


def refuse_language(seat: registry.SeatRow, language: str, *, exception: str) -> None:
    """A child changes the language of instruction only where the family's wish stands in words."""
    if seat.language != language and not exception.strip():
        raise Denied(
            _("%(group)s learns in another language.") % {"group": seat.name},
            way=_("Choose a class of the same language, or write the reason of the exception."),
            field="group",
        )


def exceeded_limit(
    seat: registry.SeatRow, *, on: dt.date, exception: str, child: uuid.UUID | None = None
) -> int | None:
    """The limit that this child exceeds by a reasoned exception; None where the class has a place.

    Children with special needs lower the limit: those who sit there, and the child who comes. Raises Denied where the
    class is full and no reason is given.
    """
    needs = care.with_needs([seat.organisation_id], day=on)[seat.id]
    needs += child is not None and care.has_needs(child, day=on)
    if not is_full(seat.seated, day=on, with_needs=needs):
        return None
    limit = limit_of(day=on, with_needs=needs)
    if not exception.strip():
        raise Denied(
            _("%(group)s is full: %(number)s children, the limit is %(limit)s.")
            % {"group": seat.name, "number": seat.seated, "limit": limit},
            way=_("Choose another class, or write why it takes one more."),
            field="exception",
        )
    return limit
