"""What the scripts of the register say."""

import json
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from shanyraq.learning.journal.models.words import CODE_SHORT, REFUSALS
from shanyraq.learning.journal.rules.register import Refusal


@lru_cache(maxsize=8)
def register_words(_language: str) -> SafeString:
    """The words and the dialogs: the same for everybody of one language, so made once."""
    short = json.dumps({code: str(words) for code, words in CODE_SHORT.items()}, ensure_ascii=False)
    scale = " ".join(map(str, REFUSALS[Refusal.OUT_OF_SCALE]))
    return render_to_string("journal/_register_words.html", {"short_codes": short, "scale": scale})
