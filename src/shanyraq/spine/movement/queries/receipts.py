"""What a receipt of a transfer says to a person, in the three languages. Both schools and the family may have it."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _
from django.utils.translation import override

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.sealing import api as sealing
from shanyraq.kernel.text import dates
from shanyraq.spine.movement.models import Packet, TransferMove
from shanyraq.spine.movement.queries.transfers import STATE_WORDS
from shanyraq.spine.registry import api as registry

LANGUAGES = ("kk", "ru", "en")


def receipt_for_transfer(day: dt.date, fact_id: uuid.UUID) -> str:
    """The receipt of a move or of the packet, as JSON text. Raises Hidden where the scope does not see the fact,
    NotPublished until the day's root is out."""
    fact: TransferMove | Packet | None = TransferMove.objects.filter(day=day, id=fact_id).first()
    fact = fact or Packet.objects.filter(day=day, id=fact_id).first()
    if fact is None:
        raise Hidden(_("There is no such transfer."))
    child = registry.names_of([fact.person_id]).get(fact.person_id, "")
    words = {}
    for language in LANGUAGES:
        with override(language):
            school = registry.organisation(fact.organisation_id)
            said = _("packet of marks and attendance") if isinstance(fact, Packet) else str(STATE_WORDS[fact.state])
            words[language] = sealing.Words(
                what=_("Transfer: %(state)s") % {"state": said},
                who=f"{child}; {school.short if school else ''}",
                when=dates.moment(fact.recorded_at.astimezone(clock.ZONE), language=language),
            )
    return sealing.receipt_of(fact, words=words)
