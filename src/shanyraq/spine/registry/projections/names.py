"""The known spellings of names: made from people's search keys, and made again whenever somebody wishes."""

from collections.abc import Iterable, Iterator
from itertools import chain

from shanyraq.kernel.among import Among
from shanyraq.spine.registry.models import NameSlip, Person
from shanyraq.spine.registry.rules.slips import SHORTEST, slips

BATCH = 5000


def learn_names(search_keys: Iterable[str]) -> None:
    """Each name of these columns, long enough to be mistyped, is forgiven one slip."""
    met = set(chain.from_iterable(keys.split() for keys in search_keys))
    words = sorted(word for word in met if SHORTEST <= len(word) <= 80)
    for start in range(0, len(words), BATCH):
        some = words[start : start + BATCH]
        known = set(NameSlip.objects.filter(Among("slip", some)).values_list("slip", "word"))
        fresh = [word for word in some if (word, word) not in known]
        rows = (NameSlip(word=word, slip=slip) for word in fresh for slip in sorted(slips(word)))
        NameSlip.objects.bulk_create(rows, batch_size=400, ignore_conflicts=True)


def learn_all_names() -> None:
    """Every name of the register is known, whichever way it came in."""
    learn_names(_columns())


def _columns() -> Iterator[str]:
    people = Person.objects.order_by().values_list("search_keys", flat=True).distinct()
    yield from people.iterator(chunk_size=BATCH)
