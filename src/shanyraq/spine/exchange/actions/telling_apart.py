"""Two cards are two people: said once, remembered, and taken back where it was a mistake."""

import uuid

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.exchange.models import Apart
from shanyraq.spine.exchange.policies import may_ask_again, may_keep
from shanyraq.spine.exchange.queries.likenesses import pair


@action(may=may_keep)
def tell_apart(*, organisation_id: uuid.UUID, person_id: uuid.UUID, other_id: uuid.UUID) -> uuid.UUID:
    """The pair leaves the merge desk and is not asked about again. Said twice, it stands once."""
    if pair(organisation_id, person_id, other_id) is None:
        raise Denied(_("Choose two people of your organisation."))
    one, two = sorted((person_id, other_id))
    row, _made = Apart.objects.get_or_create(
        organisation_id=organisation_id,
        one_id=one,
        two_id=two,
        taken_back_at=None,
        defaults={"said_by": current_scope().person_id, "said_at": clock.now()},
    )
    return row.id


@action(may=may_ask_again)
def ask_again(*, apart_id: uuid.UUID) -> None:
    """The pair stands on the merge desk again, if the cards still look alike."""
    Apart.objects.filter(id=apart_id, taken_back_at=None).update(taken_back_at=clock.now())
