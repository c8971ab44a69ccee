"""The numbers of cards and of people in the gates: a keyed digest to find by, a sealed form to hand back to a gate.

A digest of seven digits without a key is guessed in a second; the key comes from the house's secret.
"""

import functools
import hmac
import os
import uuid
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

CARD, PIN = b"card", b"pin"
_NONCE = 12


@functools.lru_cache(maxsize=8)
def _key(purpose: bytes, secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"shanyraq gates " + purpose, "sha256")


def secret_of(purpose: bytes) -> bytes:
    """A key of the house for one purpose of the gates."""
    return _key(purpose, settings.SECRET_KEY)


def folded(number: str) -> str:
    """One spelling of a number: devices disagree on leading zeros and on the case of hexadecimal digits."""
    return number.strip().upper().lstrip("0")


def number_digest(organisation_id: uuid.UUID, number: str, *, is_card: bool) -> bytes:
    """What stands for this number at this organisation. The same number elsewhere has another digest."""
    return digester(organisation_id)(number, is_card)


def digester(organisation_id: uuid.UUID) -> Callable[[str, bool], bytes]:
    """`number_digest` for many numbers of one organisation: (number, is card) -> digest."""
    return _digester(organisation_id, secret_of(b"numbers"))


@functools.lru_cache(maxsize=64)
def _digester(organisation_id: uuid.UUID, key: bytes) -> Callable[[str, bool], bytes]:
    """The same people pass every day: what stands for their numbers is remembered, for some schools at a time."""
    card, pin = (organisation_id.bytes + space + b"|" for space in (CARD, PIN))

    @functools.lru_cache(maxsize=4096)
    def digest(number: str, is_card: bool) -> bytes:
        return hmac.digest(key, (card if is_card else pin) + folded(number).encode(), "sha256")

    return digest


def seal_number(number: str) -> bytes:
    """The number under our key."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(secret_of(b"sealing")).encrypt(nonce, number.encode(), b"")


def open_number(sealed: bytes) -> str:
    """The number again; empty where it was sealed under another secret of the house."""
    try:
        return AESGCM(secret_of(b"sealing")).decrypt(sealed[:_NONCE], sealed[_NONCE:], b"").decode()
    except (InvalidTag, ValueError):
        return ""


def key_digest(key: str) -> bytes:
    """What is kept of a device's bearer key. The key itself is long and random, so one keyed hash is enough."""
    return hmac.digest(secret_of(b"bearer"), key.encode(), "sha256")
