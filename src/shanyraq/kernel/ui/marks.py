"""Small marks beside words: the state ring, a status, a person, the way to an explanation."""

import enum
import uuid

from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.ui.icons import icon, sign

Text = str | Promise
HUES = 8


class RingState(enum.StrEnum):
    """How far something entered has come; the ring shows it everywhere alike."""

    LOCAL = "local"
    SENT = "sent"
    SEALED = "sealed"
    CONFLICT = "conflict"


RING_WORDS: dict[RingState, Text] = {
    RingState.LOCAL: _("On this device, not sent yet"),
    RingState.SENT: _("Sent and saved, the seal follows"),
    RingState.SEALED: _("Sealed"),
    RingState.CONFLICT: _("Conflict: two records disagree"),
}


class Tone(enum.StrEnum):
    """What a status asks of the reader: nothing, to know, that all is well, to take care, to act."""

    QUIET = "quiet"
    INFO = "info"
    GOOD = "good"
    CARE = "care"
    ACT = "act"


_TONE_ICONS = {
    Tone.QUIET: "clock",
    Tone.INFO: "info-circle",
    Tone.GOOD: "circle-check",
    Tone.CARE: "alert-triangle",
    Tone.ACT: "alert-circle",
}


def ring(state: RingState | str, *, words: bool = False, url: str = "") -> SafeString:
    """The ring of a state; `words` prints its meaning beside it; `url` opens the receipt or the conflict."""
    known = RingState(state)
    said = escape(RING_WORDS[known])
    drawn = sign(f"ring-{known}", css=f"ring ring-{known}")
    text = f"<span>{said}</span>" if words else f'<span class="visually-hidden">{said}</span>'
    if url:
        return mark_safe(  # noqa: S308
            f'<a class="ring-mark" href="{escape(url)}" data-panel title="{said}">{drawn}{text}</a>'
        )
    return mark_safe(f'<span class="ring-mark" title="{said}">{drawn}{text}</span>')  # noqa: S308


def status(word: Text, *, tone: Tone | str = Tone.QUIET, icon_name: str = "") -> SafeString:
    """A state in a word, with an icon: colour never speaks alone."""
    known = Tone(tone)
    drawn = icon(icon_name or _TONE_ICONS[known])
    return mark_safe(f'<span class="status status-{known}">{drawn}{conditional_escape(str(word))}</span>')  # noqa: S308


def hue(identity: uuid.UUID | str) -> int:
    """The colour of a person's round picture: the same person has the same colour everywhere."""
    raw = identity.bytes if isinstance(identity, uuid.UUID) else str(identity).encode()
    return sum(raw) % HUES


def initials(name: str) -> str:
    """«СЕ» for «Сейтқали Ержан»; one letter for a name of one word."""
    return "".join(word[0].upper() for word in name.split()[:2])


def face(name: str, *, id: uuid.UUID | str, size: str = "") -> SafeString:
    """The round picture alone; the name stands beside it or is said by the link around it."""
    css = f"face hue-{hue(id)}" + (f" face-{escape(size)}" if size else "")
    return mark_safe(f'<span class="{css}" aria-hidden="true">{escape(initials(name))}</span>')  # noqa: S308


def person(name: str, *, id: uuid.UUID | str, note: Text = "", url: str = "", size: str = "") -> SafeString:
    """A person: round picture, name, and a note beneath (class, role)."""
    beneath = f'<span class="person-note">{conditional_escape(str(note))}</span>' if note else ""
    inside = f'{face(name, id=id, size=size)}<span class="person-name">{escape(name)}{beneath}</span>'
    if url:
        return mark_safe(f'<a class="person" href="{escape(url)}">{inside}</a>')  # noqa: S308
    return mark_safe(f'<span class="person">{inside}</span>')  # noqa: S308


def link(url: str, words: Text) -> SafeString:
    """A plain link, for the head of a table's row."""
    return mark_safe(f'<a href="{escape(url)}">{conditional_escape(str(words))}</a>')  # noqa: S308


def why(url: str, *, about: Text = "") -> SafeString:
    """The way to an explanation, «Неге?»; `about` completes it for readers of screens."""
    more = f'<span class="visually-hidden"> {conditional_escape(str(about))}</span>' if about else ""
    return mark_safe(  # noqa: S308
        f'<a class="why" href="{escape(url)}" data-panel>{escape(_("Why?"))}{more}</a>'
    )
