"""A file under a passphrase: AES-256-GCM in pieces, so that a big file is never held in memory whole.

The key comes from the passphrase by scrypt with a salt of the file's own. Each piece is bound to its place
and to being the last or not, so pieces cannot be swapped, dropped or cut off unnoticed.
"""

import hashlib
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"SHANYRAQ-BACKUP-1\n"
SALT = 16
PIECE = 1024 * 1024
TAG = 16
SHORTEST = 12


class WrongPassphrase(Exception):
    """The passphrase is another one, or the file was changed: the cipher cannot tell which."""


def is_sealed(head: bytes) -> bool:
    return head.startswith(MAGIC)


def seal(plain: BinaryIO, sealed: BinaryIO, *, passphrase: str) -> None:
    """Everything read from `plain` stands in `sealed`, readable with the passphrase only."""
    header = MAGIC + os.urandom(SALT)
    cipher = AESGCM(_key(passphrase, header[len(MAGIC) :]))
    sealed.write(header)
    number, piece = 0, plain.read(PIECE)
    while True:
        following = plain.read(PIECE)
        sealed.write(cipher.encrypt(_nonce(number, last=not following), piece, header))
        if not following:
            return
        number, piece = number + 1, following


def unseal(sealed: BinaryIO, plain: BinaryIO, *, passphrase: str) -> None:
    """The content stands in `plain`. Raises WrongPassphrase before anything false is taken for true."""
    header = sealed.read(len(MAGIC) + SALT)
    if not is_sealed(header) or len(header) < len(MAGIC) + SALT:
        raise WrongPassphrase
    cipher = AESGCM(_key(passphrase, header[len(MAGIC) :]))
    number, piece = 0, sealed.read(PIECE + TAG)
    while True:
        following = sealed.read(PIECE + TAG)
        try:
            plain.write(cipher.decrypt(_nonce(number, last=not following), piece, header))
        except (InvalidTag, ValueError) as error:
            raise WrongPassphrase from error
        if not following:
            return
        number, piece = number + 1, following


def _key(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=2**16, r=8, p=1, maxmem=2**27, dklen=32)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + (b"\x01" if last else b"\x00")
